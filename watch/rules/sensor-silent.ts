import type { SensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import type { Facts, Fitting } from '../facts.ts'
import {
  cleared,
  type Doors,
  type Episode,
  earliest,
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
 * raises an episode that begins with the last contact; hearing it again clears it. The memory holds the sensors that
 * are silent now; the others' last contact is their door's.
 */
export const sensorSilent: Rule = {
  kind: 'sensor_silent',
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
    const due = facts.fittings.map((it) => dueAt(memory, it, facts, doors))
    return earliest(due.filter((it) => it !== null && it > after))
  },
}

/** When a fitted sensor's silence begins; for one that is silent already, when its fitting ends. */
function dueAt(memory: Memory, fitting: Fitting, facts: Facts, doors: Doors): Instant | null {
  if (memory.some((it) => it.sensor === fitting.sensor && isOf(it, fitting))) return fitting.until
  const due = lastContact(fitting, facts, doors) + fitting.reportingLimitMs
  return fitting.until === null || due < fitting.until ? due : null
}

/** A sensor that has not been heard in this fitting is waited for from the moment we could hear it. */
function lastContact(fitting: Fitting, facts: Facts, doors: Doors): Instant {
  return Math.max(doors[fitting.sensor]?.at ?? 0, fitting.from, facts.order.startsAt)
}

function isOf(episode: Episode, fitting: Fitting): boolean {
  return fitting.from <= episode.lastAt && (fitting.until === null || episode.startedAt < fitting.until)
}

function passed(memory: Memory, at: Instant, facts: Facts, doors: Doors): Heeded {
  const removed = facts.fittings.filter((it) => it.until !== null && it.until <= at)
  const gone = over(
    memory,
    (it) => removed.some((fitting) => fitting.sensor === it.sensor && isOf(it, fitting)),
    at,
    'sensor_removed',
    facts,
  )
  const silent = facts.fittings
    .filter((it) => it.from <= at && (it.until === null || at < it.until))
    .filter((it) => !gone.memory.some((episode) => episode.sensor === it.sensor))
    .map((fitting) => ({ fitting, since: lastContact(fitting, facts, doors) }))
    .filter(({ fitting, since }) => since + fitting.reportingLimitMs <= at)
    .map(({ fitting, since }) => raised(fitting.sensor, since, at))
  if (silent.length === 0) return gone
  return {
    memory: [...gone.memory, ...silent],
    findings: [...gone.findings, ...silent.map((it) => finding(it, facts))],
  }
}

function raised(sensor: SensorUid, since: Instant, at: Instant): Episode {
  return {
    startedAt: since,
    sensor,
    lastAt: at,
    count: 1,
    late: false,
    raised: true,
    severity: 'major',
    ongoing: [sensor],
    clearedAt: null,
    clearedReason: null,
  }
}

function over(
  memory: Memory,
  concerns: (episode: Episode) => boolean,
  at: Instant,
  reason: 'heard_again' | 'sensor_removed' | 'order_ended',
  facts: Facts,
): Heeded {
  const settled = memory.filter(concerns).map((it) => cleared({ ...it, lastAt: at }, at, reason))
  if (settled.length === 0) return nothing(memory)
  return { memory: memory.filter((it) => !concerns(it)), findings: settled.map((it) => finding(it, facts)) }
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
