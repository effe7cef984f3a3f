import { isUtf8 } from 'node:buffer'
import type { DoorEvent } from '../protocol/door-event.ts'
import {
  type AdapterResult,
  type RawMessage,
  type RejectCode,
  type Rejection,
  type SeenSensor,
  STATE_PAYLOAD_BYTES_MAX,
} from './adapter.ts'

export function ignored(why: string): AdapterResult {
  return { kind: 'ignored', why }
}

export function rejection(code: RejectCode, detail: string): Rejection {
  return { code, detail, sequence: null }
}

export function rejected(code: RejectCode, detail: string): AdapterResult {
  return { kind: 'rejected', rejections: [rejection(code, detail)] }
}

/** What a message told; where it told nothing, that is said too. */
export function told(
  events: readonly DoorEvent[],
  seen: readonly SeenSensor[] = [],
  refused: readonly Rejection[] = [],
): AdapterResult {
  if (events.length > 0) return { kind: 'events', events, rejected: refused, seen }
  if (refused.length > 0) return { kind: 'rejected', rejections: refused }
  return seen.length > 0 ? { kind: 'inventory', sensors: seen } : ignored('it says nothing of a door')
}

/** The payload's text, or why there is none to read. */
export function textOf({ payload }: RawMessage, bytesMax = STATE_PAYLOAD_BYTES_MAX): string | AdapterResult {
  if (payload.length > bytesMax) {
    return rejected('too_large', `${payload.length} bytes; at most ${bytesMax} are taken`)
  }
  if (payload.length === 0) return ignored('empty: the deletion of a retained message')
  return isUtf8(payload) ? payload.toString('utf8') : rejected('not_json', 'not valid UTF-8')
}
