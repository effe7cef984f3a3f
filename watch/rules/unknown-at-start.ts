import type { SensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { type Facts, policyAt } from '../facts.ts'
import {
  begunBySensor,
  type Doors,
  type Episode,
  type Finding,
  type Heeded,
  type Memory,
  nothing,
  type Rule,
  settle,
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
        return happening.at === waitedUntil(facts) ? raised(memory, facts, doors) : nothing(memory)
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
  deadline: (_memory, facts, doors, after) =>
    after < waitedUntil(facts) && unknownDoors(facts, doors).length > 0 ? waitedUntil(facts) : null,
}

const waitedUntil = ({ order }: Facts): Instant => order.startsAt + WAIT_MS

function unknownDoors({ fittings, order }: Facts, doors: Doors): readonly SensorUid[] {
  const until = order.startsAt + WAIT_MS
  return fittings
    .filter((it) => it.from <= order.startsAt && (it.until === null || until < it.until))
    .map((it) => it.sensor)
    .filter((sensor) => (doors[sensor]?.contact ?? null) === null)
}

function raised(memory: Memory, facts: Facts, doors: Doors): Heeded {
  const episodes = unknownDoors(facts, doors).map((it) => begunBySensor(it, facts.order.startsAt, 'major'))
  if (episodes.length === 0) return nothing(memory)
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
