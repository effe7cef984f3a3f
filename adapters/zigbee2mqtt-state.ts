import type { SensorUid } from '../base/id.ts'
import type { Contact, DoorEvent } from '../protocol/door-event.ts'
import type { RawMessage } from './adapter.ts'
import { readTime } from './claimed-time.ts'
import { foreignEvent, type Said } from './foreign-event.ts'
import { type Fields, isRecord, numberWithin, quoted } from './json.ts'

/** The fields of a state that say something of a door, each of which may also come on a topic of its own. */
export const ATTRIBUTES: ReadonlySet<string> = new Set([
  'contact',
  'opening_state',
  'garage_door_contact',
  'tamper',
  'battery',
  'battery_low',
  'voltage',
])

/**
 * The shared IAS converter emits `tamper` for these although nothing in them can sense it
 * (Koenkk/zigbee-herdsman-converters@df72005). The model is known from the inventory, or from the message itself where
 * Z2M's `include_device_information` is on.
 */
const MODELS_WITHOUT_TAMPER: ReadonlySet<string> = new Set(['TS0203', '3RDS17BZ', 'E2013', 'MCCGQ11LM', 'SNZB-04'])

const MILLIVOLTS_MAX = 20_000

interface ReadState {
  readonly kind: 'read'
  readonly said: Said
}

export type DoorState =
  | ReadState
  | { readonly kind: 'ignored'; readonly why: string }
  | { readonly kind: 'unreadable'; readonly detail: string }

/**
 * A contact that is there but cannot be read is unreadable, not absent: somebody has to look, and nothing is guessed.
 * `last_seen` is the last radio contact, so a state that Z2M repeats at its start keeps its true age: `ISO_8601`,
 * `ISO_8601_local` with its offset, or `epoch` in milliseconds (Z2M lib/util/utils.ts:68).
 */
export function readState(fields: Fields, model: string | null): DoorState {
  const contact = booleanOf(fields.contact)
  const opening = openingOf(fields.opening_state)
  if (contact === undefined) return { kind: 'unreadable', detail: `contact is ${shown(fields.contact)}` }
  if (opening === undefined) return { kind: 'unreadable', detail: `opening_state is ${shown(fields.opening_state)}` }
  if ('garage_door_contact' in fields && contact === null && opening === null) {
    return { kind: 'ignored', why: 'garage_door_contact has no agreed polarity' }
  }
  const millivolts = numberWithin(fields.voltage, 0, MILLIVOLTS_MAX)
  const said: Said = {
    contact: openWins(contact === null ? null : contact ? 'closed' : 'open', opening),
    tamper: lacksTamper(fields.device, model) ? null : (booleanOf(fields.tamper) ?? null),
    batteryPercent: numberWithin(fields.battery, 0, 100),
    batteryMillivolts: millivolts === null ? null : Math.round(millivolts),
    batteryLow: booleanOf(fields.battery_low) ?? null,
    times: [{ at: readTime(fields.last_seen), source: 'gateway' }],
  }
  return { kind: 'read', said }
}

export function toDoorEvent({ said }: ReadState, sensor: SensorUid, message: RawMessage): DoorEvent {
  return foreignEvent(sensor, message, said)
}

/** `null` where nothing is reported, `undefined` where it cannot be read. Some bridges make strings of booleans. */
function booleanOf(value: unknown): boolean | null | undefined {
  if (value === undefined || value === null) return null
  if (value === true || value === 'true') return true
  if (value === false || value === 'false') return false
  return undefined
}

/** A tilted window or door leaf is not closed. */
function openingOf(value: unknown): Contact | null | undefined {
  if (value === undefined || value === null) return null
  if (value === 'closed') return 'closed'
  if (value === 'open' || value === 'tilted') return 'open'
  return undefined
}

/** Where a device reports both and they differ, the one that says open is believed. */
function openWins(one: Contact | null, other: Contact | null): Contact | null {
  if (one === 'open' || other === 'open') return 'open'
  return one ?? other
}

function lacksTamper(device: unknown, model: string | null): boolean {
  const claimed = isRecord(device) && typeof device.model === 'string' ? device.model : model
  return claimed !== null && MODELS_WITHOUT_TAMPER.has(claimed)
}

function shown(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : `a ${typeof value}`
}
