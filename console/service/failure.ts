/** An answer of the API that is a failure, or none at all (`status` 0). */
export class ServiceFailure extends Error {
  readonly status: number
  /** From the catalogue in docs/errors.md; `offline` when nothing answered. */
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>
  readonly requestId: string | null

  constructor(
    status: number,
    code: string,
    message: string,
    rest: Partial<Pick<ServiceFailure, 'details' | 'requestId'>> = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.details = rest.details ?? {}
    this.requestId = rest.requestId ?? null
  }
}

export function offline(): ServiceFailure {
  return new ServiceFailure(0, 'offline', 'nothing answered')
}

/** What a failed answer says. A proxy may answer in the service's place, with no word of ours in it. */
export async function failureOf(response: Response): Promise<ServiceFailure> {
  const body: unknown = await response.json().catch(() => null)
  if (!isRecord(body) || typeof body.code !== 'string') {
    return new ServiceFailure(response.status, 'unknown', `status ${response.status}`)
  }
  return new ServiceFailure(response.status, body.code, String(body.message), {
    details: isRecord(body.details) ? body.details : {},
    requestId: typeof body.requestId === 'string' ? body.requestId : null,
  })
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
