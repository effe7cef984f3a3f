import type { SensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { type Facts, policyAt } from '../facts.ts'
import {
  begunBySensor,
  type Episode,
  type Finding,
  type Heeded,
  type Memory,
  NEVER,
  nothing,
  type Rule,
  settle,
  soonest,
} from '../rule.ts'
import { sentences } from '../sentences.ts'

const EDGES_MAX = 20
const WINDOW_MS = 60_000

/**
 * More than 20 edges in a minute: a loose magnet or a door in the wind, not a household. The edges still count as
 * openings. It is over after a minute without one. The memory holds each sensor's edges of the last minute.
 */
export const sensorFlapping: Rule = {
  kind: 'sensor_flapping',
  hears: ['door_opened', 'door_closed', 'time_passed', 'order_ended'],
  waits: 'while_it_remembers',
  heed(memory, happening, facts) {
    const find = (it: Episode): Finding => finding(it, facts)
    switch (happening.kind) {
      case 'door_opened':
      case 'door_closed':
        return edge(memory, happening.opening.sensor, happening.at, happening.opening.late, facts)
      case 'time_passed':
        return settle(memory, (it) => it.raised && calmAt(it) <= happening.at, happening.at, 'calmed_down', find)
      case 'order_ended':
        return settle(memory, () => true, happening.at, 'order_ended', find)
      default:
        return nothing(memory)
    }
  },
  deadline: (memory, _facts, _doors, after) => soonest(memory, (it) => (it.raised ? calmAt(it) : NEVER), after),
}

function calmAt(episode: Episode): Instant {
  return episode.lastAt + WINDOW_MS
}

function edge(memory: Memory, sensor: SensorUid, at: Instant, late: boolean, facts: Facts): Heeded {
  const held = memory.find((it) => it.sensor === sensor)
  const others = memory.filter((it) => it !== held)
  // How many there were is said when it is over: an alert rewritten at every edge would be a flood of its own.
  if (held?.raised) return nothing([...others, flappingOn(held, at, late)])
  const edges = [...(held?.edges ?? []).filter((it) => it > at - WINDOW_MS), at]
  const next = nextOf(sensor, edges, at, late)
  return { memory: [...others, next], findings: next.raised ? [finding(next, facts)] : [] }
}

/** Once raised it needs its edges no more, only the latest. */
function flappingOn(held: Episode, at: Instant, late: boolean): Episode {
  return { ...held, lastAt: at, count: held.count + 1, late: held.late || late }
}

function nextOf(sensor: SensorUid, edges: readonly Instant[], at: Instant, late: boolean): Episode {
  const raised = edges.length > EDGES_MAX
  const begun = { ...begunBySensor(sensor, edges[0] ?? at, 'minor'), lastAt: at, late, raised }
  return raised ? { ...begun, count: edges.length } : { ...begun, edges }
}

function finding(episode: Episode, facts: Facts): Finding {
  return {
    kind: sensorFlapping.kind,
    episode,
    sentence: sentences.sensorFlapping(episode),
    policy: policyAt(facts, episode.startedAt),
    thresholds: { edgesMax: EDGES_MAX, windowSeconds: WINDOW_MS / 1000 },
    permits: [],
  }
}
