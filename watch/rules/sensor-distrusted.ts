import type { Instant } from '../../base/instant.ts'
import { type Facts, policyAt, takenOffAt, trustedAgainAt } from '../facts.ts'
import {
  begunBySensor,
  type ClearedReason,
  type Episode,
  episodeKey,
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
 * A sensor that is not believed leaves its door unknown, which is as much as a silent one does (law 2): staff have to
 * look after it. One episode for each stretch in which it is on a door and not believed.
 */
export const sensorDistrusted: Rule = {
  kind: 'sensor_distrusted',
  hears: ['time_passed', 'order_ended'],
  waits: 'always',
  heed(memory, happening, facts) {
    switch (happening.kind) {
      case 'time_passed':
        return passed(memory, happening.at, facts)
      case 'order_ended':
        return over(memory, () => true, happening.at, 'order_ended', facts)
      default:
        return nothing(memory)
    }
  },
  deadline(_memory, facts, _doors, after) {
    const stretches = stretchesOf(facts)
    const begins = soonest(stretches, (it) => it.episode.startedAt, after)
    return Math.min(
      begins,
      soonest(stretches, (it) => it.until, after),
    )
  },
}

/** While a sensor is on a door and not believed: `[episode.startedAt, until)`. */
interface Stretch {
  readonly episode: Episode
  readonly until: Instant
  readonly endsBy: 'sensor_removed' | 'trusted_again'
}

function stretchesOf(facts: Facts): readonly Stretch[] {
  if (facts.distrusts.length === 0) return []
  return facts.fittings.flatMap((fitting) =>
    facts.distrusts
      .filter((it) => it.sensor === fitting.sensor)
      .map((distrust): Stretch => {
        const startedAt = Math.max(distrust.from, fitting.from, facts.order.startsAt)
        return {
          episode: { ...begunBySensor(fitting.sensor, startedAt, 'major'), cause: distrust.cause },
          until: Math.min(trustedAgainAt(distrust), takenOffAt(fitting)),
          endsBy: takenOffAt(fitting) < trustedAgainAt(distrust) ? 'sensor_removed' : 'trusted_again',
        }
      })
      .filter((it) => it.episode.startedAt < it.until),
  )
}

function passed(memory: Memory, at: Instant, facts: Facts): Heeded {
  const stretches = stretchesOf(facts)
  const isEndedBy =
    (reason: Stretch['endsBy']) =>
    (episode: Episode): boolean =>
      stretches.some((it) => it.until <= at && it.endsBy === reason && isSame(it.episode, episode))
  const removed = over(memory, isEndedBy('sensor_removed'), at, 'sensor_removed', facts)
  const trusted = over(removed.memory, isEndedBy('trusted_again'), at, 'trusted_again', facts)
  const begun = stretches
    .filter((it) => it.episode.startedAt <= at && at < it.until)
    .map((it) => it.episode)
    .filter((it) => !memory.some((known) => isSame(known, it)))
  return {
    memory: [...trusted.memory, ...begun],
    findings: [...removed.findings, ...trusted.findings, ...begun.map((it) => finding(it, facts))],
  }
}

const isSame = (a: Episode, b: Episode): boolean => episodeKey(a) === episodeKey(b)

function over(
  memory: Memory,
  concerns: (episode: Episode) => boolean,
  at: Instant,
  reason: ClearedReason,
  facts: Facts,
): Heeded {
  return settle(memory, concerns, at, reason, (it) => finding({ ...it, lastAt: at }, facts))
}

function finding(episode: Episode, facts: Facts): Finding {
  return {
    kind: sensorDistrusted.kind,
    episode,
    sentence: sentences.sensorDistrusted(episode),
    policy: policyAt(facts, episode.startedAt),
    thresholds: {},
    permits: [],
  }
}
