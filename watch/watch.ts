import type { Instant } from '../base/instant.ts'
import {
  contactOf,
  type DoorState,
  doorAfterDistrust,
  doorAtStart,
  edgeOf,
  isLate,
  tamperOf,
  type WatchEvent,
} from './door.ts'
import {
  type Facts,
  type Fitting,
  fittingAt,
  isDistrustedIn,
  reportingLimitAt,
  testOver,
  withinOrder,
} from './facts.ts'
import { countsAsBefore, missesMessages, reckon } from './missed.ts'
import { endTests, testEnd } from './on-test.ts'
import { soonest } from './rule.ts'
import { WAITING_RULES } from './rules.ts'
import { close, doorOf, open, setDoor, type Telling, tell, tellingFrom } from './telling.ts'
import type { Told, WatchState } from './watch-state.ts'

/** The story before its first event: doors whose state was known when the order began start with it. */
export function begin(facts: Facts): Told {
  const { startsAt } = facts.order
  const state: WatchState = {
    at: startsAt,
    lastSensor: null,
    sweptAt: startsAt - 1,
    ended: false,
    // Of a sensor that is moved from door to door, its first fitting is what the story begins with.
    doors: Object.fromEntries(facts.fittings.toReversed().map((it) => [it.sensor, doorAtStart(it, startsAt)])),
    permitUse: {},
    memories: {},
  }
  const telling = tellingFrom(facts, state)
  for (const { sensor, contactAtStart, from } of facts.fittings) {
    if (contactAtStart === 'open' && from <= startsAt) {
      open(telling, { sensor, at: startsAt, notBefore: startsAt, how: 'open_when_the_order_began', late: false })
    }
  }
  return telling
}

/**
 * Folds events that are in the story's order, and believed. Gives null, and nothing else, at the first for which `follows` is false.
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
  const { sweptAt } = state
  let next = Math.min(facts.order.endsAt, soonest(facts.tests, testEnd, sweptAt))
  for (const rule of WAITING_RULES) {
    const memory = state.memories[rule.kind] ?? []
    if (memory.length === 0 && rule.waits === 'while_it_remembers') continue
    next = Math.min(next, rule.deadline(memory, facts, state.doors, sweptAt))
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

function heedOne(telling: Telling, event: WatchEvent): void {
  const { order } = telling.facts
  const { sensor, occurredAt } = event
  const fitting = fittingAt(telling.facts, sensor, occurredAt)
  if (fitting === undefined || !withinOrder(order, occurredAt)) return
  const at = Math.min(storyInstant(telling.state.doors[sensor], event), order.endsAt - 1)
  passTime(telling, at)
  const known = telling.state.doors[sensor] ?? doorAtStart(fitting, order.startsAt)
  const isGap = isDistrustedIn(telling.facts, sensor, known.at, at)
  const before = isGap ? doorAfterDistrust(known) : known
  const { doors } = telling.state
  telling.state = {
    ...telling.state,
    at,
    lastSensor: sensor,
    doors: { ...doors, [sensor]: heard(before, event, at, isGap ? 0 : coverage(before, event, at, fitting)) },
  }
  tell(telling, { kind: 'sensor_heard', at, sensor, heardBefore: before.at })
  if (event.kind === 'low_battery') tell(telling, { kind: 'battery_low', at, sensor, late: isLate(event) })
  applyTamper(telling, before, event, at)
  applyEdge(telling, before, event, at)
  reckon(telling, before, event, at)
}

function heard(door: DoorState, event: WatchEvent, at: Instant, coveredMs: number): DoorState {
  const sameBoot = door.heard && door.boot === event.boot
  return {
    ...door,
    at,
    heard: true,
    boot: event.boot,
    seq: event.seq,
    bootFirstAt: sameBoot ? door.bootFirstAt : event.occurredAt,
    pastBoots: sameBoot || door.boot === null ? door.pastBoots : [...door.pastBoots, door.boot],
    coveredMs: door.coveredMs + coveredMs,
    countedAt: countsAsBefore(door, event) ? at : door.countedAt,
  }
}

/** The time since the door's last message, if this one proves what a known door did in it. A new run proves nothing. */
function coverage(door: DoorState, event: WatchEvent, at: Instant, fitting: Fitting): number {
  if (door.contact === null || (door.heard && door.boot !== event.boot) || missesMessages(door, event)) return 0
  const gapMs = at - door.at
  return gapMs <= reportingLimitAt(fitting, door.at) ? gapMs : 0
}

function applyTamper(telling: Telling, before: DoorState, event: WatchEvent, at: Instant): void {
  const tampered = tamperOf(event)
  if (tampered === null || tampered === (before.tamperedAt !== null)) return
  setDoor(telling, { ...doorOf(telling, before), tamperedAt: tampered ? at : null })
  const { sensor } = event
  if (!tampered) tell(telling, { kind: 'tamper_cleared', at, sensor })
  else if (testOver(telling.facts, sensor, at, at) === undefined)
    tell(telling, { kind: 'sensor_tampered', at, sensor, late: isLate(event) })
}

function applyEdge(telling: Telling, before: DoorState, event: WatchEvent, at: Instant): void {
  const edge = edgeOf(before, event)
  const { sensor } = event
  const late = isLate(event)
  if (edge.kind === 'closes' || edge.kind === 'closes_and_opens') close(telling, sensor, at)
  if (edge.kind === 'closes_and_opens') openAndCount(telling, { sensor, at, notBefore: at, how: 'reported', late })
  if (edge.kind === 'opens')
    openAndCount(telling, { sensor, at, notBefore: Math.min(edge.notBefore, at), how: edge.how, late })
  if (edge.kind === 'none') learnContact(telling, event, at)
}

function openAndCount(telling: Telling, report: Parameters<typeof open>[1]): void {
  open(telling, report)
  const door = telling.state.doors[report.sensor]
  if (door?.openings !== null && door !== undefined) setDoor(telling, { ...door, recorded: door.recorded + 1 })
}

/** A first report of a closed door is no edge, and is the end of not knowing. */
function learnContact(telling: Telling, event: WatchEvent, at: Instant): void {
  const door = telling.state.doors[event.sensor]
  const contact = contactOf(event)
  if (door === undefined || contact === null || door.contact === contact) return
  setDoor(telling, { ...door, contact })
  tell(telling, { kind: 'door_known', at, sensor: event.sensor })
}

function passTime(telling: Telling, until: Instant): void {
  for (;;) {
    const due = deadline(telling.facts, telling.state)
    if (due === null || due >= until) return
    telling.state = { ...telling.state, sweptAt: Math.max(telling.state.sweptAt, due) }
    const ended = due === telling.facts.order.endsAt
    if (!ended) endTests(telling, due)
    tell(telling, { kind: ended ? 'order_ended' : 'time_passed', at: due })
    if (ended) telling.state = { ...telling.state, ended: true }
  }
}
