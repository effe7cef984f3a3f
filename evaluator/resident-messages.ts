import type { Instant } from '../base/instant.ts'
import type { ResidentMessage } from '../store/resident-message.ts'
import type { Facts } from '../watch/facts.ts'
import type { Opening } from '../watch/opening.ts'
import { openingVerdict } from '../watch/opening-verdict.ts'
import { noticeSeconds } from '../watch/policy.ts'

/**
 * Of which openings the resident is told at the end of their grace: those that wait to be an alert, as far as we know now,
 * under a policy that tells the resident first. What is heard of when staff should know already is not told any more.
 */
export function residentMessages(facts: Facts, openings: Iterable<Opening>, now: Instant): readonly ResidentMessage[] {
  const messages: ResidentMessage[] = []
  for (const opening of openings) {
    const { verdict, policy } = openingVerdict(opening, facts)
    const { sensor, openedAt } = opening
    if (verdict !== 'pending' || policy.residentFirstSeconds === 0) continue
    if (now > openedAt + noticeSeconds(policy) * 1000) continue
    const dueAt = openedAt + policy.graceSeconds * 1000
    messages.push({ order: facts.order.id, household: facts.household, sensor, openedAt, dueAt })
  }
  return messages
}
