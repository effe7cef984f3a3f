import type { Contact, Transmission } from '../protocol/door-event.ts'
import type { AdapterResult, RawMessage } from './adapter.ts'
import { ignored, rejected, told } from './answer.ts'
import { decodeBthome } from './bthome.ts'
import { type ClaimedTime, foreignEvent, type Said } from './foreign-event.ts'
import { bleUid, macOf } from './foreign-uid.ts'
import { type Fields, fieldOf, numberWithin, shown } from './json.ts'

/** Packet ids go from 0 to 255 and start anew; the same one within this time is the same packet (BTHome). */
const SAME_PACKET_MS = 4000
const HEX_LENGTH_MAX = 512
const DOOR_KEYS = ['window', 'door', 'opening', 'garage_door'] as const

/** A Bluetooth packet that several gateways heard is one. */
function transmissionOf(packetId: number | null, contact: Contact | null): { readonly transmission?: Transmission } {
  return packetId === null ? {} : { transmission: { id: `packet ${packetId} ${contact}`, withinMs: SAME_PACKET_MS } }
}

function bluEvent(mac: unknown, message: RawMessage, said: Said): AdapterResult {
  const sensor = bleUid(mac)
  if (sensor === null) return rejected('not_a_message', `${shown(mac)} is no MAC address`)
  const alias = macOf(mac) ?? ''
  const isDoor = said.contact !== null && said.contact !== undefined
  return told([foreignEvent(sensor, message, said)], isDoor ? [{ sensor, alias, model: 'BTHome', reading: null }] : [])
}

/** A script passed the packet on undecoded: BTHome service data in hexadecimal. */
export function readBluHex(mac: unknown, hex: unknown, rssi: unknown, message: RawMessage): AdapterResult {
  if (typeof hex !== 'string' || hex.length > HEX_LENGTH_MAX || !/^(?:[0-9a-f]{2})+$/i.test(hex)) {
    return rejected('malformed_bytes', 'the packet is not hexadecimal')
  }
  // Some scripts pass the service's UUID on before its data.
  const packet = decodeBthome(Buffer.from(hex.replace(/^d2fc(?=4)/i, ''), 'hex'))
  if (packet.kind === 'encrypted')
    return rejected('encrypted', 'an encrypted BTHome packet: take the key off the sensor')
  if (packet.kind === 'malformed') return rejected('malformed_bytes', packet.why)
  const { contact, packetId, batteryPercent, batteryMillivolts, batteryLow, tamper } = packet
  if (contact === 'unreadable') return rejected('unreadable_state', 'a contact is neither 0 nor 1')
  return bluEvent(mac, message, {
    ...{ contact, batteryPercent, batteryMillivolts, batteryLow, tamper },
    ...{ rssi: rssiOf(rssi), ...transmissionOf(packetId, contact) },
  })
}

/** A script decoded the packet; `times` is the gateway's clock where the message has it. */
export function readBluFields(
  fields: Fields,
  mac: unknown,
  rssi: unknown,
  message: RawMessage,
  times: readonly ClaimedTime[] = [],
): AdapterResult {
  if (fields.encryption === true)
    return rejected('encrypted', 'an encrypted BTHome packet: take the key off the sensor')
  const contacts = DOOR_KEYS.map((key) => fieldOf(fields, key)).filter((it) => it !== undefined && it !== null)
  const unreadable = contacts.find((it) => contactOf(it) === null)
  if (unreadable !== undefined) return rejected('unreadable_state', `a contact is ${shown(unreadable)}`)
  const contact = contacts.length === 0 ? null : contacts.some((it) => contactOf(it) === 'open') ? 'open' : 'closed'
  if (contact === null && !('battery' in fields) && !('pid' in fields)) return ignored('a packet without a contact')
  return bluEvent(mac, message, {
    contact,
    times,
    batteryPercent: numberWithin(fieldOf(fields, 'battery'), 0, 100),
    tamper: booleanOf(fieldOf(fields, 'tamper')),
    rssi: rssiOf(rssi),
    ...transmissionOf(numberWithin(fieldOf(fields, 'pid'), 0, 255), contact),
  })
}

function contactOf(value: unknown): Contact | null {
  const isOpen = booleanOf(value)
  if (isOpen === null) return null
  return isOpen ? 'open' : 'closed'
}

function booleanOf(value: unknown): boolean | null {
  if (value === 1 || value === true) return true
  return value === 0 || value === false ? false : null
}

function rssiOf(value: unknown): number | null {
  return numberWithin(value, -200, 20)
}
