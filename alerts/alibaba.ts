import { z } from 'zod'
import { dialled, maskedNumber } from '../registry/phone-number.ts'
import type { DueNotification } from '../store/notification.ts'
import { meaningOf } from './alibaba-codes.ts'
import type { SendResult } from './channel.ts'
import type { Language } from './message.ts'

/** An account of Alibaba Cloud, and where its service answers. */
export interface AlibabaOptions {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  /** `https://host`; plain http is for trials on this machine. */
  readonly endpoint: string
  /** The codes of the approved templates; null: there is none in that language. */
  readonly templates: Readonly<Record<Language, string | null>>
  /** Whether the provider tells us what became of a message. */
  readonly receipts: boolean
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 5000
const NUMBER = /\+?\d{7,}/g

/** A text's answer under the SDK's names, and a call's under the provider's. */
const reference = z.string().max(128).nullish().catch(null)
const body = z.union([
  z.object({ code: z.string(), message: z.string().catch(''), bizId: reference }),
  z
    .object({ Code: z.string(), Message: z.string().catch(''), CallId: reference })
    .transform(({ Code: code, Message: message, CallId: bizId }) => ({ code, message, bizId })),
])
const answer = z.object({ statusCode: z.number(), body })
const refusal = z.object({
  code: z.string(),
  statusCode: z.number(),
  retryAfter: z.number().nonnegative().optional().catch(undefined),
  data: z.object({ Message: z.string() }).optional().catch(undefined),
})

/** What the SDK's client is made with. It signs with ACS3-HMAC-SHA256 and, told nothing else, tries once. */
export function clientConfig({ accessKeyId, accessKeySecret, endpoint, timeoutMs = TIMEOUT_MS }: AlibabaOptions) {
  const { protocol, host } = new URL(endpoint)
  return {
    ...{ accessKeyId, accessKeySecret, endpoint: host, protocol: protocol.slice(0, -1) },
    ...{ readTimeout: timeoutMs, connectTimeout: timeoutMs, userAgent: 'Menshen' },
  }
}

/** A resident's own, where its template was approved. Staff's contact points have none: Chinese, unless only an English one was. */
export function languageOf({ templates }: AlibabaOptions, notification: DueNotification): Language {
  const own = notification.household && templates[notification.language] !== null ? notification.language : null
  return own ?? (templates.zh === null ? 'en' : 'zh')
}

/** Takes what a call gives or throws. Nothing secret, no number and no text of a message is in the words of the result. */
export async function resultOf(
  call: () => Promise<unknown>,
  options: AlibabaOptions,
  notification: DueNotification,
): Promise<SendResult> {
  const result = await call().then(judged, refused)
  return withoutSecrets(result, [options.accessKeySecret, options.accessKeyId], notification)
}

function judged(response: unknown): SendResult {
  const parsed = answer.safeParse(response).data
  if (parsed === undefined)
    return { kind: 'retry', afterMs: null, why: 'Alibaba Cloud answered nothing that is its answer' }
  const { code, message, bizId = null } = parsed.body
  if (code === 'OK') return { kind: 'sent', reference: bizId }
  return meaningOf({ code, message, status: parsed.statusCode, afterMs: null })
}

/** The SDK's own words hold the address it called, and with it number and text: of a broken line only the kind is kept. */
function refused(error: unknown): SendResult {
  const parsed = refusal.safeParse(error).data
  if (parsed === undefined)
    return { kind: 'retry', afterMs: null, why: `Alibaba Cloud gave no answer: ${kindOf(error)}` }
  const { code, statusCode, data, retryAfter } = parsed
  return meaningOf({ code, message: data?.Message ?? '', status: statusCode, afterMs: retryAfter ?? null })
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown reason'
  if (error instanceof SyntaxError || error instanceof TypeError) return 'what came is not JSON'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

function withoutSecrets(result: SendResult, secrets: readonly string[], { target }: DueNotification): SendResult {
  if (result.kind === 'sent') return result
  const hidden = [target, dialled(target)].reduce(
    (text, it) => text.replaceAll(it, maskedNumber(dialled(target))),
    result.why,
  )
  const why = secrets.reduce((text, it) => text.replaceAll(it, '…'), hidden).replaceAll(NUMBER, maskedNumber)
  return { ...result, why }
}
