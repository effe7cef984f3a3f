const QUOTED_LENGTH_MAX = 80

/** The value, or `undefined` (which JSON cannot say) when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A JSON object: neither null nor an array. Only own fields may be trusted, which is all that JSON.parse makes. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A stranger's text, short and with every control character escaped, fit for a log and for PostgreSQL. */
export function quoted(text: string): string {
  return JSON.stringify(text.slice(0, QUOTED_LENGTH_MAX))
}
