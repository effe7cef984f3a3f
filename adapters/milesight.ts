import type { Contact } from '../protocol/door-event.ts'
import type { Rejection } from './adapter.ts'
import { rejection } from './answer.ts'
import { secondsSince1970 } from './claimed-time.ts'
import type { Said } from './foreign-event.ts'
import { type DecodedFrame, type LorawanDecoder, type LorawanFrame, unread } from './lorawan-frame.ts'

const FPORT = 85
const RECORDS_MAX = 64

/** Bytes of value behind a channel and a type. What is not listed has no known end, and nothing behind it can be read. */
const LENGTHS: ReadonlyMap<string, number> = new Map([
  ...([
    ['0175', 1],
    ['0300', 1],
    ['0400', 1],
    ['0600', 1],
    ['0367', 2],
    ['0468', 1],
    ['20ce', 8],
  ] as const),
  // What a device says of itself after joining: protocol, serial number, hardware, firmware, class, reset, power on.
  ...([
    ['ff01', 1],
    ['ff08', 6],
    ['ff16', 8],
    ['ff09', 2],
    ['ff0a', 2],
    ['ff0b', 1],
    ['ff0f', 1],
    ['fffe', 1],
  ] as const),
])

/**
 * Milesight WS301 and EM300-MCS: records of channel, type and value. WS301 tells of its door on `03 00` and of being
 * taken down on `04 00` (1: uninstalled; the maker's README has it the wrong way round, its decoder the right one), the
 * EM300-MCS of its magnet on `06 00` and of the past on `20 CE`. 1 is open everywhere. No opening is counted.
 */
function milesight(doorRecord: '0300' | '0600'): LorawanDecoder {
  return ({ fPort, bytes }: LorawanFrame): DecodedFrame => {
    if (fPort !== FPORT) return unread(rejection('malformed_bytes', `fPort ${fPort}; Milesight speaks on ${FPORT}`))
    const rejected: Rejection[] = []
    const past: Said[] = []
    let present: Said = {}
    for (const record of recordsOf(bytes, rejected)) {
      const wasOpen = present.contact === 'open'
      // Should one frame tell of its door twice, the one that says open is believed.
      present = { ...present, ...presentOf(record, doorRecord, rejected), ...(wasOpen ? { contact: 'open' } : {}) }
      if (record.key === '20ce') past.push(...pastOf(record.value, rejected))
    }
    const isPast = past.length > 0 && Object.keys(present).length === 0
    const doors = [...past, ...(isPast ? [] : [present])].map((said) => ({ channel: 1 as const, said }))
    return { doors, rejected }
  }
}

interface TlvRecord {
  readonly key: string
  readonly value: Buffer
}

function recordsOf(bytes: Buffer, rejected: Rejection[]): readonly TlvRecord[] {
  const records: TlvRecord[] = []
  for (let at = 0; at < bytes.length; ) {
    const key = bytes.toString('hex', at, at + 2)
    const length = LENGTHS.get(key)
    const end = at + 2 + (length ?? 0)
    if (length === undefined || end > bytes.length || records.length === RECORDS_MAX) {
      const why = length === undefined ? `record ${key} is not known` : `record ${key} is cut short`
      rejected.push(rejection('malformed_bytes', `${why}; what follows it is not read`))
      return records
    }
    records.push({ key, value: bytes.subarray(at + 2, end) })
    at = end
  }
  return records
}

function presentOf({ key, value }: TlvRecord, doorRecord: string, rejected: Rejection[]): Said {
  const byte = value[0] ?? 0
  if (key === '0175') return byte <= 100 ? { batteryPercent: byte } : {}
  if (key === doorRecord) {
    const contact = contactOf(byte)
    if (contact !== null) return { contact }
    rejected.push(rejection('unreadable_state', `the magnet's byte is ${byte}`))
  }
  if (key === '0400' && doorRecord === '0300' && byte <= 1) return { tamper: byte === 1 }
  return {}
}

/** Time (4 bytes, little endian, seconds), temperature (2), humidity (1), magnet (1). */
function pastOf(value: Buffer, rejected: Rejection[]): readonly Said[] {
  const contact = contactOf(value[7] ?? -1)
  if (contact === null) {
    rejected.push(rejection('unreadable_state', `the magnet's byte of the past is ${value[7]}`))
    return []
  }
  const at = secondsSince1970(value.readUInt32LE(0))
  return [{ contact, origin: 'history', times: [{ at, source: 'device' }] }]
}

function contactOf(byte: number): Contact | null {
  if (byte === 1) return 'open'
  return byte === 0 ? 'closed' : null
}

export const ws301: LorawanDecoder = milesight('0300')
export const em300mcs: LorawanDecoder = milesight('0600')
