import type { Instant } from '../../base/instant.ts'
import {
  type Facts,
  type Fitting,
  fittingAt,
  isTestOf,
  policyAt,
  reportingLimitAt,
  takenOffAt,
  trustedAgainAt,
} from '../facts.ts'
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
  soonest,
} from '../rule.ts'
import { sentences } from '../sentences.ts'

/**
 * Law 2: a silent sensor is not a quiet door. Nothing heard from a fitted sensor for longer than its reporting limit
 * raises an episode that begins with the last contact; hearing it again clears it. While a door is on test, its sensor is
 * not believed, or an outage of ours lasts, no silence begins, and the limit starts anew at their end. The memory holds the sensors that are
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
  /** When a sensor's silence begins, and when it is taken off. */
  deadline(_memory, facts, doors, after) {
    const dueAt = (it: Fitting): Instant => silentFrom(it, lastContact(it, facts, doors), facts)
    return Math.min(soonest(facts.fittings, dueAt, after), soonest(facts.fittings, takenOffAt, after))
  },
}

/** A sensor that has not been heard in this fitting is waited for from the moment we could hear it. */
function lastContact(fitting: Fitting, facts: Facts, doors: Doors): Instant {
  return Math.max(doors[fitting.sensor]?.at ?? 0, fitting.from, facts.order.startsAt)
}

/** The limit after the last contact; where that falls into a pause, the limit after the pause. */
function silentFrom(fitting: Fitting, contact: Instant, facts: Facts): Instant {
  let due = contact + reportingLimitAt(fitting, contact)
  for (const { from, until } of pausesOf(fitting, facts)) {
    if (from <= due && contact < until) due = Math.max(due, until + reportingLimitAt(fitting, until))
  }
  return due
}

/** When nothing is expected of a sensor: on test, while nobody heard anybody, and while what it says is not believed. */
function pausesOf(
  { sensor }: Fitting,
  { tests, outages, distrusts }: Facts,
): readonly { readonly from: Instant; readonly until: Instant }[] {
  if (tests.length === 0 && outages.length === 0 && distrusts.length === 0) return []
  const ofTests = tests.filter((it) => isTestOf(it, sensor))
  const ofDistrusts = distrusts
    .filter((it) => it.sensor === sensor)
    .map((it) => ({ from: it.from, until: trustedAgainAt(it) }))
  return [...outages, ...ofTests, ...ofDistrusts].toSorted((a, b) => a.from - b.from)
}

/** A silence begins with a contact in the fitting, or with the fitting. */
function fittingOf({ sensor, startedAt }: Episode, facts: Facts): Fitting | undefined {
  return fittingAt(facts, sensor, startedAt)
}

function passed(memory: Memory, at: Instant, facts: Facts, doors: Doors): Heeded {
  const isRemoved = (it: Episode): boolean => (fittingOf(it, facts)?.until ?? Number.POSITIVE_INFINITY) <= at
  const gone = over(memory, isRemoved, at, 'sensor_removed', facts)
  const silent = facts.fittings
    .filter((it) => at < takenOffAt(it))
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
  const fitting = fittingOf(episode, facts)
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
