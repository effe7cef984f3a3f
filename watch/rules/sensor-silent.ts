import type { SensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import type { Facts, Fitting } from '../facts.ts'
import {
  cleared,
  type Episode,
  episodeKey,
  type Finding,
  type Heeded,
  type Memory,
  nothing,
  type Rule,
} from '../rule.ts'
import { sentences } from '../sentences.ts'

/**
 * Law 2: a silent sensor is not a quiet door. Nothing heard from a fitted sensor for longer than its reporting limit
 * raises an episode that begins with the last contact; hearing it again clears it. The memory holds one episode per
 * sensor since its last contact: waiting, or raised.
 */
export const sensorSilent: Rule = {
  kind: 'sensor_silent',
  heed(memory, happening, facts) {
    switch (happening.kind) {
      case 'sensor_heard':
        return heard(memory, happening.sensor, happening.at, facts)
      case 'time_passed':
        return passed(memory, happening.at, facts)
      case 'order_ended':
        return ended(memory, happening.at, facts)
      default:
        return nothing(memory)
    }
  },
  deadline(memory, facts) {
    let next: Instant | null = null
    for (const fitting of facts.fittings) {
      const due = dueAt(memory, fitting, facts)
      if (next === null || due < next) next = due
    }
    return next
  },
}

/** When a fitted sensor's silence begins or, at the latest, when its fitting ends. */
function dueAt(memory: Memory, fitting: Fitting, facts: Facts): Instant {
  const episode = memory.find((it) => belongs(it, fitting, facts))
  const removedAt = fitting.until ?? Number.POSITIVE_INFINITY
  if (episode?.raised) return removedAt
  return Math.min((episode?.startedAt ?? listenFrom(fitting, facts)) + fitting.reportingLimitMs, removedAt)
}

const listenFrom = (fitting: Fitting, facts: Facts): Instant => Math.max(fitting.from, facts.order.startsAt)

function belongs(episode: Episode, fitting: Fitting, facts: Facts): boolean {
  const from = listenFrom(fitting, facts)
  return (
    episode.sensor === fitting.sensor &&
    from <= episode.startedAt &&
    episode.startedAt < (fitting.until ?? Number.POSITIVE_INFINITY)
  )
}

function waiting(sensor: SensorUid, since: Instant): Episode {
  return {
    startedAt: since,
    sensor,
    lastAt: since,
    count: 1,
    late: false,
    raised: false,
    severity: 'major',
    ongoing: [sensor],
    clearedAt: null,
    clearedReason: null,
    evidence: [{ sensor, from: since, until: null }],
  }
}

/** Every fitted sensor that has not been heard yet is waited for from the moment we could hear it. */
function listening(memory: Memory, at: Instant, facts: Facts): Memory {
  const unheard = facts.fittings.filter(
    (fitting) =>
      listenFrom(fitting, facts) < at &&
      at <= (fitting.until ?? Number.POSITIVE_INFINITY) &&
      !memory.some((it) => belongs(it, fitting, facts)),
  )
  return [...memory, ...unheard.map((it) => waiting(it.sensor, listenFrom(it, facts)))]
}

function heard(memory: Memory, sensor: SensorUid, at: Instant, facts: Facts): Heeded {
  const rest = memory.filter((it) => it.sensor !== sensor)
  const silent = memory.find((it) => it.sensor === sensor && it.raised)
  const findings = silent === undefined ? [] : [finding(over(silent, at, 'heard_again'), facts)]
  return { memory: [...rest, waiting(sensor, at)], findings }
}

function over(episode: Episode, at: Instant, reason: 'heard_again' | 'sensor_removed' | 'order_ended'): Episode {
  return cleared({ ...episode, lastAt: at, evidence: episode.evidence.map((it) => ({ ...it, until: at })) }, at, reason)
}

function passed(memory: Memory, at: Instant, facts: Facts): Heeded {
  const findings: Finding[] = []
  const next: Episode[] = []
  let dropped = false
  for (const episode of listening(memory, at, facts)) {
    const fitting = facts.fittings.find((it) => belongs(episode, it, facts))
    const removed = fitting?.until != null && fitting.until <= at
    const due = fitting !== undefined && !episode.raised && episode.startedAt + fitting.reportingLimitMs <= at
    if (removed) {
      dropped = true
      if (episode.raised) findings.push(finding(over(episode, at, 'sensor_removed'), facts))
    } else if (due) {
      const raised: Episode = { ...episode, raised: true, lastAt: at }
      next.push(raised)
      findings.push(finding(raised, facts))
    } else next.push(episode)
  }
  return { memory: dropped || findings.length > 0 ? next : memory, findings }
}

function ended(memory: Memory, at: Instant, facts: Facts): Heeded {
  const silent = memory.filter((it) => it.raised).map((it) => over(it, at, 'order_ended'))
  return { memory: [], findings: silent.map((it) => finding(it, facts)) }
}

function finding(episode: Episode, facts: Facts): Finding {
  const limitMs = facts.fittings.findLast((it) => it.sensor === episode.sensor)?.reportingLimitMs ?? 0
  return {
    kind: sensorSilent.kind,
    key: episodeKey(episode),
    episode,
    sentence: sentences.sensorSilent(episode, limitMs / 1000),
    thresholds: { reportingLimitSeconds: limitMs / 1000 },
    permits: [],
  }
}
