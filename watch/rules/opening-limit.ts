import type { Facts } from '../facts.ts'
import { localDay } from '../local-day.ts'
import { type Opening, openingKey } from '../opening.ts'
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
 * More uncovered openings in the household's local day than the policy allows (Shanghai 2020: five a day). A day of 23
 * or 25 hours is one day. The memory holds the current day's count; it is raised once the limit is passed.
 */
export const openingLimit: Rule = {
  kind: 'opening_limit',
  heed(memory, happening, facts) {
    switch (happening.kind) {
      case 'door_opened':
        return happening.opening.permit === null ? counted(memory, happening.opening, facts) : nothing(memory)
      case 'door_closed':
        return closed(memory, happening.opening, facts)
      case 'order_ended':
        return ended(memory, happening.at, facts)
      default:
        return nothing(memory)
    }
  },
  deadline: () => null,
}

function counted(memory: Memory, opening: Opening, facts: Facts): Heeded {
  const day = localDay(opening.openedAt, facts.timeZone)
  const [today] = memory
  const before = today?.day === day ? today : undefined
  const count = (before?.count ?? 0) + 1
  const episode: Episode = {
    startedAt: before?.startedAt ?? opening.openedAt,
    sensor: before?.sensor ?? opening.sensor,
    lastAt: opening.openedAt,
    count,
    late: (before?.late ?? false) || opening.late,
    raised: count > facts.policy.openingsPerDay,
    severity: 'critical',
    ongoing: [...(before?.ongoing ?? []), openingKey(opening)],
    clearedAt: null,
    clearedReason: null,
    day,
  }
  return { memory: [episode], findings: episode.raised ? [finding(episode, opening.permits, facts)] : [] }
}

function closed(memory: Memory, opening: Opening, facts: Facts): Heeded {
  const key = openingKey(opening)
  const [today] = memory
  if (today === undefined || opening.closedAt === null || !today.ongoing.includes(key)) return nothing(memory)
  const next: Episode = { ...today, ongoing: today.ongoing.filter((it) => it !== key) }
  const settled = next.ongoing.length === 0 && next.raised ? cleared(next, opening.closedAt, 'door_closed') : next
  return { memory: [settled], findings: settled.raised ? [finding(settled, opening.permits, facts)] : [] }
}

function ended(memory: Memory, at: number, facts: Facts): Heeded {
  const active = memory.filter((it) => it.raised && it.ongoing.length > 0).map((it) => cleared(it, at, 'order_ended'))
  return { memory: [], findings: active.map((it) => finding(it, [], facts)) }
}

function finding(episode: Episode, permits: Opening['permits'], facts: Facts): Finding {
  const { openingsPerDay } = facts.policy
  return {
    kind: openingLimit.kind,
    key: episodeKey(episode),
    episode,
    sentence: sentences.openingLimit(episode, openingsPerDay),
    thresholds: { openingsPerDay, day: episode.day ?? '' },
    permits,
  }
}
