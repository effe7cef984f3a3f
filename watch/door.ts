import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Contact, DoorEvent } from '../protocol/door-event.ts'
import type { Fitting } from './facts.ts'
import type { Opening } from './opening.ts'

/** The part of a door event that the watch judges, and that is stored. */
export type WatchEvent = Pick<
  DoorEvent,
  'sensor' | 'kind' | 'contact' | 'occurredAt' | 'receivedAt' | 'boot' | 'seq' | 'openings' | 'tamper'
>

/** What we know of one door after every event so far. `contact` null: its state has not been reported. */
export interface DoorState {
  readonly sensor: SensorUid
  /** When it was last heard, on the story's clock; before the first message the instant from which we listen. */
  readonly at: Instant
  readonly heard: boolean
  readonly boot: string | null
  readonly seq: number | null
  readonly bootFirstAt: Instant
  readonly pastBoots: readonly string[]
  readonly contact: Contact | null
  /** The sensor's own count of openings as it last said it, and when that was. */
  readonly openings: number | null
  readonly countedAt: Instant | null
  /** Openings recorded since then; the next count must be larger by exactly these. */
  readonly recorded: number
  /** Since when its cover is open or it is off its door; null while it is in place. */
  readonly tamperedAt: Instant | null
  readonly opening: Opening | null
  /** Time for which the door's state is proved: the sum of the gaps between messages that are within the reporting limit and miss none. */
  readonly coveredMs: number
}

export function doorAtStart(fitting: Fitting, listenFrom: Instant): DoorState {
  return {
    sensor: fitting.sensor,
    at: Math.max(fitting.from, listenFrom),
    heard: false,
    boot: null,
    seq: null,
    bootFirstAt: 0,
    pastBoots: [],
    contact: fitting.contactAtStart,
    openings: null,
    countedAt: null,
    recorded: 0,
    tamperedAt: null,
    opening: null,
    coveredMs: 0,
  }
}

/**
 * A door whose sensor is believed again: nothing that was known of it holds, but for an opening, which goes on until a
 * message that is believed ends it.
 */
export function doorAfterDistrust(door: DoorState): DoorState {
  const contact = door.opening === null ? null : door.contact
  return { ...door, contact, seq: null, openings: null, countedAt: null, recorded: 0 }
}

/** Later than this between happening and hearing is late: it raises the same alert, marked so. */
export const LATE_MS = 2 * 60 * 1000

export function isLate(event: WatchEvent): boolean {
  return event.receivedAt - event.occurredAt > LATE_MS
}

export type Edge =
  | { readonly kind: 'none' }
  | { readonly kind: 'opens'; readonly notBefore: Instant; readonly how: Opening['how'] }
  | { readonly kind: 'closes' }
  | { readonly kind: 'closes_and_opens' }

/**
 * Which edge a message shows. Only a changed state is an edge: the same state again is a heartbeat, unless the
 * sensor's own counter proves an opening in between. A state that changed without its edge being reported happened
 * somewhere since the last contact.
 */
export function edgeOf(door: DoorState, event: WatchEvent): Edge {
  const contact = contactOf(event)
  if (contact === null) return { kind: 'none' }
  const reported = event.kind === 'opened' || event.kind === 'closed'
  const notBefore = reported ? event.occurredAt : Math.min(door.at, event.occurredAt)
  if (contact === 'open') {
    if (door.contact !== 'open') return { kind: 'opens', notBefore, how: reported ? 'reported' : 'reconciled' }
    return reported && counterMoved(door, event) ? { kind: 'closes_and_opens' } : { kind: 'none' }
  }
  return door.contact === 'open' ? { kind: 'closes' } : { kind: 'none' }
}

export function contactOf(event: WatchEvent): Contact | null {
  if (event.kind === 'opened') return 'open'
  if (event.kind === 'closed') return 'closed'
  return event.kind === 'test' ? null : event.contact
}

function counterMoved(door: DoorState, event: WatchEvent): boolean {
  return door.openings !== null && event.openings !== null && event.openings > door.openings + door.recorded
}

/** True, false, or null when the message says nothing about tampering. */
export function tamperOf(event: WatchEvent): boolean | null {
  if (event.kind === 'tamper') return true
  if (event.kind === 'tamper_cleared') return false
  return event.tamper
}
