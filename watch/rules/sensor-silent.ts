import type { Instant } from '../../base/instant.ts'
import { type Facts, type Fitting, isTestOf, policyAt, reportingLimitAt } from '../facts.ts'
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

/**
 * Law 2: a silent sensor is not a quiet door. Nothing heard from a fitted sensor for longer than its reporting limit
 * raises an episode that begins with the last contact; hearing it again clears it. While a door is on test, and while an
 * outage of ours lasts, no silence begins, and the limit starts anew at their end. The memory holds the sensors that are
 * silent now; the others' last contact is their door's.
 */
export const sensorSilent: Rule = {
  kind: 'sensor_silent',
  hears: ['sensor_heard', 'time_passed', 'order_ended'],
  waits: 'always',
  heed(memory, happening, facts, doors) {
    switch (happening.kind) {
      case 'sensor_heard':
        return over(memory, (it) => it.sensor === happening.sensor, happening.at, 'heard_again', facts)
      case 'time_passed':
        return passed(memory, happening.at, facts, doors)
      case 'order_ended':
        return over(memory, () => true, happening.at, 'order_ended', facts)
      default:
        return nothing(memory)
    }
  },
  deadline(memory, facts, doors, after) {
    let first: Instant | null = null
    for (const fitting of facts.fittings) {
      const due = dueAt(memory, fitting, facts, doors)
      if (due !== null && due > after && (first === null || due < first)) first = due
    }
    return first
  },
}

/** When a fitted sensor's silence begins; for one that is silent already, when its fitting ends. */
function dueAt(memory: Memory, fitting: Fitting, facts: Facts, doors: Doors): Instant | null {
  if (memory.some((it) => it.sensor === fitting.sensor && isOf(it, fitting))) return fitting.until
  const due = silentFrom(fitting, lastContact(fitting, facts, doors), facts)
  return fitting.until === null || due < fitting.until ? due : null
}

/** A sensor that has not been heard in this fitting is waited for from the moment we could hear it. */
function lastContact(fitting: Fitting, facts: Facts, doors: Doors): Instant {
  return Math.max(doors[fitting.sensor]?.at ?? 0, fitting.from, facts.order.startsAt)
}

/** The limit after the last contact; where that falls into a pause, the limit after the pause. */
function silentFrom(fitting: Fitting, contact: Instant, { tests, outages }: Facts): Instant {
  let due = contact + reportingLimitAt(fitting, contact)
  if (tests.length === 0 && outages.length === 0) return due
  const pauses = [...outages, ...tests.filter((it) => isTestOf(it, fitting.sensor))].toSorted((a, b) => a.from - b.from)
  for (const { from, until } of pauses) {
    if (from <= due && contact < until) due = Math.max(due, until + reportingLimitAt(fitting, until))
  }
  return due
}

function isOf(episode: Episode, fitting: Fitting): boolean {
  return fitting.from <= episode.lastAt && (fitting.until === null || episode.startedAt < fitting.until)
}

function passed(memory: Memory, at: Instant, facts: Facts, doors: Doors): Heeded {
  const removed = facts.fittings.filter((it) => it.until !== null && it.until <= at)
  const isRemoved = (it: Episode): boolean =>
    removed.some((fitting) => fitting.sensor === it.sensor && isOf(it, fitting))
  const gone = over(memory, isRemoved, at, 'sensor_removed', facts)
  const silent = facts.fittings
    .filter((it) => it.from <= at && (it.until === null || at < it.until))
    .filter((it) => !gone.memory.some((episode) => episode.sensor === it.sensor))
    .map((fitting) => ({ fitting, since: lastContact(fitting, facts, doors) }))
    .filter(({ fitting, since }) => silentFrom(fitting, since, facts) <= at)
    .map(
      ({ fitting, since }): Episode => ({
        ...begunBySensor(fitting.sensor, since, 'major'),
        lastAt: at,
        overdueFrom: at,
      }),
    )
  if (silent.length === 0) return gone
  return {
    memory: [...gone.memory, ...silent],
    findings: [...gone.findings, ...silent.map((it) => finding(it, facts))],
  }
}

function over(
  memory: Memory,
  concerns: (episode: Episode) => boolean,
  at: Instant,
  reason: 'heard_again' | 'sensor_removed' | 'order_ended',
  facts: Facts,
): Heeded {
  return settle(memory, concerns, at, reason, (it) => finding({ ...it, lastAt: at }, facts))
}

function finding(episode: Episode, facts: Facts): Finding {
  const fitting = facts.fittings.find((it) => it.sensor === episode.sensor && isOf(episode, it))
  const reportingLimitSeconds = fitting === undefined ? 0 : reportingLimitAt(fitting, episode.startedAt) / 1000
  return {
    kind: sensorSilent.kind,
    episode,
    sentence: sentences.sensorSilent(episode, reportingLimitSeconds),
    policy: policyAt(facts, episode.startedAt),
    thresholds: { reportingLimitSeconds },
    permits: [],
  }
}
