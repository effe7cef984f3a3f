import type { Rejection } from './adapter.ts'
import type { Said } from './foreign-event.ts'

/** One uplink's application bytes, as the network hands them over. */
export interface LorawanFrame {
  readonly fPort: number
  readonly bytes: Buffer
}

/** What one uplink says: of the device's own contact, of a second one if it has that, and of the past. */
export interface DecodedFrame {
  readonly doors: readonly { readonly channel: 1 | 2; readonly said: Said }[]
  readonly rejected: readonly Rejection[]
}

/** Reads one maker's bytes. Never throws; bytes that it does not understand are refused, and say nothing of a door. */
export type LorawanDecoder = (frame: LorawanFrame) => DecodedFrame

export function decoded(said: Said, rejected: readonly Rejection[] = []): DecodedFrame {
  return { doors: [{ channel: 1, said }], rejected }
}

/** The device lives, and that is all that can be read of it. */
export function unread(...rejected: readonly Rejection[]): DecodedFrame {
  return { doors: [{ channel: 1, said: {} }], rejected }
}
