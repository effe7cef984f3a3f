import type { SensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { type Facts, policyAt } from '../facts.ts'
import { localDay } from '../local-day.ts'
import { type Opening, openingKey } from '../opening.ts'
import {
  cleared,
  type Episode,
  type Finding,
  type Heeded,
  type Memory,
  NEVER,
  nothing,
  type Rule,
  settle,
} from '../rule.ts'
import { sentences } from '../sentences.ts'

/**
 * More uncovered openings in the household's local day than the policy allows (Shanghai 2020: five a day). A day of 23
 * or 25 hours is one day. Openings that are proved without a record count too. The memory holds the current day's count;
 * it is raised once the limit is passed.
 */
export const openingLimit: Rule = {
  kind: 'opening_limit',
  hears: ['door_opened', 'door_closed', 'openings_missed', 'order_ended'],
  waits: 'never',
  heed(memory, happening, facts) {
    switch (happening.kind) {
      case 'door_opened':
        return opened(memory, happening.opening, facts)
      case 'openings_missed': {
        const { proof, uncovered, permits } = happening
        return proof === 'counter' && uncovered > 0
          ? counted(memory, { ...happening, openings: uncovered, ongoing: [] }, permits, facts)
          : nothing(memory)
      }
      case 'door_closed':
        return closed(memory, happening.opening, facts)
      case 'order_ended':
        return ended(memory, happening.at, facts)
      default:
        return nothing(memory)
    }
  },
  deadline: () => NEVER,
}

interface Counted {
  readonly at: Instant
  readonly sensor: SensorUid
  readonly openings: number
  readonly late: boolean
  readonly ongoing: readonly string[]
}

function opened(memory: Memory, opening: Opening, facts: Facts): Heeded {
  if (opening.permit !== null) return nothing(memory)
  const { openedAt: at, sensor, late, permits } = opening
  return counted(memory, { at, sensor, openings: 1, late, ongoing: [openingKey(opening)] }, permits, facts)
}

function counted(memory: Memory, more: Counted, permits: Opening['permits'], facts: Facts): Heeded {
  const day = localDay(more.at, facts.timeZone)
  const [today] = memory
  const before = today?.day === day ? today : undefined
  const count = (before?.count ?? 0) + more.openings
  const { openingAlert, openingsPerDay } = policyAt(facts, more.at)
  const ongoing = [...(before?.ongoing ?? []), ...more.ongoing]
  const raised = before?.raised || (openingAlert !== 'never' && count > openingsPerDay)
  const episode: Episode = {
    startedAt: before?.startedAt ?? more.at,
    sensor: before?.sensor ?? more.sensor,
    lastAt: more.at,
    count,
    late: before?.late || more.late,
    raised,
    severity: 'critical',
    ongoing,
    clearedAt: ongoing.length === 0 ? more.at : null,
    clearedReason: ongoing.length === 0 ? 'known_again' : null,
    day,
  }
  return { memory: [episode], findings: episode.raised ? [finding(episode, permits, facts)] : [] }
}

function closed(memory: Memory, opening: Opening, facts: Facts): Heeded {
  const key = openingKey(opening)
  const [today] = memory
  if (today === undefined || opening.closedAt === null || !today.ongoing.includes(key)) return nothing(memory)
  const next: Episode = { ...today, ongoing: today.ongoing.filter((it) => it !== key) }
  const settled = next.ongoing.length === 0 && next.raised ? cleared(next, opening.closedAt, 'door_closed') : next
  return { memory: [settled], findings: settled.raised ? [finding(settled, opening.permits, facts)] : [] }
}

function ended(memory: Memory, at: Instant, facts: Facts): Heeded {
  const active = memory.filter((it) => it.ongoing.length > 0)
  const { findings } = settle(
    active,
    () => true,
    at,
    'order_ended',
    (it) => finding(it, [], facts),
  )
  return { memory: [], findings }
}

function finding(episode: Episode, permits: Opening['permits'], facts: Facts): Finding {
  const policy = policyAt(facts, episode.lastAt)
  const { openingsPerDay } = policy
  return {
    kind: openingLimit.kind,
    episode,
    sentence: sentences.openingLimit(episode, openingsPerDay),
    policy,
    thresholds: { openingsPerDay, day: episode.day ?? '' },
    permits,
  }
}
