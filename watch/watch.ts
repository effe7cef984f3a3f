import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Contact } from '../protocol/door-event.ts'
import { contactOf, type DoorState, doorAtStart, edgeOf, isLate, tamperOf, type WatchEvent } from './door.ts'
import { type Facts, type Fitting, withinOrder } from './facts.ts'
import type { Happening } from './happening.ts'
import { type Opening, openingKey } from './opening.ts'
import { type PermitUse, permitCover } from './permit-cover.ts'
import { episodeKey, type Finding, type Memory } from './rule.ts'
import { RULES } from './rules.ts'

/**
 * What one household's story amounts to so far. The state is a pure fold over the events in the story's order (see
 * story.ts), with time passing in between; the same events give the same state, however they arrived. It holds only
 * what later events can still change: openings and findings that are settled have left through `Told`.
 */
export interface WatchState {
  /** The place of the last event in the story's order. */
  readonly at: Instant
  readonly lastSensor: SensorUid | null
  /** The latest deadline that has been acted on: an event that occurred up to it is out of order. */
  readonly sweptAt: Instant
  readonly ended: boolean
  readonly doors: Readonly<Record<string, DoorState>>
  readonly permitUse: PermitUse
  readonly memories: Readonly<Record<string, Memory>>
}

/** A state, and what became different on the way to it: openings by their key, findings by kind and key. */
export interface Told {
  readonly state: WatchState
  readonly openings: ReadonlyMap<string, Opening>
  readonly findings: ReadonlyMap<string, Finding>
}

/** What a fold writes into while it runs; it never leaves this file. */
interface Telling {
  state: WatchState
  readonly facts: Facts
  readonly openings: Map<string, Opening>
  readonly findings: Map<string, Finding>
}

/** The story before its first event: doors whose state was known when the order began start with it. */
export function begin(facts: Facts): Told {
  const { startsAt } = facts.order
  const state: WatchState = {
    at: startsAt,
    lastSensor: null,
    sweptAt: startsAt - 1,
    ended: false,
    doors: Object.fromEntries(facts.fittings.map((it) => [it.sensor, doorAtStart(it, startsAt)])),
    permitUse: {},
    memories: {},
  }
  const telling = tellingFrom(facts, state)
  for (const fitting of facts.fittings) {
    if (fitting.contactAtStart === 'open' && fitting.from <= startsAt) {
      open(telling, fitting.sensor, startsAt, startsAt, 'open_when_the_order_began', false)
    }
  }
  return telling
}

/**
 * Folds events that are in the story's order. Gives null, and nothing else, at the first for which `follows` is false.
 */
export function heed(
  facts: Facts,
  state: WatchState,
  events: readonly WatchEvent[],
  follows: (state: WatchState, event: WatchEvent) => boolean,
): Told | null {
  const telling = tellingFrom(facts, state)
  for (const event of events) {
    if (!follows(telling.state, event)) return null
    heedOne(telling, event)
  }
  return telling
}

/** Lets time pass up to, and not including, `at`: every deadline before it is acted on at its own instant. */
export function pass(facts: Facts, state: WatchState, at: Instant): Told {
  const telling = tellingFrom(facts, state)
  passTime(telling, at)
  return telling
}

/** The next instant at which time alone changes something; null once the order has ended. */
export function deadline(facts: Facts, state: WatchState): Instant | null {
  if (state.ended) return null
  let next = facts.order.endsAt
  for (const rule of RULES) {
    const due = rule.deadline(state.memories[rule.kind] ?? [], facts, state.doors, state.sweptAt)
    if (due !== null && due > state.sweptAt && due < next) next = due
  }
  return next
}

/**
 * An event's place on the story's clock: a sensor's own order rules over the jitter in the ages it claims, and each
 * event has an instant of its own, since openings are told apart by it.
 */
export function storyInstant(door: DoorState | undefined, event: WatchEvent): Instant {
  return door?.heard ? Math.max(door.at + 1, event.occurredAt) : event.occurredAt
}

function tellingFrom(facts: Facts, state: WatchState): Telling {
  return { facts, state, openings: new Map(), findings: new Map() }
}

function heedOne(telling: Telling, event: WatchEvent): void {
  const fitting = fittingOf(telling.facts, event.sensor, event.occurredAt)
  if (fitting === undefined || !withinOrder(telling.facts.order, event.occurredAt)) return
  const at = Math.min(storyInstant(telling.state.doors[event.sensor], event), telling.facts.order.endsAt - 1)
  passTime(telling, at)
  const before = telling.state.doors[event.sensor] ?? doorAtStart(fitting, telling.facts.order.startsAt)
  setDoor(telling, heard(before, event, at, fitting))
  telling.state = { ...telling.state, at, lastSensor: event.sensor }
  tell(telling, { kind: 'sensor_heard', at, sensor: event.sensor, heardBefore: before.at })
  applyTamper(telling, before, event, at)
  applyEdge(telling, before, event, at)
}

function fittingOf(facts: Facts, sensor: SensorUid, at: Instant): Fitting | undefined {
  return facts.fittings.find((it) => it.sensor === sensor && it.from <= at && (it.until === null || at < it.until))
}

function heard(door: DoorState, event: WatchEvent, at: Instant, fitting: Fitting): DoorState {
  const sameBoot = door.heard && door.boot === event.boot
  const gapMs = at - door.at
  return {
    ...door,
    at,
    heard: true,
    boot: event.boot,
    seq: event.seq,
    bootFirstAt: sameBoot ? door.bootFirstAt : event.occurredAt,
    pastBoots: sameBoot || door.boot === null ? door.pastBoots : [...door.pastBoots, door.boot],
    openings: event.openings ?? door.openings,
    coveredMs: door.coveredMs + (gapMs <= fitting.reportingLimitMs ? gapMs : 0),
  }
}

function applyTamper(telling: Telling, before: DoorState, event: WatchEvent, at: Instant): void {
  const tampered = tamperOf(event)
  if (tampered === null || tampered === before.tampered) return
  setDoor(telling, { ...doorOf(telling, before), tampered })
  const { sensor } = event
  tell(
    telling,
    tampered ? { kind: 'sensor_tampered', at, sensor, late: isLate(event) } : { kind: 'tamper_cleared', at, sensor },
  )
}

function applyEdge(telling: Telling, before: DoorState, event: WatchEvent, at: Instant): void {
  const edge = edgeOf(before, event)
  if (edge.kind === 'closes' || edge.kind === 'closes_and_opens') close(telling, event.sensor, at)
  if (edge.kind === 'closes_and_opens') open(telling, event.sensor, at, at, 'reported', isLate(event))
  if (edge.kind === 'opens') open(telling, event.sensor, at, Math.min(edge.notBefore, at), edge.how, isLate(event))
  if (edge.kind === 'none') learnContact(telling, event)
}

/** A first report of a closed door is no edge, and is the end of not knowing. */
function learnContact(telling: Telling, event: WatchEvent): void {
  const door = telling.state.doors[event.sensor]
  const contact = contactOf(event)
  if (door && contact !== null && door.contact !== contact) setDoor(telling, { ...door, contact })
}

function open(
  telling: Telling,
  sensor: SensorUid,
  at: Instant,
  notBefore: Instant,
  how: Opening['how'],
  late: boolean,
): void {
  const { facts, state } = telling
  const { permit, considered } = permitCover(facts.permits, state.permitUse, notBefore, at)
  const opening: Opening = { sensor, openedAt: at, notBefore, closedAt: null, how, permit, permits: considered, late }
  if (permit !== null) {
    telling.state = { ...state, permitUse: { ...state.permitUse, [permit]: (state.permitUse[permit] ?? 0) + 1 } }
  }
  setOpening(telling, opening, 'open', opening)
  tell(telling, { kind: 'door_opened', at, opening })
}

function close(telling: Telling, sensor: SensorUid, at: Instant): void {
  const opening = telling.state.doors[sensor]?.opening ?? null
  if (opening === null) return
  const closed: Opening = { ...opening, closedAt: at }
  setOpening(telling, closed, 'closed', null)
  tell(telling, { kind: 'door_closed', at, opening: closed })
}

function setOpening(telling: Telling, opening: Opening, contact: Contact, current: Opening | null): void {
  telling.openings.set(openingKey(opening), opening)
  const door = telling.state.doors[opening.sensor]
  if (door) setDoor(telling, { ...door, contact, opening: current })
}

function doorOf(telling: Telling, fallback: DoorState): DoorState {
  return telling.state.doors[fallback.sensor] ?? fallback
}

function setDoor(telling: Telling, door: DoorState): void {
  telling.state = { ...telling.state, doors: { ...telling.state.doors, [door.sensor]: door } }
}

function passTime(telling: Telling, until: Instant): void {
  for (;;) {
    const due = deadline(telling.facts, telling.state)
    if (due === null || due >= until) return
    telling.state = { ...telling.state, sweptAt: Math.max(telling.state.sweptAt, due) }
    const ended = due === telling.facts.order.endsAt
    tell(telling, { kind: ended ? 'order_ended' : 'time_passed', at: due })
    if (ended) telling.state = { ...telling.state, ended: true }
  }
}

function tell(telling: Telling, happening: Happening): void {
  for (const rule of RULES) {
    const memory = telling.state.memories[rule.kind] ?? []
    const heeded = rule.heed(memory, happening, telling.facts, telling.state.doors)
    if (heeded.memory !== memory) {
      telling.state = { ...telling.state, memories: { ...telling.state.memories, [rule.kind]: heeded.memory } }
    }
    for (const finding of heeded.findings)
      telling.findings.set(`${finding.kind}/${episodeKey(finding.episode)}`, finding)
  }
}
