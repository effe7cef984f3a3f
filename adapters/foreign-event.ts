import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Contact, DoorEvent, DoorEventKind, Origin, TimeSource, Transmission } from '../protocol/door-event.ts'
import type { RawMessage } from './adapter.ts'
import { believable } from './claimed-time.ts'

/** What a message of another maker says; what is left out it does not say. */
export interface Said {
  readonly contact?: Contact | null
  /** A report by the clock and not by the door: its state may be news, the moment is none. */
  readonly periodic?: boolean
  /** When it happened by somebody's clock, in order of trust; the first that can be believed decides, else arrival. */
  readonly times?: readonly ClaimedTime[]
  readonly origin?: Origin
  readonly openings?: number | null
  readonly lastOpenSeconds?: number | null
  readonly batteryPercent?: number | null
  readonly batteryMillivolts?: number | null
  readonly batteryLow?: boolean | null
  readonly tamper?: boolean | null
  readonly rssi?: number | null
  readonly transmission?: Transmission
}

export interface ClaimedTime {
  readonly at: Instant | null
  readonly source: TimeSource
}

/**
 * The event of a sensor that is not our own. Others say states and not happenings, so the kind follows the state, and the
 * same state said again is for the watch to recognise. A state that the broker had kept, or that a sensor says by the
 * clock, is a heartbeat with a state: if it differs from what we believed, the change lies between the last contact and
 * now (2-domain.md, case 9).
 */
export function foreignEvent(sensor: SensorUid, message: RawMessage, said: Said): DoorEvent {
  const { receivedAt } = message
  const origin = said.origin ?? (message.retain ? 'retained' : 'live')
  const contact = said.contact ?? null
  return {
    ...{ sensor, contact, ...happened(said.times ?? [], receivedAt), receivedAt, origin },
    kind: said.periodic === true || origin === 'retained' ? 'heartbeat' : kindOf(contact, said),
    ...{ boot: '', seq: null },
    openings: said.openings ?? null,
    batteryPercent: said.batteryPercent ?? null,
    batteryMillivolts: said.batteryMillivolts ?? null,
    batteryLow: said.batteryLow ?? null,
    tamper: said.tamper ?? null,
    rssi: said.rssi ?? null,
    firmware: null,
    ...(said.lastOpenSeconds === undefined ? {} : { lastOpenSeconds: said.lastOpenSeconds }),
    ...(said.transmission === undefined ? {} : { transmission: said.transmission }),
  }
}

/** Whether one of the claimed times can be believed; a record of the past is worth nothing without. */
export function isDated(times: readonly ClaimedTime[], receivedAt: Instant): boolean {
  return times.some((it) => believable(it.at, receivedAt) !== null)
}

function happened(times: readonly ClaimedTime[], receivedAt: Instant): Pick<DoorEvent, 'occurredAt' | 'timeSource'> {
  for (const { at, source } of times) {
    const occurredAt = believable(at, receivedAt)
    if (occurredAt !== null) return { occurredAt, timeSource: source }
  }
  return { occurredAt: receivedAt, timeSource: 'arrival' }
}

function kindOf(contact: Contact | null, { batteryLow }: Said): DoorEventKind {
  if (contact !== null) return contact === 'open' ? 'opened' : 'closed'
  return batteryLow === true ? 'low_battery' : 'heartbeat'
}
