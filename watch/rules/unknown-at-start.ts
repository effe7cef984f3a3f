import type { SensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { type Facts, type Fitting, policyAt, takenOffAt } from '../facts.ts'
import {
  begunBySensor,
  type Doors,
  type Episode,
  type Finding,
  type Heeded,
  NEVER,
  nothing,
  type Rule,
  settle,
  soonest,
} from '../rule.ts'
import { sentences } from '../sentences.ts'

/** A sensor that is about to say its state at the very beginning is waited for this long. */
const WAIT_MS = 2 * 60_000

/** The order began and the state of a fitted door was not known; it is over once the door's state is. */
export const unknownAtStart: Rule = {
  kind: 'unknown_at_start',
  hears: ['time_passed', 'door_known', 'door_opened', 'order_ended'],
  waits: 'always',
  heed(memory, happening, facts, doors) {
    const find = (it: Episode): Finding => finding(it, facts)
    const known = (sensor: SensorUid): Heeded =>
      settle(memory, (it) => it.sensor === sensor, happening.at, 'known_again', find)
    switch (happening.kind) {
      case 'time_passed':
        return happening.at === waitedUntil(facts) ? raised(facts, doors) : nothing(memory)
      case 'door_known':
        return known(happening.sensor)
      case 'door_opened':
        return known(happening.opening.sensor)
      case 'order_ended':
        return settle(memory, () => true, happening.at, 'order_ended', find)
      default:
        return nothing(memory)
    }
  },
  deadline(_memory, facts, doors, after) {
    const dueAt = (it: Fitting): Instant => (isUnknown(it, facts, doors) ? waitedUntil(facts) : NEVER)
    return soonest(facts.fittings, dueAt, after)
  },
}

const waitedUntil = ({ order }: Facts): Instant => order.startsAt + WAIT_MS

/** Whether it was on its door at the start, still is when the wait is over, and the door's state is not known. */
function isUnknown(fitting: Fitting, facts: Facts, doors: Doors): boolean {
  const isThere = fitting.from <= facts.order.startsAt && waitedUntil(facts) < takenOffAt(fitting)
  return isThere && !doors[fitting.sensor]?.contact
}

function raised(facts: Facts, doors: Doors): Heeded {
  const unknown = facts.fittings.filter((it) => isUnknown(it, facts, doors))
  const episodes = unknown.map((it) => begunBySensor(it.sensor, facts.order.startsAt, 'major'))
  return { memory: episodes, findings: episodes.map((it) => finding(it, facts)) }
}

function finding(episode: Episode, facts: Facts): Finding {
  return {
    kind: unknownAtStart.kind,
    episode,
    sentence: sentences.unknownAtStart(episode),
    policy: policyAt(facts, episode.startedAt),
    thresholds: { waitSeconds: WAIT_MS / 1000 },
    permits: [],
  }
}
