const QUOTED_LENGTH_MAX = 80
const PATH_STEPS_MAX = 16
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d]

/** No sensor nests so deeply, and reading 100,000 brackets takes longer than a message may. */
const DEPTH_MAX = 64
/** A shorter text is read in less time than looking for its depth is worth. */
const SHORT_LENGTH = 8192

/** The value, or `undefined` (which JSON cannot say) when the text is not JSON, or nested past all sense. */
export function parseJson(text: string): unknown {
  if (text.length > SHORT_LENGTH && isTooDeep(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Brackets within strings count too: a text that has 64 of them unclosed is no sensor's either. */
function isTooDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === OPEN_BRACE || code === OPEN_BRACKET) depth += 1
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1
    if (depth > DEPTH_MAX) return true
  }
  return false
}

export type Fields = Readonly<Record<string, unknown>>

/** A JSON object: neither null nor an array. Only own fields may be trusted, which is all that JSON.parse makes. */
export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An own field; names come from the wire, and `constructor` is a name like any other. */
export function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

/** What is at `params.0.DoorStatus` or `params[0].DoorStatus`; undefined where nothing is. */
export function valueAt(value: unknown, path: string): unknown {
  const steps = path.split(/[.[\]]+/).filter((it) => it !== '')
  if (steps.length > PATH_STEPS_MAX) return undefined
  return steps.reduce<unknown>((at, step) => stepInto(at, step), value)
}

function stepInto(value: unknown, step: string): unknown {
  if (!Array.isArray(value)) return fieldOf(value, step)
  const elements: readonly unknown[] = value
  return /^\d{1,4}$/.test(step) ? elements[Number(step)] : undefined
}

export function textAt(value: unknown, name: string): string | null {
  const text = fieldOf(value, name)
  return typeof text === 'string' ? text : null
}

/** A number within the limits that its meaning sets, such as a battery's 0 to 100; makers' 255 and -1 are none. */
export function numberWithin(value: unknown, min: number, max: number): number | null {
  return typeof value === 'number' && value >= min && value <= max ? value : null
}

/** At most so many fields, without looking at those behind them. */
export function entriesOf(fields: unknown, max: number): readonly (readonly [name: string, value: unknown])[] {
  const entries: [string, unknown][] = []
  if (!isRecord(fields)) return entries
  for (const name in fields) {
    if (entries.length === max) break
    if (Object.hasOwn(fields, name)) entries.push([name, fields[name]])
  }
  return entries
}

/** At most so many elements; of what is no array none. */
export function elementsOf(value: unknown, max: number): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, max) : []
}

/** A stranger's text, short and with every control character escaped, fit for a log and for PostgreSQL. */
export function quoted(text: string): string {
  return JSON.stringify(text.slice(0, QUOTED_LENGTH_MAX))
}

/** A stranger's value in a few words: a scalar as itself, anything else by its kind. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value)
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`
}
