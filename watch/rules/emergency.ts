import type { Instant } from '../../base/instant.ts'
import { type Facts, type Permit, policyAt } from '../facts.ts'
import {
  begunBySensor,
  type Episode,
  type Finding,
  type Memory,
  NEVER,
  nothing,
  type Rule,
  settle,
  soonest,
} from '../rule.ts'
import { sentences } from '../sentences.ts'

/** The reason of a permit that a resident opens at once. */
const REASON = 'emergency'

/**
 * The household reported an emergency: it did so by opening a permit, so that no opening of it is a breach, and staff are
 * told at that instant. It is over when the permit is.
 */
export const emergency: Rule = {
  kind: 'emergency',
  hears: ['time_passed', 'order_ended'],
  waits: 'always',
  heed(memory, happening, facts) {
    const { at } = happening
    const find = (it: Episode): Finding => finding(it, facts)
    if (happening.kind === 'order_ended') return settle(memory, () => true, at, 'order_ended', find)
    if (happening.kind !== 'time_passed') return nothing(memory)
    const over = settle(memory, (it) => endOf(permitOf(it, facts)) <= at, at, 'emergency_over', find)
    const begun = reportedAt(at, facts)
    return { memory: [...over.memory, ...begun], findings: [...over.findings, ...begun.map(find)] }
  },
  deadline(_memory, { permits }, _doors, after) {
    const reported = permits.filter((it) => it.reason === REASON)
    return Math.min(
      soonest(reported, (it) => it.grantedAt, after),
      soonest(reported, endOf, after),
    )
  },
}

function endOf(permit: Permit | undefined): Instant {
  return permit === undefined ? NEVER : Math.min(permit.until, permit.revokedAt ?? NEVER)
}

function permitOf({ permit }: Episode, { permits }: Facts): Permit | undefined {
  return permits.find((it) => it.id === permit)
}

/** An alert stands at one of the household's doors: the first that has a sensor then. */
function reportedAt(at: Instant, { permits, fittings }: Facts): Memory {
  const fitting = fittings.find((it) => it.from <= at && at < (it.until ?? NEVER))
  const permit = permits.find((it) => it.reason === REASON && it.grantedAt === at)
  if (fitting === undefined || permit === undefined) return []
  return [{ ...begunBySensor(fitting.sensor, at, 'critical'), permit: permit.id }]
}

function finding(episode: Episode, facts: Facts): Finding {
  const permit = permitOf(episode, facts)
  return {
    kind: emergency.kind,
    episode,
    sentence: sentences.emergency(episode),
    policy: policyAt(facts, episode.startedAt),
    thresholds: permit === undefined ? {} : { permitMinutes: Math.round((permit.until - permit.grantedAt) / 60_000) },
    permits: permit === undefined ? [] : [{ id: permit.id, applies: true, why: 'covers' }],
  }
}
