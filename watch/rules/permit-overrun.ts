import type { Instant } from '../../base/instant.ts'
import { type Facts, type Permit, policyAt } from '../facts.ts'
import { type Opening, openingKey } from '../opening.ts'
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

/** What is still missing from a going-out permit that was opened under once: the opening of the way back. */
const RETURN = 'return'

/**
 * A permit ended, or was revoked, and a door that was opened under it still stands open; or it was for going out, the
 * door opened once, and no second opening shows a return. A going-out permit nobody used is no trouble. Each permit in
 * use is an episode from its first opening on, which waits for the permit's end.
 */
export const permitOverrun: Rule = {
  kind: 'permit_overrun',
  hears: ['door_opened', 'door_closed', 'time_passed', 'order_ended'],
  waits: 'while_it_remembers',
  heed(memory, happening, facts) {
    switch (happening.kind) {
      case 'door_opened':
        return opened(memory, happening.opening, facts)
      case 'door_closed':
        return done(memory, openingKey(happening.opening), happening.at, 'door_closed', facts)
      case 'time_passed':
        return passed(memory, happening.at, facts)
      case 'order_ended':
        return settle(
          memory,
          () => true,
          happening.at,
          'order_ended',
          (it) => finding(it, facts),
        )
      default:
        return nothing(memory)
    }
  },
  deadline: (memory, facts, _doors, after) => soonest(memory, (it) => endOf(permitOf(it, facts)), after),
}

/** When it stops to cover; never when the permit is no longer among the facts. */
function endOf(permit: Permit | undefined): Instant {
  return permit === undefined ? NEVER : Math.min(permit.until, permit.revokedAt ?? NEVER)
}

function permitOf({ permit }: Episode, { permits }: Facts): Permit | undefined {
  return permits.find((it) => it.id === permit)
}

/** Any opening past a going-out permit's end is the way back, whether or not another permit covers it. */
function opened(memory: Memory, opening: Opening, facts: Facts): Heeded {
  const returned = done(memory, RETURN, opening.openedAt, 'returned', facts)
  const permit = facts.permits.find((it) => it.id === opening.permit)
  if (permit === undefined) return returned
  const held = returned.memory.find((it) => it.permit === permit.id)
  const others = returned.memory.filter((it) => it !== held)
  return { memory: [...others, used(held, permit, opening)], findings: returned.findings }
}

function used(held: Episode | undefined, permit: Permit, opening: Opening): Episode {
  const key = openingKey(opening)
  if (held === undefined) {
    return { ...begunBy(opening, 'critical'), permit: permit.id, ongoing: permit.goingOut ? [key, RETURN] : [key] }
  }
  const ongoing = [...held.ongoing.filter((it) => it !== RETURN), key]
  return { ...held, lastAt: opening.openedAt, count: held.count + 1, late: held.late || opening.late, ongoing }
}

/** One of the things that an overrun, or the permit's end, waits for is done. */
function done(memory: Memory, what: string, at: Instant, reason: 'door_closed' | 'returned', facts: Facts): Heeded {
  const held = memory.filter((it) => it.ongoing.includes(what) && (it.raised || what !== RETURN))
  const after = held.map((it): Episode => ({ ...it, ongoing: it.ongoing.filter((other) => other !== what) }))
  const over = after.filter((it) => it.raised && it.ongoing.length === 0)
  return {
    memory: [...memory.filter((it) => !held.includes(it)), ...after.filter((it) => !over.includes(it))],
    findings: over.map((it) => finding(cleared(it, at, reason), facts)),
  }
}

function passed(memory: Memory, at: Instant, facts: Facts): Heeded {
  const due = memory.filter((it) => !it.raised && endOf(permitOf(it, facts)) <= at)
  const raised = due.filter((it) => it.ongoing.length > 0).map((it): Episode => ({ ...it, raised: true, lastAt: at }))
  return {
    memory: [...memory.filter((it) => !due.includes(it)), ...raised],
    findings: raised.map((it) => finding(it, facts)),
  }
}

function finding(episode: Episode, facts: Facts): Finding {
  const permit = permitOf(episode, facts)
  const openingsExpected = permit?.goingOut ? 2 : 1
  return {
    kind: permitOverrun.kind,
    episode,
    sentence: sentences.permitOverrun(episode, episode.count < openingsExpected),
    policy: policyAt(facts, episode.lastAt),
    thresholds: { permit: permit?.id ?? 0, permitEnd: endOf(permit), openingsExpected },
    permits: permit === undefined ? [] : [{ id: permit.id, applies: false, why: endedWhy(permit) }],
  }
}

function endedWhy(permit: Permit): 'revoked' | 'window_over' {
  return permit.revokedAt !== null && permit.revokedAt < permit.until ? 'revoked' : 'window_over'
}
