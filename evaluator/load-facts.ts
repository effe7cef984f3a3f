import type { OrderId } from '../base/id.ts'
import { permitId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { keepContactsAtStart, type OrderFactsRow, readOrderFacts } from '../store/facts.ts'
import type { Queryable } from '../store/transaction.ts'
import type { Facts } from '../watch/facts.ts'
import { type Policy, policySettings } from '../watch/policy.ts'
import { type PolicyAssignment, policySpans } from '../watch/policy-spans.ts'

/** The facts to judge an order by; notes first, once, what its sensors had last said when it began. Null: no such order. */
export async function loadFacts(tx: Queryable, order: OrderId, now: Instant): Promise<Facts | null> {
  await keepContactsAtStart(tx, order, now)
  return storedFacts(tx, order)
}

/** Reads an order and everything that bears on it from the registry's tables; writes nothing. Null: no such order. */
export async function storedFacts(db: Queryable, order: OrderId): Promise<Facts | null> {
  const row = await readOrderFacts(db, order)
  return row === null ? null : toFacts(row)
}

function toFacts(row: OrderFactsRow): Facts {
  return {
    household: row.household,
    order: { id: row.order, startsAt: row.startsAt, endsAt: row.endsAt },
    timeZone: row.timeZone,
    policies: policySpans(row.assignments.map(toAssignment), row.startsAt, toPolicy(row.preset)),
    permits: row.permits.map((it) => ({ ...it, id: permitId.parse(it.id) })),
    fittings: row.fittings.map(({ reportingLimitSeconds, limits, ...it }) => ({
      ...it,
      reportingLimitMs: reportingLimitSeconds * 1000,
      contactAtStart: row.contactsAtStart?.[it.sensor] ?? null,
      limits: limits.map(({ from, limitSeconds }) => ({ from, reportingLimitMs: limitSeconds * 1000 })),
    })),
    tests: row.tests,
    distrusts: row.distrusts,
    outages: row.outages,
    cuts: row.cuts,
  }
}

function toAssignment({ policy, ...it }: OrderFactsRow['assignments'][number]): PolicyAssignment {
  return { ...it, policy: policy === null ? null : toPolicy(policy) }
}

function toPolicy({ name, version, settings }: OrderFactsRow['preset']): Policy {
  return { name, version, ...policySettings.parse(settings) }
}
