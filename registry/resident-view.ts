import type { HouseholdId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { listOpenings, type OpeningRecord } from '../store/opening.ts'
import { listPermitsOfHousehold, type PermitRecord } from '../store/permit.ts'
import { listRequestsOfOrder, type PermitRequest } from '../store/permit-request.ts'
import type { ResidentHome } from '../store/resident-link.ts'
import { listLooksForResident, type ResidentLook } from '../store/resident-look.ts'
import { findEmergency, findResidentOrder, type ResidentOrder } from '../store/resident-order.ts'
import type { Queryable } from '../store/transaction.ts'
import { type DoorView, householdCoverage, householdState } from '../watch/door-view.ts'
import { type ContactHint, hintContact } from './household-contact.ts'
import { type Budget, isWatchedAt, permitBudget, REQUESTS_OF_ORDER_MAX } from './permit-request.ts'

const OPENINGS_DAYS = 14
const DAY_MS = 24 * 3600 * 1000
const OPENINGS_SHOWN_MAX = 50
const LOOKS_SHOWN_MAX = 40
const PERMITS_MAX = 50

/** Everything that a household's own page shows. */
export interface ResidentView {
  readonly home: ResidentHome
  readonly now: Instant
  /** Null: all is erased, or there was never an order. */
  readonly order: ResidentOrder | null
  readonly isWatched: boolean
  readonly state: DoorView['state']
  /** The share of the order's time that its doors could be seen; null without a sensor. */
  readonly coverage: number | null
  /** Latest first. */
  readonly openings: readonly OpeningRecord[]
  readonly looks: readonly ResidentLook[]
  /** Those that are not over, the earliest first. */
  readonly permits: readonly PermitRecord[]
  /** Latest first. */
  readonly requests: readonly PermitRequest[]
  readonly budget: Budget | null
  readonly emergency: { readonly grantedAt: Instant; readonly until: Instant } | null
  readonly contact: ContactHint | null
}

export interface ViewOptions {
  readonly contactKey: Buffer
  readonly doorsOf: (
    db: Queryable,
    households: readonly HouseholdId[],
    now: Instant,
  ) => Promise<ReadonlyMap<HouseholdId, readonly DoorView[]>>
}

export async function viewResident(
  db: Queryable,
  { contactKey, doorsOf }: ViewOptions,
  home: ResidentHome,
  now: Instant,
): Promise<ResidentView> {
  const { householdId } = home
  const order = await findResidentOrder(db, householdId, now)
  const doors = (await doorsOf(db, [householdId], now)).get(householdId) ?? []
  const window = { householdId, from: now - OPENINGS_DAYS * DAY_MS, until: now + 1, limit: OPENINGS_SHOWN_MAX }
  const permits = await listPermitsOfHousehold(db, householdId, PERMITS_MAX)
  const requests = order === null ? [] : await listRequestsOfOrder(db, order.id, REQUESTS_OF_ORDER_MAX)
  return {
    ...{ home, now, order, requests },
    isWatched: order !== null && isWatchedAt(order, now),
    state: householdState(doors),
    coverage: householdCoverage(doors),
    openings: await listOpenings(db, window),
    looks: await listLooksForResident(db, householdId, order?.startsAt ?? now, LOOKS_SHOWN_MAX),
    permits: permits.filter((it) => it.revokedAt === null && it.until > now).toSorted((a, b) => a.from - b.from),
    budget: order === null ? null : await permitBudget(db, order, requests, now),
    emergency: await findEmergency(db, householdId, now),
    contact: await hintContact(db, contactKey, householdId),
  }
}
