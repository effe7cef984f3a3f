import type { Instant } from '../../base/instant.ts'
import { type Facts, isCutBetween, policyAt } from '../facts.ts'
import { type Opening, openingKey } from '../opening.ts'
import { noticeSeconds } from '../policy.ts'
import {
  begunBy,
  cleared,
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

/**
 * An opening that no permit covers, where the policy wants to hear of every one. Openings closer together than
 * `mergeMinutes` are one episode. With a grace, or where the resident is messaged first, an opening waits in an episode
 * that is not raised until it has lasted for both, and is only a notice if it closed before: by when that happened, so
 * that what is heard late comes to the same. The policy in force when the door opened decides.
 */
export const unpermittedOpening: Rule = {
  kind: 'unpermitted_opening',
  hears: ['door_opened', 'door_closed', 'time_passed', 'order_ended'],
  waits: 'while_it_remembers',
  heed(memory, happening, facts) {
    switch (happening.kind) {
      case 'door_opened':
        return opened(memory, happening.opening, facts)
      case 'door_closed':
        return closed(memory, happening.opening, happening.at, facts)
      case 'time_passed':
        return waitOver(memory, happening.at, facts)
      case 'order_ended':
        return ended(memory, happening.at, facts)
      default:
        return nothing(memory)
    }
  },
  deadline: (memory, facts, _doors, after) => soonest(memory, (it) => (it.raised ? NEVER : waitEnd(it, facts)), after),
}

function waitEnd({ startedAt }: Episode, facts: Facts): Instant {
  return startedAt + noticeSeconds(policyAt(facts, startedAt)) * 1000
}

function opened(memory: Memory, opening: Opening, facts: Facts): Heeded {
  const policy = policyAt(facts, opening.openedAt)
  if (opening.permit !== null || policy.openingAlert !== 'every') return nothing(memory)
  const waiting = begunBy(opening, 'critical')
  return noticeSeconds(policy) > 0 ? nothing([...memory, waiting]) : raise(memory, waiting, opening.permits, facts)
}

/** Joins the raised episode, the first of the memory, or begins the next one; at most one raised episode is kept. */
function raise(memory: Memory, waiting: Episode, permits: Opening['permits'], facts: Facts): Heeded {
  const current = memory.find((it) => it.raised)
  const others = memory.filter((it) => !it.raised && it !== waiting)
  const joined =
    current !== undefined && joins(current, waiting, facts) ? join(current, waiting) : { ...waiting, raised: true }
  return { memory: [joined, ...others], findings: [finding(joined, permits, facts)] }
}

function joins(current: Episode, next: Episode, facts: Facts): boolean {
  if (isCutBetween(facts, unpermittedOpening.kind, current.lastAt, next.startedAt)) return false
  const { mergeMinutes } = policyAt(facts, next.startedAt)
  return current.ongoing.length > 0 || next.startedAt - (current.clearedAt ?? current.lastAt) < mergeMinutes * 60_000
}

function join(current: Episode, next: Episode): Episode {
  return {
    ...current,
    // One that waited may have begun before the other.
    lastAt: Math.max(current.lastAt, next.lastAt),
    count: current.count + 1,
    late: current.late || next.late,
    ongoing: [...current.ongoing, ...next.ongoing],
    clearedAt: null,
    clearedReason: null,
  }
}

function closed(memory: Memory, opening: Opening, at: Instant, facts: Facts): Heeded {
  const key = openingKey(opening)
  const held = memory.find((it) => it.ongoing.includes(key))
  if (held === undefined) return nothing(memory)
  if (!held.raised) return nothing(memory.filter((it) => it !== held))
  const ongoing = held.ongoing.filter((it) => it !== key)
  const next: Episode = { ...held, ongoing }
  const settled = ongoing.length === 0 ? cleared(next, at, 'door_closed') : next
  return {
    memory: memory.map((it) => (it === held ? settled : it)),
    findings: [finding(settled, opening.permits, facts)],
  }
}

function waitOver(memory: Memory, at: Instant, facts: Facts): Heeded {
  const due = memory.filter((it) => !it.raised && waitEnd(it, facts) <= at)
  let heeded = nothing(memory)
  for (const waiting of due) {
    const raised = raise(heeded.memory, waiting, [], facts)
    heeded = { memory: raised.memory, findings: [...heeded.findings, ...raised.findings] }
  }
  return heeded
}

/** An episode whose doors are shut was cleared before. */
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
  const { graceSeconds, residentFirstSeconds, mergeMinutes } = policy
  return {
    kind: unpermittedOpening.kind,
    episode,
    sentence: sentences.unpermittedOpening(episode),
    policy,
    thresholds: { graceSeconds, residentFirstSeconds, mergeMinutes },
    permits,
  }
}
