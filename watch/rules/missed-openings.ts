import type { Instant } from '../../base/instant.ts'
import { type Facts, isCutBetween, policyAt } from '../facts.ts'
import type { OpeningsMissed } from '../happening.ts'
import {
  begunBySensor,
  type Episode,
  type Finding,
  type Heeded,
  type Memory,
  nothing,
  type Rule,
  soonest,
} from '../rule.ts'
import { sentences } from '../sentences.ts'

/** Records that are only late, overtaken on their way or asked for again, are waited for this long. */
const WAIT_MS = 60_000

/**
 * The sensor's own count of openings, or a hole in its sequence, shows openings we have no record of: how many, and
 * between which contacts. When the records arrive the story is told with them, and this trouble is no more. What is
 * missing again and again is one episode, as long as it comes within `mergeMinutes`.
 */
export const missedOpenings: Rule = {
  kind: 'missed_openings',
  hears: ['openings_missed', 'time_passed', 'order_ended'],
  waits: 'while_it_remembers',
  heed(memory, happening, facts) {
    switch (happening.kind) {
      case 'openings_missed':
        return happening.uncovered > 0 ? nothing([...memory, begun(happening, facts)]) : nothing(memory)
      case 'time_passed':
        return passed(memory, (it) => dueAt(it) <= happening.at, facts)
      case 'order_ended':
        return { ...passed(memory, () => true, facts), memory: [] }
      default:
        return nothing(memory)
    }
  },
  deadline: (memory, _facts, _doors, after) => soonest(memory, dueAt, after),
}

function dueAt({ lastAt }: Episode): Instant {
  return lastAt + WAIT_MS
}

/** Only where every opening matters is a missing one critical; without proof it is never. */
function begun({ sensor, since, at, uncovered, proof, missing, late }: OpeningsMissed, facts: Facts): Episode {
  const critical = policyAt(facts, at).openingAlert === 'every' ? 'critical' : 'minor'
  return {
    ...begunBySensor(sensor, since, proof === 'sequence' && critical === 'critical' ? 'major' : critical),
    lastAt: at,
    count: proof === 'counter' ? uncovered : missing,
    late,
    raised: false,
    ongoing: [],
    clearedAt: at,
    clearedReason: 'known_again',
    proof,
  }
}

function passed(memory: Memory, isDue: (episode: Episode) => boolean, facts: Facts): Heeded {
  let heeded = nothing(memory)
  for (const due of memory.filter((it) => !it.raised && isDue(it))) {
    const raised = raise(heeded.memory, due, facts)
    heeded = { memory: raised.memory, findings: [...heeded.findings, ...raised.findings] }
  }
  return heeded
}

/** Of each sensor and proof one raised episode is kept, for the next to join. */
function raise(memory: Memory, due: Episode, facts: Facts): Heeded {
  const current = memory.find((it) => it.raised && it.sensor === due.sensor && it.proof === due.proof)
  const joined = current !== undefined && joins(current, due, facts) ? join(current, due) : { ...due, raised: true }
  return {
    memory: [...memory.filter((it) => it !== current && it !== due), joined],
    findings: [finding(joined, facts)],
  }
}

function joins(current: Episode, next: Episode, facts: Facts): boolean {
  const mergeMs = policyAt(facts, next.lastAt).mergeMinutes * 60_000
  return (
    !isCutBetween(facts, missedOpenings.kind, current.lastAt, next.lastAt) && next.startedAt - current.lastAt < mergeMs
  )
}

function join(current: Episode, next: Episode): Episode {
  const { lastAt, clearedAt } = next
  return { ...current, lastAt, clearedAt, count: current.count + next.count, late: current.late || next.late }
}

function finding(episode: Episode, facts: Facts): Finding {
  return {
    kind: missedOpenings.kind,
    episode,
    sentence: sentences.missedOpenings(episode, facts.timeZone),
    policy: policyAt(facts, episode.lastAt),
    thresholds: { since: episode.startedAt, until: episode.lastAt, missing: episode.count, proof: episode.proof ?? '' },
    permits: [],
  }
}
