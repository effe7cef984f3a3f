import type { Instant } from '../../base/instant.ts'
import { type Facts, policyAt } from '../facts.ts'
import { type Opening, openingKey } from '../opening.ts'
import {
  begunBy,
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

/** Past this many times its limit, a door left open is no longer an oversight. */
const CRITICAL_FACTOR = 10

/**
 * One opening that lasts longer than `leftOpenSeconds`, permitted or not. Each opening is an episode of its own: it
 * waits until its limit, is raised as major, and becomes critical past ten times the limit.
 */
export const leftOpen: Rule = {
  kind: 'left_open',
  hears: ['door_opened', 'door_closed', 'time_passed', 'order_ended'],
  waits: 'while_it_remembers',
  heed(memory, happening, facts) {
    switch (happening.kind) {
      case 'door_opened':
        return nothing([...memory, begunBy(happening.opening, 'major')])
      case 'door_closed':
        return closed(memory, happening.opening, happening.at, facts)
      case 'time_passed':
        return passed(memory, happening.at, facts)
      case 'order_ended':
        return settle(
          memory,
          () => true,
          happening.at,
          'order_ended',
          (it) => finding(it, facts),
        )
      default:
        return nothing(memory)
    }
  },
  deadline: (memory, facts, _doors, after) => soonest(memory, (it) => dueAt(it, facts), after),
}

function dueAt(episode: Episode, facts: Facts): Instant {
  const limitMs = policyAt(facts, episode.startedAt).leftOpenSeconds * 1000
  if (!episode.raised) return episode.startedAt + limitMs
  return episode.severity === 'major' ? episode.startedAt + limitMs * CRITICAL_FACTOR : NEVER
}

function passed(memory: Memory, at: Instant, facts: Facts): Heeded {
  const due = memory.filter((it) => dueAt(it, facts) <= at)
  const raised = due.map(
    (it): Episode => ({ ...it, raised: true, lastAt: at, severity: it.raised ? 'critical' : it.severity }),
  )
  return {
    memory: [...memory.filter((it) => !due.includes(it)), ...raised],
    findings: raised.map((it) => finding(it, facts)),
  }
}

function closed(memory: Memory, opening: Opening, at: Instant, facts: Facts): Heeded {
  const key = openingKey(opening)
  return settle(
    memory,
    (it) => it.ongoing.includes(key),
    at,
    'door_closed',
    (it) => finding(it, facts),
  )
}

function finding(episode: Episode, facts: Facts): Finding {
  const policy = policyAt(facts, episode.startedAt)
  const { leftOpenSeconds } = policy
  return {
    kind: leftOpen.kind,
    episode,
    sentence: sentences.leftOpen(episode, leftOpenSeconds),
    policy,
    thresholds: { leftOpenSeconds, criticalSeconds: leftOpenSeconds * CRITICAL_FACTOR },
    permits: [],
  }
}
