import { rejection } from './answer.ts'
import { secondsSince1970 } from './claimed-time.ts'
import type { Said } from './foreign-event.ts'
import { type DecodedFrame, decoded, type LorawanFrame, unread } from './lorawan-frame.ts'

const DATALOG_FPORT = 3
const SETTINGS_FPORT = 4
const INFO_FPORT = 5
const INFO_BYTES = 7
const ONE_DOOR_BYTES = 11
const TWO_DOORS_BYTES = 18
const RECORDS_MAX = 22

const OPEN_BIT = 0x01
const PERIODIC_BIT = 0x04

/**
 * Dragino LDS03A and DS03A (dragino-end-node-decoder@e81cc58, myDevicesIoT dragino-lds03). A record is one byte of flags
 * (bit 0 open, bit 1 open too long, bit 2 "by the clock"), the openings (3 bytes), the minutes of the last one (3) and
 * the device's time (4, big endian, seconds); a record of 18 bytes goes on with the same of a second door without a
 * time. fPort 3 is a log of such records, fPort 5 the only place with the battery. The maker's own codec makes up a
 * closed second door where there is none, and prints times in the zone of its server: the bytes are read instead.
 */
export function lds03a({ fPort, bytes }: LorawanFrame): DecodedFrame {
  switch (fPort) {
    case DATALOG_FPORT:
      return readLog(bytes)
    case SETTINGS_FPORT:
      return unread()
    case INFO_FPORT:
      if (bytes.length !== INFO_BYTES) return badLength(bytes, fPort)
      return decoded({ batteryMillivolts: bytes.readUInt16BE(5) })
    default:
      return readDoors(bytes, fPort)
  }
}

function readDoors(bytes: Buffer, fPort: number): DecodedFrame {
  if (bytes.length !== ONE_DOOR_BYTES && bytes.length !== TWO_DOORS_BYTES) return badLength(bytes, fPort)
  const first = readRecord(bytes)
  const { periodic, times } = first
  if (bytes.length === ONE_DOOR_BYTES) return decoded(first)
  const second = { ...readDoor(bytes.subarray(ONE_DOOR_BYTES)), ...(periodic ? { periodic } : {}), times }
  return {
    doors: [
      { channel: 1, said: first },
      { channel: 2, said: second },
    ],
    rejected: [],
  }
}

function readLog(bytes: Buffer): DecodedFrame {
  const count = bytes.length / ONE_DOOR_BYTES
  if (!Number.isInteger(count) || count === 0 || count > RECORDS_MAX) return badLength(bytes, DATALOG_FPORT)
  const records = Array.from({ length: count }, (_, index) => bytes.subarray(index * ONE_DOOR_BYTES))
  const doors = records.map((it) => ({ channel: 1 as const, said: { ...readRecord(it), origin: 'history' as const } }))
  return { doors, rejected: [] }
}

function readRecord(bytes: Buffer): Said & Required<Pick<Said, 'times' | 'periodic'>> {
  const at = secondsSince1970(bytes.readUInt32BE(7))
  const periodic = ((bytes[0] ?? 0) & PERIODIC_BIT) !== 0
  return { ...readDoor(bytes), periodic, times: [{ at, source: 'device' }] }
}

function readDoor(bytes: Buffer): Said {
  const contact = ((bytes[0] ?? 0) & OPEN_BIT) === 0 ? 'closed' : 'open'
  return { contact, openings: bytes.readUIntBE(1, 3), lastOpenSeconds: bytes.readUIntBE(4, 3) * 60 }
}

function badLength(bytes: Buffer, fPort: number): DecodedFrame {
  return unread(rejection('malformed_bytes', `LDS03A: ${bytes.length} bytes on fPort ${fPort}`))
}
