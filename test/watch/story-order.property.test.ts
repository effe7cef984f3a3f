import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WatchEvent } from '../../watch/door.ts'
import type { Facts } from '../../watch/facts.ts'
import { episodeKey, type Finding } from '../../watch/rule.ts'
import { follows, inOrder, joined, tellAnew, tellOn } from '../../watch/story.ts'
import { begin, pass } from '../../watch/watch.ts'
import type { Told } from '../../watch/watch-state.ts'
import { story } from './stories.ts'

const seedNote = (seed: number) => `seed ${seed}`
const runs = { numRuns: 1000 }

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

function conclusion(told: Told) {
  return {
    openings: [...told.openings.values()].toSorted((a, b) => a.openedAt - b.openedAt || (a.sensor < b.sensor ? -1 : 1)),
    findings: [...told.findings.values()].toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)),
    state: told.state,
  }
}

test('any permutation, duplication and regrouping of the same events gives the same conclusions', () => {
  fc.assert(
    fc.property(story(), fc.infiniteStream(fc.nat()), ({ facts, events, end }, numbers) => {
      const shuffled = [...events, ...events.slice(0, events.length / 3)]
        .map((event) => ({ event, place: numbers.next().value ?? 0 }))
        .toSorted((a, b) => a.place - b.place)
        .map((it) => it.event)
      const batches: WatchEvent[][] = []
      for (let rest = shuffled; rest.length > 0; ) {
        const size = 1 + ((numbers.next().value ?? 0) % 7)
        batches.push(rest.slice(0, size))
        rest = rest.slice(size)
      }
      expect(conclusion(live(facts, batches, end))).toEqual(conclusion(tellAnew(facts, events, end)))
    }),
    runs,
  )
})

test('folding in order with time passing at any cadence equals telling the story afterwards', () => {
  fc.assert(
    fc.property(story(), fc.array(fc.nat(3000)), ({ facts, events, end }, sweeps) => {
      let told = begin(facts)
      const ordered = inOrder(events)
      for (const [index, event] of ordered.entries()) {
        const sweepAt = event.occurredAt - (sweeps[index] ?? 0)
        if (sweepAt > told.state.at) told = joined(told, pass(facts, told.state, sweepAt))
        if (!follows(told.state, event)) return
        const on = tellOn(facts, told.state, [event])
        if (on === null) throw new Error('an event that follows was not folded on')
        told = joined(told, on)
      }
      told = joined(told, pass(facts, told.state, end))
      expect(conclusion(told)).toEqual(conclusion(tellAnew(facts, events, end)))
    }),
    runs,
  )
})

test('a permit covers at most as many openings as it grants, the earliest ones', () => {
  fc.assert(
    fc.property(story(), ({ facts, events, end }) => {
      const openings = [...tellAnew(facts, events, end).openings.values()]
      for (const permit of facts.permits) {
        const covered = openings.filter((it) => it.permit === permit.id)
        expect(covered.length, seedNote(permit.id)).toBeLessThanOrEqual(permit.openingsMax)
        for (const it of covered) expect(it.openedAt >= permit.from && it.notBefore < permit.until).toBe(true)
      }
    }),
    runs,
  )
})

test('nothing is concluded outside the order, and every finding has evidence within it', () => {
  fc.assert(
    fc.property(story(), ({ facts, events, end }) => {
      const told = tellAnew(facts, events, end)
      for (const { episode } of told.findings.values()) {
        expect(episode.startedAt).toBeGreaterThanOrEqual(facts.order.startsAt)
        expect(episode.startedAt).toBeLessThan(facts.order.endsAt)
        expect(episode.count).toBeGreaterThan(0)
        expect(episode.raised).toBe(true)
      }
    }),
    runs,
  )
})
