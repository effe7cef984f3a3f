import { householdId, orderId, sensorUid } from '../base/id.ts'
import type { WatchEvent } from '../watch/door.ts'
import type { Facts } from '../watch/facts.ts'
import { policySettings } from '../watch/policy.ts'
import { tellOn } from '../watch/story.ts'
import { begin } from '../watch/watch.ts'

const MINUTE = 60_000
const DAYS = 14
const ROUNDS = 5

/** What one event costs in memory, with every rule on: the fold, and beside it the JSON parse of the same message. */
export interface FoldCost {
  readonly foldMicroseconds: number
  readonly parseMicroseconds: number
}

/** Two weeks of one household: a heartbeat a minute, an opening and its closing in every twenty messages. */
export function foldCost(): FoldCost {
  const sensor = sensorUid.parse('bench-000001')
  const startsAt = Date.UTC(2026, 0, 1)
  const facts: Facts = {
    household: householdId.parse(1),
    order: { id: orderId.parse(1), startsAt, endsAt: startsAt + (DAYS + 1) * 1440 * MINUTE },
    timeZone: 'Asia/Shanghai',
    policies: [{ from: startsAt, policy: { name: 'default', version: 1, ...policySettings.parse({}) } }],
    permits: [],
    fittings: [
      {
        ...{ sensor, door: 'front', from: startsAt - MINUTE, until: null, gateway: null, contactAtStart: 'closed' },
        ...{ reportingLimitMs: 3 * MINUTE, limits: [], forecasts: [] },
      },
    ],
    tests: [],
    distrusts: [],
    outages: [],
    cuts: [],
  }
  const events = Array.from({ length: DAYS * 1440 }, (_, n) => messageAt(sensor, startsAt + (n + 1) * MINUTE, n + 1))
  const messages = events.map((it) => JSON.stringify(it))
  let [fold, parse] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let round = 0; round < ROUNDS; round += 1) {
    fold = Math.min(
      fold,
      microseconds(() => tell(facts, events)),
    )
    parse = Math.min(
      parse,
      microseconds(() => parseAll(messages)),
    )
  }
  return { foldMicroseconds: fold / events.length, parseMicroseconds: parse / events.length }
}

function messageAt(sensor: WatchEvent['sensor'], at: number, seq: number): WatchEvent {
  const turn = seq % 20
  const kind = turn === 0 ? 'opened' : turn === 1 ? 'closed' : 'heartbeat'
  const openings = Math.floor(seq / 20)
  const contact = turn === 0 ? 'open' : 'closed'
  return { sensor, kind, contact, occurredAt: at, receivedAt: at + 50, boot: 'bench', seq, openings, tamper: null }
}

/** Event by event, as live operation does. */
function tell(facts: Facts, events: readonly WatchEvent[]): void {
  let { state } = begin(facts)
  for (const event of events) {
    const told = tellOn(facts, state, [event])
    if (told === null) throw new Error('an event did not follow')
    state = told.state
  }
}

function parseAll(messages: readonly string[]): void {
  for (const message of messages) JSON.parse(message)
}

function microseconds(work: () => void): number {
  const startedMs = performance.now()
  work()
  return (performance.now() - startedMs) * 1000
}
