import type { SensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { type Facts, policyAt } from '../facts.ts'
import type { Policy } from '../policy.ts'
import {
  begunBySensor,
  type Doors,
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

const HOUR_MS = 3_600_000

/**
 * Welfare: no door of the household was opened for `notOpenedHours`, where the policy asks for it. The memory holds the
 * last opening, or the episode that its absence has become; before the first opening the order's start counts.
 */
export const notOpened: Rule = {
  kind: 'not_opened',
  hears: ['door_opened', 'openings_missed', 'time_passed', 'order_ended'],
  waits: 'always',
  heed(memory, happening, facts, doors) {
    const find = (it: Episode): Finding => finding(it, facts)
    switch (happening.kind) {
      case 'door_opened':
        return opened(memory, happening.at, happening.opening.sensor, doors, find)
      case 'openings_missed':
        return happening.proof === 'counter'
          ? opened(memory, happening.at, happening.sensor, doors, find)
          : nothing(memory)
      case 'time_passed':
        return passed(memory, happening.at, facts, doors)
      case 'order_ended':
        return settle(memory, () => true, happening.at, 'order_ended', find)
      default:
        return nothing(memory)
    }
  },
  deadline(memory, facts, _doors, after) {
    const since = lastOpening(memory, facts)
    return soonest(facts.policies, ({ from, policy }) => Math.max(from, dueAt(since, policy)), after)
  },
}

/** When a policy has waited long enough. */
function dueAt(since: Instant, { notOpenedHours }: Policy): Instant {
  return notOpenedHours === null ? NEVER : since + notOpenedHours * HOUR_MS
}

function lastOpening(memory: Memory, { order }: Facts): Instant {
  return memory[0]?.startedAt ?? order.startsAt
}

function opened(
  memory: Memory,
  at: Instant,
  sensor: SensorUid,
  doors: Doors,
  find: (episode: Episode) => Finding,
): Heeded {
  const { findings } = settle(memory, () => true, at, 'opened', find)
  return { memory: [{ ...waiting(at, sensor), coveredMs: coveredMs(doors) }], findings }
}

function waiting(since: Instant, sensor: SensorUid): Episode {
  return { ...begunBySensor(sensor, since, 'major'), raised: false }
}

/** The time for which the household's doors are proved, all doors together. */
function coveredMs(doors: Doors): number {
  return Object.values(doors).reduce((sum, it) => sum + it.coveredMs, 0)
}

function passed(memory: Memory, at: Instant, facts: Facts, doors: Doors): Heeded {
  const since = lastOpening(memory, facts)
  const sensor = memory[0]?.sensor ?? facts.fittings[0]?.sensor
  if (sensor === undefined || memory[0]?.raised || at < dueAt(since, policyAt(facts, at))) return nothing(memory)
  const seenMs = coveredMs(doors) - (memory[0]?.coveredMs ?? 0)
  const episode: Episode = { ...waiting(since, sensor), raised: true, lastAt: at, coveredMs: seenMs }
  return { memory: [episode], findings: [finding(episode, facts)] }
}

function finding(episode: Episode, facts: Facts): Finding {
  const policy = policyAt(facts, episode.lastAt)
  const notOpenedHours = policy.notOpenedHours ?? 0
  const listenedMs = (episode.lastAt - episode.startedAt) * facts.fittings.length
  const coveragePercent = Math.floor((100 * (episode.coveredMs ?? 0)) / listenedMs)
  return {
    kind: notOpened.kind,
    episode,
    sentence: sentences.notOpened(episode, notOpenedHours, coveragePercent),
    policy,
    thresholds: { notOpenedHours, coveragePercent },
    permits: [],
  }
}
