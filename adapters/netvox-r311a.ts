import type { Contact } from '../protocol/door-event.ts'
import { rejection } from './answer.ts'
import { type DecodedFrame, decoded, type LorawanFrame, unread } from './lorawan-frame.ts'

const FPORT = 6
const BYTES = 11
const R311A_TYPE = 0x02
const VERSION_REPORT = 0x00
const STATUS_REPORT = 0x01
const LOW_BATTERY_BIT = 0x80

/**
 * Netvox R311A (TheThingsNetwork/lorawan-devices r311a-codec@a91cd67): version, device type 2, report type, battery in
 * tenths of a volt with bit 7 for low, state. 1 is open, by the manuals of its sisters R313A and R311CB. A version
 * report has other bytes in the state's place. Counts nothing, has no clock.
 */
export function r311a({ fPort, bytes }: LorawanFrame): DecodedFrame {
  if (fPort !== FPORT) return unread(rejection('malformed_bytes', `R311A speaks on fPort ${FPORT}, not ${fPort}`))
  if (bytes.length !== BYTES || bytes[1] !== R311A_TYPE) {
    return unread(rejection('malformed_bytes', `R311A: ${bytes.length} bytes of device type ${bytes[1] ?? 'none'}`))
  }
  if (bytes[2] === VERSION_REPORT) return unread()
  if (bytes[2] !== STATUS_REPORT) return unread(rejection('malformed_bytes', `R311A: report type ${bytes[2]}`))
  const battery = bytes[3] ?? 0
  const contact = contactOf(bytes[4])
  const said = {
    contact,
    batteryMillivolts: (battery & ~LOW_BATTERY_BIT) * 100,
    batteryLow: (battery & LOW_BATTERY_BIT) !== 0,
  }
  return decoded(said, contact === null ? [rejection('unreadable_state', `R311A: state ${bytes[4]}`)] : [])
}

function contactOf(byte: number | undefined): Contact | null {
  if (byte === 1) return 'open'
  return byte === 0 ? 'closed' : null
}
