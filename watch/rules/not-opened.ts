import type { SensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { type Facts, type PolicySpan, policyAt } from '../facts.ts'
import {
  begunBySensor,
  type Doors,
  type Episode,
  earliest,
  type Finding,
  type Heeded,
  type Memory,
  nothing,
  type Rule,
  settle,
} from '../rule.ts'
import { sentences } from '../sentences.ts'

/**
 * Welfare: no door of the household was opened for `notOpenedHours`, where the policy asks for it. The memory holds the
 * last opening, or the episode that its absence has become; before the first opening the order's start counts.
 */
export const notOpened: Rule = {
  kind: 'not_opened',
  hears: ['door_opened', 'openings_missed', 'time_passed', 'order_ended'],
  waits: 'always',
  heed(memory, happening, facts, doors) {
    if (!isAskedFor(facts)) return nothing(memory)
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
  deadline: (memory, facts, _doors, after) =>
    isAskedFor(facts) && !memory.some((it) => it.raised) ? dueAfter(lastOpening(memory, facts), facts, after) : null,
}

function isAskedFor({ policies }: Facts): boolean {
  return policies.some((it) => it.policy.notOpenedHours !== null)
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

/** The first instant past `after` at which a policy then in force has waited long enough. */
function dueAfter(since: Instant, { policies }: Facts, after: Instant): Instant | null {
  return earliest(policies.map((it, index) => dueWithin(it, policies[index + 1], since, after)))
}

function dueWithin(span: PolicySpan, next: PolicySpan | undefined, since: Instant, after: Instant): Instant | null {
  const { notOpenedHours } = span.policy
  if (notOpenedHours === null) return null
  const due = Math.max(span.from, since + notOpenedHours * 3_600_000)
  return due > after && due < (next?.from ?? Number.POSITIVE_INFINITY) ? due : null
}

/** The time for which the household's doors are proved, all doors together. */
function coveredMs(doors: Doors): number {
  return Object.values(doors).reduce((sum, it) => sum + it.coveredMs, 0)
}

function passed(memory: Memory, at: Instant, facts: Facts, doors: Doors): Heeded {
  const { notOpenedHours } = policyAt(facts, at)
  const since = lastOpening(memory, facts)
  const sensor = memory[0]?.sensor ?? facts.fittings[0]?.sensor
  if (notOpenedHours === null || sensor === undefined || memory[0]?.raised) return nothing(memory)
  if (at < since + notOpenedHours * 3_600_000) return nothing(memory)
  const seenMs = coveredMs(doors) - (memory[0]?.coveredMs ?? 0)
  const episode: Episode = { ...waiting(since, sensor), raised: true, lastAt: at, coveredMs: seenMs }
  return { memory: [episode], findings: [finding(episode, facts)] }
}

function finding(episode: Episode, facts: Facts): Finding {
  const policy = policyAt(facts, episode.lastAt)
  const notOpenedHours = policy.notOpenedHours ?? 0
  const listenedMs = (episode.lastAt - episode.startedAt) * Math.max(1, facts.fittings.length)
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
