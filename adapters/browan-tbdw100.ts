import { rejection } from './answer.ts'
import { type DecodedFrame, decoded, type LorawanFrame, unread } from './lorawan-frame.ts'

const FPORT = 100
const BYTES = 8
const OPEN_BIT = 0x01

/**
 * Browan TBDW100 (TheThingsNetwork/lorawan-devices tbdw100-codec@5108db3): bit 0 open; battery (25 + low nibble) / 10 V;
 * board temperature; minutes since the last change and the openings, both little endian. With minutes it is a report by
 * the clock: the change is as old as they say.
 */
export function tbdw100({ fPort, bytes }: LorawanFrame): DecodedFrame {
  if (fPort !== FPORT || bytes.length !== BYTES) {
    return unread(rejection('malformed_bytes', `TBDW100: ${bytes.length} bytes on fPort ${fPort}`))
  }
  return decoded({
    contact: ((bytes[0] ?? 0) & OPEN_BIT) === 0 ? 'closed' : 'open',
    periodic: bytes.readUInt16LE(3) > 0,
    batteryMillivolts: (25 + ((bytes[1] ?? 0) & 0x0f)) * 100,
    openings: bytes.readUIntLE(5, 3),
  })
}
