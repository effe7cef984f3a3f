const QUOTED_LENGTH_MAX = 80

/** The value, or `undefined` (which JSON cannot say) when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export type Fields = Readonly<Record<string, unknown>>

/** A JSON object: neither null nor an array. Only own fields may be trusted, which is all that JSON.parse makes. */
export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A number within the limits that its meaning sets, such as a battery's 0 to 100; makers' 255 and -1 are none. */
export function numberWithin(value: unknown, min: number, max: number): number | null {
  return typeof value === 'number' && value >= min && value <= max ? value : null
}

/** At most so many elements; of what is no array none. */
export function elementsOf(value: unknown, max: number): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, max) : []
}

/** A stranger's text, short and with every control character escaped, fit for a log and for PostgreSQL. */
export function quoted(text: string): string {
  return JSON.stringify(text.slice(0, QUOTED_LENGTH_MAX))
}
