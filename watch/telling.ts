import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Contact } from '../protocol/door-event.ts'
import type { DoorState } from './door.ts'
import { type Facts, testOver } from './facts.ts'
import type { Happening } from './happening.ts'
import { type Opening, openingKey } from './opening.ts'
import { permitCover } from './permit-cover.ts'
import { episodeKey, type Finding } from './rule.ts'
import { RULES_BY_HAPPENING } from './rules.ts'
import type { WatchState } from './watch-state.ts'

/** What a fold writes into while it runs; it never leaves the watch. */
export interface Telling {
  state: WatchState
  readonly facts: Facts
  readonly openings: Map<string, Opening>
  readonly findings: Map<string, Finding>
}

export function tellingFrom(facts: Facts, state: WatchState): Telling {
  return { facts, state, openings: new Map(), findings: new Map() }
}

/** Lets the rules that listen for it hear of a happening. */
export function tell(telling: Telling, happening: Happening): void {
  for (const rule of RULES_BY_HAPPENING[happening.kind]) {
    const memory = telling.state.memories[rule.kind] ?? []
    const heeded = rule.heed(memory, happening, telling.facts, telling.state.doors)
    if (heeded.memory !== memory) {
      telling.state = { ...telling.state, memories: { ...telling.state.memories, [rule.kind]: heeded.memory } }
    }
    for (const finding of heeded.findings)
      telling.findings.set(`${finding.kind}/${episodeKey(finding.episode)}`, finding)
  }
}

/** How an opening came to be known. */
export interface OpeningReport {
  readonly sensor: SensorUid
  readonly at: Instant
  readonly notBefore: Instant
  readonly how: Opening['how']
  readonly late: boolean
}

/** Records an opening under the permit that covers it; the rules hear of it unless its door is on test. */
export function open(telling: Telling, { sensor, at, notBefore, how, late }: OpeningReport): void {
  const test = how !== 'open_when_the_test_ended' && testOver(telling.facts, sensor, notBefore, at) !== undefined
  const cover = test ? { permit: null, considered: [] } : coverOne(telling, notBefore, at)
  const opening: Opening = {
    sensor,
    openedAt: at,
    notBefore,
    closedAt: null,
    how,
    test,
    permit: cover.permit,
    permits: cover.considered,
    late,
  }
  setOpening(telling, opening, 'open', opening)
  if (!test) tell(telling, { kind: 'door_opened', at, opening })
}

export function close(telling: Telling, sensor: SensorUid, at: Instant): void {
  const opening = telling.state.doors[sensor]?.opening ?? null
  if (opening === null) return
  const closed: Opening = { ...opening, closedAt: at }
  setOpening(telling, closed, 'closed', null)
  if (!closed.test) tell(telling, { kind: 'door_closed', at, opening: closed })
}

/** Which permit covers one more opening in the interval; one opening of it is used. */
export function coverOne(telling: Telling, notBefore: Instant, at: Instant): ReturnType<typeof permitCover> {
  const { facts, state } = telling
  const cover = permitCover(facts.permits, state.permitUse, notBefore, at)
  if (cover.permit !== null) {
    const used = (state.permitUse[cover.permit] ?? 0) + 1
    telling.state = { ...state, permitUse: { ...state.permitUse, [cover.permit]: used } }
  }
  return cover
}

function setOpening(telling: Telling, opening: Opening, contact: Contact, current: Opening | null): void {
  telling.openings.set(openingKey(opening), opening)
  const door = telling.state.doors[opening.sensor]
  if (door) setDoor(telling, { ...door, contact, opening: current })
}

export function doorOf(telling: Telling, fallback: DoorState): DoorState {
  return telling.state.doors[fallback.sensor] ?? fallback
}

export function setDoor(telling: Telling, door: DoorState): void {
  telling.state = { ...telling.state, doors: { ...telling.state.doors, [door.sensor]: door } }
}
