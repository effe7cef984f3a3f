import { rejection } from './answer.ts'
import type { Said } from './foreign-event.ts'
import { type DecodedFrame, decoded, type LorawanFrame, unread } from './lorawan-frame.ts'

const STATE_FPORT = 10
const COUNT_FPORT = 7
const STATE_BYTES = 10
const COUNT_BYTES = 5
/** `MOD`: 1 is a door sensor. 2 is a water leak sensor (LWL02 speaks the same), in which bit 15 means no door. */
const DOOR_MODE = 1

const OPEN_BIT = 0x8000
const MILLIVOLTS_MASK = 0x3fff

/**
 * Dragino LDS02 (dragino-end-node-decoder@e81cc58). fPort 10: bit 15 of the first two bytes is 1 for open and the low 14
 * are millivolts; then the mode, the openings (3 bytes) and the minutes of the last one (3 bytes), and in the last byte
 * an alarm of "open too long", which our own rule tells better. fPort 7 counts only. No clock; a report a day.
 */
export function lds02({ fPort, bytes }: LorawanFrame): DecodedFrame {
  if (fPort === STATE_FPORT && bytes.length === STATE_BYTES) return readState(bytes)
  if (fPort === COUNT_FPORT && bytes.length === COUNT_BYTES) {
    return decoded({ ...doorAndBattery(bytes), openings: bytes.readUIntBE(2, 3) })
  }
  return unread(rejection('malformed_bytes', `LDS02: ${bytes.length} bytes on fPort ${fPort}`))
}

function readState(bytes: Buffer): DecodedFrame {
  const { batteryMillivolts, ...door } = doorAndBattery(bytes)
  if (bytes[2] !== DOOR_MODE) {
    return { ...decoded({ batteryMillivolts }), rejected: [rejection('unreadable_state', `LDS02 in mode ${bytes[2]}`)] }
  }
  const lastOpenSeconds = bytes.readUIntBE(6, 3) * 60
  return decoded({ ...door, batteryMillivolts, openings: bytes.readUIntBE(3, 3), lastOpenSeconds })
}

function doorAndBattery(bytes: Buffer): Required<Pick<Said, 'contact' | 'batteryMillivolts'>> {
  const word = bytes.readUInt16BE(0)
  return { contact: (word & OPEN_BIT) === 0 ? 'closed' : 'open', batteryMillivolts: word & MILLIVOLTS_MASK }
}
