import assert from 'node:assert/strict'
import fc from 'fast-check'
import { contactOf, type WatchEvent } from '../../watch/door.ts'
import {
  belongs,
  type Facts,
  type Fitting,
  isDistrustedIn,
  policyAt,
  reportingLimitAt,
  withinOrder,
} from '../../watch/facts.ts'
import { type Opening, openingKey } from '../../watch/opening.ts'
import { openingVerdict } from '../../watch/opening-verdict.ts'
import { noticeSeconds } from '../../watch/policy.ts'
import { episodeKey, type Finding } from '../../watch/rule.ts'
import { follows, inOrder, joined, tellAnew, tellOn } from '../../watch/story.ts'
import { begin, pass } from '../../watch/watch.ts'
import type { Told } from '../../watch/watch-state.ts'
import { type Story, story } from './stories.ts'

/** What holds for every household, however its story goes. Throws where it does not. */
export interface Invariant {
  readonly name: string
  readonly holds: (story: Story, numbers: () => number) => void
}

/** Tries an invariant on so many generated households. Throws with the seed and the smallest household that breaks it. */
export function tryInvariant({ holds }: Invariant, cases: number, seed?: number): void {
  const property = fc.property(story(), fc.infiniteStream(fc.nat()), (generated, stream) =>
    holds(generated, () => stream.next().value ?? 0),
  )
  fc.assert(property, { numRuns: cases, ...(seed === undefined ? {} : { seed }) })
}

export const INVARIANTS: readonly Invariant[] = [
  {
    name: 'any permutation, duplication and regrouping of the same events gives the same conclusions',
    holds({ facts, events, end }, numbers) {
      const shuffled = [...events, ...events.slice(0, events.length / 3)]
        .map((event) => ({ event, place: numbers() }))
        .toSorted((a, b) => a.place - b.place)
        .map((it) => it.event)
      const batches: WatchEvent[][] = []
      for (let rest = shuffled; rest.length > 0; ) {
        const size = 1 + (numbers() % 7)
        batches.push(rest.slice(0, size))
        rest = rest.slice(size)
      }
      assert.deepEqual(conclusion(facts, live(facts, batches, end)), conclusion(facts, tellAnew(facts, events, end)))
    },
  },
  {
    name: 'folding in order with time passing at any cadence equals telling the story afterwards',
    holds({ facts, events, end }, numbers) {
      let told = begin(facts)
      for (const event of inOrder(events)) {
        const sweepAt = event.occurredAt - (numbers() % 3000)
        if (sweepAt > told.state.at) told = joined(told, pass(facts, told.state, sweepAt))
        // Jitter in the claimed ages may put an event before a deadline that has been acted on.
        if (!follows(told.state, event)) return
        const on = tellOn(facts, told.state, [event])
        assert.notEqual(on, null, 'an event that follows was not folded on')
        told = on === null ? told : joined(told, on)
      }
      told = joined(told, pass(facts, told.state, end))
      assert.deepEqual(conclusion(facts, told), conclusion(facts, tellAnew(facts, events, end)))
    },
  },
  {
    name: 'events outside the order, of a sensor on no door or not believed change nothing, and nothing is concluded outside the order',
    holds({ facts, events, end }) {
      const told = tellAnew(facts, events, end)
      const within = events.filter((it) => belongs(facts, it) && isBelieved(facts, it))
      assert.deepEqual(conclusion(facts, told), conclusion(facts, tellAnew(facts, within, end)))
      for (const { episode } of told.findings.values()) assert.ok(withinOrder(facts.order, episode.startedAt))
      for (const { openedAt } of told.openings.values()) assert.ok(withinOrder(facts.order, openedAt))
    },
  },
  {
    name: 'the time that is proved and the gaps are the time that was listened',
    holds({ facts, events, end }) {
      const { doors } = tellAnew(facts, events, end).state
      for (const fitting of facts.fittings) {
        const door = doors[fitting.sensor]
        const { covered, gaps } = coverageOf(facts, fitting, events)
        assert.equal(door?.coveredMs, covered)
        const listenedMs = (door?.at ?? 0) - Math.max(fitting.from, facts.order.startsAt)
        assert.equal(covered + gaps, listenedMs)
        assert.ok(covered <= listenedMs)
      }
    },
  },
  {
    name: 'a permit covers at most as many openings as it grants, and those that came first',
    holds({ facts, events, end }) {
      const openings = inTime(tellAnew(facts, events, end))
      for (const permit of facts.permits) {
        const covered = openings.filter((it) => it.permit === permit.id)
        assert.ok(covered.length <= permit.openingsMax)
        for (const it of covered) {
          assert.ok(it.openedAt >= permit.from && it.notBefore < permit.until)
          assert.ok(permit.revokedAt === null || it.notBefore < permit.revokedAt)
        }
        const refused = openings.filter((it) => it.permits.some(({ id, why }) => id === permit.id && why === 'used_up'))
        for (const it of refused) assert.ok(covered.every((earlier) => earlier.openedAt <= it.openedAt))
      }
    },
  },
  {
    name: 'every alert has evidence that exists, and its numbers recompute from it',
    holds({ facts, events, end }) {
      const told = tellAnew(facts, events, end)
      for (const finding of told.findings.values()) {
        const { episode } = finding
        assert.ok(episode.raised && episode.count > 0)
        assert.ok(episode.clearedAt === null || episode.clearedAt >= episode.startedAt)
        evidence(finding, told, facts, events)
      }
    },
  },
  {
    name: 'an opening without a permit under a policy that hears of every one is alerted, waits, is a notice or was on test',
    holds({ facts, events, end }) {
      const told = tellAnew(facts, events, end)
      const spans = [...told.findings.values()].filter((it) => it.kind === 'unpermitted_opening')
      for (const opening of told.openings.values()) {
        const { verdict } = openingVerdict(opening, facts)
        if (verdict !== 'alerted') continue
        const { openedAt } = opening
        const held = spans.some(({ episode }) => episode.startedAt <= openedAt && openedAt <= episode.lastAt)
        assert.ok(held, `nothing tells of the opening at ${openedAt}`)
      }
    },
  },
]

/** Live operation: batches as they arrive; what does not follow is told anew from everything stored so far. */
function live(facts: Facts, batches: readonly (readonly WatchEvent[])[], end: number): Told {
  let told = begin(facts)
  const stored: WatchEvent[] = []
  for (const batch of batches) {
    const fresh = batch.filter((it) => !stored.some((other) => same(other, it)))
    const once = fresh.filter((it, index) => fresh.findIndex((other) => same(other, it)) === index)
    stored.push(...once)
    const on = tellOn(facts, told.state, once)
    told = on === null ? tellAnew(facts, stored, told.state.sweptAt + 1) : joined(told, on)
  }
  return joined(told, pass(facts, told.state, end))
}

const same = (a: WatchEvent, b: WatchEvent) => a.sensor === b.sensor && a.boot === b.boot && a.seq === b.seq

const nameOf = ({ kind, episode }: Finding) => `${kind}/${episodeKey(episode)}`

function inTime(told: Told): readonly Opening[] {
  return [...told.openings.values()].toSorted((a, b) => a.openedAt - b.openedAt || (a.sensor < b.sensor ? -1 : 1))
}

function conclusion(facts: Facts, told: Told) {
  return {
    openings: inTime(told).map((it) => ({ ...it, explained: openingVerdict(it, facts) })),
    findings: [...told.findings.values()].toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)),
    state: told.state,
  }
}

function isBelieved(facts: Facts, { sensor, occurredAt }: WatchEvent): boolean {
  return !isDistrustedIn(facts, sensor, occurredAt, occurredAt)
}

interface Heard {
  readonly at: number
  readonly event: WatchEvent
}

/** A fitting's messages with their places on the story's clock, reckoned from the messages alone. */
function heardIn(facts: Facts, { sensor, from, until }: Fitting, events: readonly WatchEvent[]): readonly Heard[] {
  const { order } = facts
  const heard: Heard[] = []
  for (const event of inOrder(events.filter((it) => belongs(facts, it) && isBelieved(facts, it)))) {
    const { occurredAt } = event
    if (event.sensor !== sensor || occurredAt < from || (until !== null && occurredAt >= until)) continue
    const placed = Math.max((heard.at(-1)?.at ?? 0) + 1, occurredAt)
    heard.push({ at: Math.min(placed, order.endsAt - 1), event })
  }
  return heard
}

/** The rule of coverage once more. */
function coverageOf(facts: Facts, fitting: Fitting, events: readonly WatchEvent[]): { covered: number; gaps: number } {
  let at = Math.max(fitting.from, facts.order.startsAt)
  let contact = fitting.contactAtStart
  let before: WatchEvent | null = null
  let covered = 0
  let gaps = 0
  for (const heard of heardIn(facts, fitting, events)) {
    const continues = before === null || (before.boot === heard.event.boot && heard.event.seq === (before.seq ?? 0) + 1)
    const gap = heard.at - at
    const wasBelieved = !isDistrustedIn(facts, fitting.sensor, at, heard.at)
    const isProved = contact !== null && continues && wasBelieved && gap <= reportingLimitAt(fitting, at)
    if (isProved) covered += gap
    else gaps += gap
    // What is not open any more was closed by a message; only an opening outlasts a time in which nothing is believed.
    if (!wasBelieved && contact === 'closed') contact = null
    contact = contactOf(heard.event) ?? contact
    at = heard.at
    before = heard.event
  }
  return { covered, gaps }
}

function evidence(finding: Finding, told: Told, facts: Facts, events: readonly WatchEvent[]): void {
  const { kind, episode } = finding
  const { startedAt, lastAt, sensor } = episode
  const opening = told.openings.get(openingKey({ openedAt: startedAt, sensor }))
  switch (kind) {
    case 'unpermitted_opening': {
      assert.ok(opening !== undefined && opening.permit === null && !opening.test)
      if (facts.policies.length > 1) return
      // An open door is `pending` until it closes, whether or not its time is over.
      const alerted = inTime(told).filter((it) => ['alerted', 'pending'].includes(openingVerdict(it, facts).verdict))
      const inSpan = alerted.filter((it) => startedAt <= it.openedAt && it.openedAt <= lastAt)
      assert.ok(episode.count <= inSpan.length)
      if (noticeSeconds(facts.policies[0].policy) === 0) assert.equal(episode.count, inSpan.length)
      return
    }
    case 'opening_limit':
      assert.ok(episode.count > policyAt(facts, lastAt).openingsPerDay || facts.policies.length > 1)
      return
    case 'left_open': {
      const { leftOpenSeconds } = policyAt(facts, startedAt)
      assert.ok(opening !== undefined && lastAt - startedAt >= leftOpenSeconds * 1000)
      assert.ok(opening.closedAt === null || opening.closedAt - startedAt > leftOpenSeconds * 1000)
      assert.equal(finding.thresholds.leftOpenSeconds, leftOpenSeconds)
      return
    }
    case 'permit_overrun':
      assert.ok(opening !== undefined && opening.permit === episode.permit)
      assert.ok(lastAt >= Math.min(...permitEnds(facts, episode.permit)))
      return
    case 'sensor_silent': {
      const heard = facts.fittings.filter((it) => it.sensor === sensor).flatMap((it) => heardIn(facts, it, events))
      assert.ok(!heard.some((it) => startedAt < it.at && it.at < lastAt))
      assert.ok(lastAt > startedAt)
      return
    }
    case 'sensor_distrusted':
      assert.ok(isDistrustedIn(facts, sensor, startedAt, startedAt))
      if (episode.clearedReason !== 'trusted_again') return
      assert.ok(facts.distrusts.some((it) => it.sensor === sensor && it.until === episode.clearedAt))
      return
    case 'sensor_tamper':
      assert.ok(events.some((it) => it.sensor === sensor && it.kind === 'tamper'))
      return
    case 'sensor_battery':
      assert.ok(
        events.some((it) => it.sensor === sensor && it.kind === 'low_battery') ||
          facts.fittings.some((it) => it.sensor === sensor && it.forecasts.some(({ emptyAt }) => emptyAt !== null)),
      )
      return
    case 'missed_openings':
      assert.ok(startedAt < lastAt && episode.clearedAt === lastAt)
      return
    case 'unknown_at_start':
      assert.equal(startedAt, facts.order.startsAt)
      return
    default:
      return
  }
}

function permitEnds({ permits }: Facts, id: number | undefined): readonly number[] {
  return permits.filter((it) => it.id === id).map((it) => Math.min(it.until, it.revokedAt ?? it.until))
}
