import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Contact, DoorEvent, DoorEventKind } from '../protocol/door-event.ts'
import type { RawMessage } from './adapter.ts'
import { isRecord, quoted } from './json.ts'

type Fields = Readonly<Record<string, unknown>>

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
 * (Koenkk/zigbee-herdsman-converters@df72005). The model is known only where Z2M's `include_device_information` is on.
 */
const MODELS_WITHOUT_TAMPER: ReadonlySet<string> = new Set(['TS0203', '3RDS17BZ', 'E2013', 'MCCGQ11LM', 'SNZB-04'])

const DAY_MS = 24 * 3600 * 1000
const GATEWAY_TIME_BEHIND_MS_MAX = 30 * DAY_MS
const GATEWAY_TIME_AHEAD_MS_MAX = 5 * 60 * 1000
const MILLIVOLTS_MAX = 20_000

interface ReadState {
  readonly kind: 'read'
  readonly contact: Contact | null
  readonly tamper: boolean | null
  readonly batteryPercent: number | null
  readonly batteryMillivolts: number | null
  readonly batteryLow: boolean | null
  readonly lastSeen: Instant | null
}

export type DoorState =
  | ReadState
  | { readonly kind: 'ignored'; readonly why: string }
  | { readonly kind: 'unreadable'; readonly detail: string }

/** A contact that is there but cannot be read is unreadable, not absent: somebody has to look, and nothing is guessed. */
export function readState(fields: Fields, receivedAt: Instant): DoorState {
  const contact = booleanOf(fields.contact)
  const opening = openingOf(fields.opening_state)
  if (contact === undefined) return { kind: 'unreadable', detail: `contact is ${shown(fields.contact)}` }
  if (opening === undefined) return { kind: 'unreadable', detail: `opening_state is ${shown(fields.opening_state)}` }
  if ('garage_door_contact' in fields && contact === null && opening === null) {
    return { kind: 'ignored', why: 'garage_door_contact has no agreed polarity' }
  }
  return {
    kind: 'read',
    contact: openWins(contact === null ? null : contact ? 'closed' : 'open', opening),
    tamper: lacksTamper(fields.device) ? null : (booleanOf(fields.tamper) ?? null),
    batteryPercent: numberWithin(fields.battery, 100),
    batteryMillivolts: rounded(numberWithin(fields.voltage, MILLIVOLTS_MAX)),
    batteryLow: booleanOf(fields.battery_low) ?? null,
    lastSeen: lastSeenOf(fields.last_seen, receivedAt),
  }
}

/**
 * The kind follows the state, because Z2M says states and not happenings: the same state said again is for the core to
 * recognise. `last_seen` is the last radio contact, so a state that Z2M repeats at its start keeps its true age.
 */
export function toDoorEvent(state: ReadState, sensor: SensorUid, message: RawMessage): DoorEvent {
  const { receivedAt } = message
  return {
    sensor,
    kind: kindOf(state.contact),
    contact: state.contact,
    occurredAt: state.lastSeen ?? receivedAt,
    receivedAt,
    timeSource: state.lastSeen === null ? 'arrival' : 'gateway',
    origin: message.retain ? 'retained' : 'live',
    boot: '',
    seq: null,
    openings: null,
    batteryPercent: state.batteryPercent,
    batteryMillivolts: state.batteryMillivolts,
    batteryLow: state.batteryLow,
    tamper: state.tamper,
    rssi: null,
    firmware: null,
  }
}

function kindOf(contact: Contact | null): DoorEventKind {
  if (contact === null) return 'heartbeat'
  return contact === 'open' ? 'opened' : 'closed'
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

function lacksTamper(device: unknown): boolean {
  return isRecord(device) && typeof device.model === 'string' && MODELS_WITHOUT_TAMPER.has(device.model)
}

function numberWithin(value: unknown, max: number): number | null {
  return typeof value === 'number' && value >= 0 && value <= max ? value : null
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value)
}

/** `ISO_8601`, `ISO_8601_local` with its offset, or `epoch` in milliseconds (Z2M lib/util/utils.ts:68). */
const ZONED_ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

/** `null` when absent, unreadable, or further from our own clock than any honest clock is. Nothing happened later than we heard of it. */
function lastSeenOf(value: unknown, receivedAt: Instant): Instant | null {
  const at = typeof value === 'string' && ZONED_ISO.test(value) ? Date.parse(value) : value
  if (typeof at !== 'number' || Number.isNaN(at)) return null
  if (at < receivedAt - GATEWAY_TIME_BEHIND_MS_MAX || at > receivedAt + GATEWAY_TIME_AHEAD_MS_MAX) return null
  return Math.min(Math.round(at), receivedAt)
}

function shown(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : `a ${typeof value}`
}
