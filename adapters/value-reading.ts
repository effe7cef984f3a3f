import type { Contact } from '../protocol/door-event.ts'
import { valueAt } from './json.ts'

export type Scalar = string | number | boolean

/** How one value tells a state: where it is (null: the whole payload), and what it says when it is so and when not. */
export interface ValueReading {
  readonly path: string | null
  readonly on: readonly Scalar[]
  readonly off: readonly Scalar[]
}

export type ReadValue = 'on' | 'off' | 'absent' | 'unreadable'

/** Of a value that is in neither list nothing is said; null and a missing value are "not reported". */
export function readValue(reading: ValueReading, json: unknown, text: string): ReadValue {
  const { path, on, off } = reading
  const value = path === null ? (json ?? text) : valueAt(json, path)
  if (value === undefined || value === null) return 'absent'
  const isOneOf = (those: readonly Scalar[]): boolean =>
    those.some((it) => it === value || (path === null && it === text))
  if (isOneOf(on)) return 'on'
  return isOneOf(off) ? 'off' : 'unreadable'
}

export function asContact(read: ReadValue): Contact | null {
  if (read === 'on') return 'open'
  return read === 'off' ? 'closed' : null
}
