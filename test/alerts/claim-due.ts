import { type Budget, gatherDigests } from '../../store/gather-digests.ts'
import { type Claim, claimDueNotifications, type DueNotification } from '../../store/notification.ts'
import type { Queryable } from '../../store/transaction.ts'

export const NO_BUDGET: Budget = { singlesMax: 1_000_000, perMs: 1, digestAfterMs: 0 }

/** What is due, all of it singly. */
export async function claimDue(db: Queryable, claim: Claim): Promise<readonly DueNotification[]> {
  await gatherDigests(db, { ...claim, budget: NO_BUDGET })
  return claimDueNotifications(db, claim)
}
