import type { Instant } from '../../base/instant.ts'
import type { Facts } from '../facts.ts'
import { type Opening, openingKey } from '../opening.ts'
import {
  begunBy,
  cleared,
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
 * An opening that no permit covers, where the policy wants to hear of every one. Openings closer together than
 * `mergeMinutes` are one episode; with a grace, an opening waits in an episode that is not raised until it has lasted
 * that long, and is only a notice if it closed before.
 */
export const unpermittedOpening: Rule = {
  kind: 'unpermitted_opening',
  heed(memory, happening, facts) {
    if (facts.policy.openingAlert !== 'every') return nothing(memory)
    switch (happening.kind) {
      case 'door_opened':
        return happening.opening.permit === null ? opened(memory, happening.opening, facts) : nothing(memory)
      case 'door_closed':
        return closed(memory, happening.opening, happening.at, facts)
      case 'time_passed':
        return graceOver(memory, happening.at, facts)
      case 'order_ended':
        return ended(memory, happening.at, facts)
      default:
        return nothing(memory)
    }
  },
  deadline: (memory, facts) => earliest(memory.filter((it) => !it.raised).map((it) => it.startedAt + graceMs(facts))),
}

const graceMs = (facts: Facts): number => facts.policy.graceSeconds * 1000

function opened(memory: Memory, opening: Opening, facts: Facts): Heeded {
  const waiting = begunBy(opening, 'critical')
  return graceMs(facts) > 0 ? nothing([...memory, waiting]) : raise(memory, waiting, opening.permits, facts)
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
  const cut = facts.cuts.some(
    (it) => it.kind === unpermittedOpening.kind && current.lastAt <= it.at && it.at < next.startedAt,
  )
  if (cut) return false
  return (
    current.ongoing.length > 0 ||
    next.startedAt - (current.clearedAt ?? current.lastAt) < facts.policy.mergeMinutes * 60_000
  )
}

function join(current: Episode, next: Episode): Episode {
  return {
    ...current,
    lastAt: next.lastAt,
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

function graceOver(memory: Memory, at: Instant, facts: Facts): Heeded {
  const due = memory.filter((it) => !it.raised && it.startedAt + graceMs(facts) <= at)
  let heeded = nothing(memory)
  for (const waiting of due) {
    const raised = raise(heeded.memory, waiting, [], facts)
    heeded = { memory: raised.memory, findings: [...heeded.findings, ...raised.findings] }
  }
  return heeded
}

function ended(memory: Memory, at: Instant, facts: Facts): Heeded {
  const active = memory.filter((it) => it.raised && it.ongoing.length > 0).map((it) => cleared(it, at, 'order_ended'))
  return { memory: [], findings: active.map((it) => finding(it, [], facts)) }
}

function finding(episode: Episode, permits: Opening['permits'], facts: Facts): Finding {
  const { graceSeconds, mergeMinutes } = facts.policy
  return {
    kind: unpermittedOpening.kind,
    key: episodeKey(episode),
    episode,
    sentence: sentences.unpermittedOpening(episode),
    thresholds: { graceSeconds, mergeMinutes },
    permits,
  }
}
