import type { Contact } from '../protocol/door-event.ts'

/** Value bytes by object id; 0x53 and 0x54 say their own length. What is not listed ends the reading. */
const LENGTHS: ReadonlyMap<number, number> = new Map([
  ...bytes(1, [0x00, 0x01, 0x09, 0x0f, 0x10, 0x11, 0x2e, 0x2f, 0x3a, 0x46, 0x57, 0x58, 0x59, 0x60]),
  ...bytes(1, [0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x24]),
  ...bytes(1, [0x25, 0x26, 0x27, 0x28, 0x29, 0x2a, 0x2b, 0x2c, 0x2d]),
  ...bytes(2, [0x02, 0x03, 0x06, 0x07, 0x08, 0x0c, 0x0d, 0x0e, 0x12, 0x13, 0x14, 0x3c, 0x3d, 0x3f, 0x40, 0x41]),
  ...bytes(2, [0x43, 0x44, 0x45, 0x47, 0x48, 0x49, 0x4a, 0x51, 0x52, 0x56, 0x5a, 0x5d, 0x5e, 0x5f, 0x61, 0xf0]),
  ...bytes(3, [0x04, 0x05, 0x0a, 0x0b, 0x42, 0x4b, 0xf2]),
  ...bytes(4, [0x3e, 0x4c, 0x4d, 0x4e, 0x4f, 0x50, 0x55, 0x5b, 0x5c, 0xf1]),
])
const TEXT = 0x53
const RAW = 0x54

/** Opening, door, garage door, window: 1 is open in all of them. */
const DOOR_OBJECTS: ReadonlySet<number> = new Set([0x11, 0x1a, 0x1b, 0x2d])

const ENCRYPTED_BIT = 0x01
const VERSION_2 = 2

export interface BthomeReading {
  readonly kind: 'read'
  readonly packetId: number | null
  /** `unreadable`: a door object is neither 0 nor 1. */
  readonly contact: Contact | 'unreadable' | null
  readonly batteryPercent: number | null
  readonly batteryMillivolts: number | null
  readonly batteryLow: boolean | null
  readonly tamper: boolean | null
  /** Set where an object that we do not know hides what follows it. */
  readonly unknownObject: number | null
}

export type Bthome =
  | BthomeReading
  | { readonly kind: 'encrypted' }
  | { readonly kind: 'malformed'; readonly why: string }

/** BTHome v2 service data (bthome.io; bthome-ble@d55bd3a), from the device information byte on. */
export function decodeBthome(data: Buffer): Bthome {
  const info = data[0]
  if (info === undefined || info >> 5 !== VERSION_2) return { kind: 'malformed', why: 'not BTHome version 2' }
  if ((info & ENCRYPTED_BIT) !== 0) return { kind: 'encrypted' }
  const { objects, unknownObject, cutShort } = objectsOf(data)
  if (cutShort !== null) return { kind: 'malformed', why: `object ${cutShort} is cut short` }
  const values = new Map(objects.map(({ id, value }) => [id, value]))
  const contacts = objects.filter(({ id }) => DOOR_OBJECTS.has(id))
  return {
    ...{ kind: 'read', unknownObject, packetId: values.get(0x00) ?? null },
    contact: contacts.reduce<BthomeReading['contact']>((before, { value }) => joined(before, value), null),
    batteryPercent: within(values.get(0x01), 100),
    batteryMillivolts: values.get(0x0c) ?? null,
    batteryLow: flag(values.get(0x15)),
    tamper: flag(values.get(0x2b)),
  }
}

interface Objects {
  readonly objects: readonly { readonly id: number; readonly value: number }[]
  readonly unknownObject: number | null
  readonly cutShort: number | null
}

function objectsOf(data: Buffer): Objects {
  const objects: { id: number; value: number }[] = []
  for (let at = 1; at < data.length; ) {
    const id = data[at] ?? 0
    const length = lengthOf(data, at, id)
    if (length === null) return { objects, unknownObject: id, cutShort: null }
    const end = at + 1 + length
    if (end > data.length) return { objects, unknownObject: null, cutShort: id }
    if (LENGTHS.has(id)) objects.push({ id, value: data.readUIntLE(at + 1, length) })
    at = end
  }
  return { objects, unknownObject: null, cutShort: null }
}

function bytes(length: number, ids: readonly number[]): readonly (readonly [number, number])[] {
  return ids.map((id) => [id, length] as const)
}

function lengthOf(data: Buffer, at: number, id: number): number | null {
  if (id === TEXT || id === RAW) return 1 + (data[at + 1] ?? data.length)
  return LENGTHS.get(id) ?? null
}

/** Of several contacts in one packet the open one is believed, and one that cannot be read is not passed over. */
function joined(before: BthomeReading['contact'], value: number): BthomeReading['contact'] {
  if (before === 'unreadable' || value > 1) return 'unreadable'
  return value === 1 || before === 'open' ? 'open' : 'closed'
}

function within(value: number | undefined, max: number): number | null {
  return value === undefined || value > max ? null : value
}

function flag(value: number | undefined): boolean | null {
  if (value === 1) return true
  return value === 0 ? false : null
}
