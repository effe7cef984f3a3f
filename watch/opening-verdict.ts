import { type Facts, policyAt } from './facts.ts'
import type { Opening, OpeningVerdictKind } from './opening.ts'
import { noticeSeconds, type Policy } from './policy.ts'
import type { Sentence } from './rule.ts'
import { sentences } from './sentences.ts'

/** Why an opening raised an alert or did not: any opening can be asked. */
export function openingVerdict(
  opening: Opening,
  facts: Pick<Facts, 'policies'>,
): { verdict: OpeningVerdictKind; sentence: Sentence; policy: Policy } {
  const policy = policyAt(facts, opening.openedAt)
  const verdict = verdictOf(opening, policy)
  return { verdict, sentence: sentences.opening(verdict, policy, endedIn(opening, policy)), policy }
}

/** Which of the two times of a notice was not over when the door closed. */
function endedIn({ openedAt, closedAt }: Opening, { graceSeconds }: Policy): 'grace' | 'resident' {
  return closedAt !== null && closedAt - openedAt <= graceSeconds * 1000 ? 'grace' : 'resident'
}

function verdictOf(opening: Opening, policy: Policy): OpeningVerdictKind {
  if (opening.test) return 'test'
  if (opening.permit !== null) return 'permitted'
  if (policy.openingAlert !== 'every') return 'recorded'
  if (noticeSeconds(policy) === 0) return 'alerted'
  if (opening.closedAt === null) return 'pending'
  return opening.closedAt - opening.openedAt <= noticeSeconds(policy) * 1000 ? 'notice' : 'alerted'
}
