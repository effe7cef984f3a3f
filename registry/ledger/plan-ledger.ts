import type { AreaId, HouseholdId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { listSealedContacts } from '../../store/household-contact.ts'
import {
  type FoundOrder,
  findHouseholdsByRoom,
  findOrdersBeside,
  type LedgerBase,
  newestPolicies,
} from '../../store/ledger-lookup.ts'
import type { Queryable } from '../../store/transaction.ts'
import { unsealPerson } from '../household-contact.ts'
import type { RowFault } from './fault.ts'
import { FaultList } from './fault-list.ts'
import { type FileHome, type FileOrder, gatherHomes, isBadTerm } from './gather-homes.ts'
import { inPieces } from './in-pieces.ts'
import type { LedgerRow } from './ledger-row.ts'
import { localText } from './local-text.ts'
import { isNarrow, type Place, placeRows } from './place-rows.ts'
import type { LedgerPlan, NewPlannedPlace, PlannedHome, PlannedOrder } from './plan.ts'

export interface LedgerContext {
  readonly base: LedgerBase
  readonly now: Instant
  /** What contacts are encrypted with. */
  readonly key: Buffer
  /** Called when it is known which households and areas there are, before anything more is read about them. */
  readonly hold?: (households: readonly HouseholdId[], areas: readonly AreaId[]) => Promise<void>
  readonly onChecked?: (homes: number) => void
}

/**
 * Compares a ledger with what is recorded, and says what it would make: only what is missing. Nothing that is there is
 * changed, and what differs is told. The rules are those of households and orders that are made one by one.
 */
export async function planLedger(
  db: Queryable,
  context: LedgerContext,
  rows: readonly LedgerRow[],
  read: readonly RowFault[],
): Promise<LedgerPlan> {
  const faults = new FaultList()
  faults.add(...read)
  const notices = new FaultList()
  const places = await placeRows(db, context.base, rows, faults)
  const homes = await gatherHomes(places, faults)
  const known = await knownHomes(db, homes)
  await context.hold?.(
    [...known.values()].map((it) => it.id),
    knownAreas(homes),
  )
  const policies = await newestPolicies(db)
  const check: Check = { db, context, known, policies, faults, notices, planned: [], ordersPresent: 0 }
  for (const piece of inPieces(homes)) {
    await checkHomes(check, piece)
    context.onChecked?.(check.planned.length)
  }
  return {
    homes: check.planned,
    newPlaces: newPlaces(check.planned),
    faults,
    notices,
    ordersPresent: check.ordersPresent,
  }
}

interface KnownHome {
  readonly id: HouseholdId
  readonly floor: number | null
}

interface Check {
  readonly db: Queryable
  readonly context: LedgerContext
  readonly known: ReadonlyMap<FileHome, KnownHome>
  readonly policies: ReadonlyMap<string, number>
  readonly faults: FaultList
  readonly notices: FaultList
  readonly planned: PlannedHome[]
  ordersPresent: number
}

function knownAreas(homes: readonly FileHome[]): readonly AreaId[] {
  return [...new Set(homes.map((it) => nearestKnown(it.place)))]
}

function nearestKnown(place: Place): AreaId {
  return place.kind === 'known' ? place.id : nearestKnown(place.parent)
}

async function knownHomes(db: Queryable, homes: readonly FileHome[]): Promise<ReadonlyMap<FileHome, KnownHome>> {
  const known = new Map<FileHome, KnownHome>()
  const asked = homes.flatMap((home) =>
    home.place.kind === 'known' ? [{ home, areaId: home.place.id, room: home.room }] : [],
  )
  for (const piece of inPieces(asked)) {
    for (const found of await findHouseholdsByRoom(db, piece)) {
      const question = piece[found.at]
      if (question !== undefined) known.set(question.home, found)
    }
  }
  return known
}

async function checkHomes(check: Check, homes: readonly FileHome[]): Promise<void> {
  const { db, known } = check
  const asked = homes.flatMap((home) => {
    const { id } = known.get(home) ?? {}
    return id === undefined ? [] : home.orders.map((order) => ({ order, household: id, ...order }))
  })
  const beside = Map.groupBy(asked.length === 0 ? [] : await findOrdersBeside(db, asked), (it) => asked[it.at]?.order)
  const contacts = await listSealedContacts(
    db,
    homes.flatMap((it) => known.get(it)?.id ?? []),
  )
  for (const home of homes) {
    const { id = null } = known.get(home) ?? {}
    const hasContact = id !== null && contacts.has(id)
    tellWhatStays(check, home, contacts)
    const orders = home.orders.flatMap((it) => plannedOrder(check, it, home.place.timeZone, beside.get(it) ?? []))
    const { line, place, room, floor } = home
    check.planned.push({ line, place, room, floor, id, contact: hasContact ? null : home.contact, orders })
  }
}

/** What the records have and the file has otherwise; and a household that would be made where none is. */
function tellWhatStays(check: Check, home: FileHome, contacts: ReadonlyMap<HouseholdId, string>): void {
  const { known, faults, notices } = check
  const there = known.get(home)
  if (there === undefined) {
    if (!isNarrow(home.place)) faults.at(home.line, 'community', 'community_needed')
    return
  }
  const sealed = contacts.get(there.id)
  if (sealed !== undefined) tellOtherContact(check, home, there.id, sealed)
  if (there.floor !== null && home.floor !== null && there.floor !== home.floor) {
    notices.at(home.line, 'floor', 'floor_kept', { floor: there.floor })
  }
}

function tellOtherContact({ context, notices }: Check, home: FileHome, id: HouseholdId, sealed: string): void {
  if (home.contact === null) return
  const { name, phone } = unsealPerson(context.key, id, sealed)
  if (name !== home.contact.name || phone !== home.contact.phone) notices.at(home.line, 'contact', 'contact_kept')
}

const secondOf = (it: number): number => Math.floor(it / 1000)

/** An order of the same first and last second is this one, whatever became of it since. */
function plannedOrder(
  check: Check,
  order: FileOrder,
  timeZone: string,
  beside: readonly FoundOrder[],
): readonly PlannedOrder[] {
  const { line, startsAt, endsAt, basis, policy } = order
  const sameStart = beside.filter((it) => secondOf(it.startsAt) === secondOf(startsAt))
  if (sameStart.some((it) => secondOf(it.endsAt) === secondOf(endsAt))) {
    check.ordersPresent += 1
    return []
  }
  const moved = sameStart.find((it) => !it.isReleased)
  const other = moved ?? beside.find((it) => it.overlaps)
  if (other !== undefined) {
    const values = { from: localText(other.startsAt, timeZone), until: localText(other.endsAt, timeZone) }
    check.faults.at(
      line,
      moved === undefined ? 'start' : 'end',
      moved === undefined ? 'order_overlaps' : 'order_changed',
      values,
    )
    return []
  }
  const policyId = policy === null ? null : check.policies.get(policy)
  if (policyId === undefined) {
    const policies = [...check.policies.keys()].slice(0, POLICIES_TOLD_MAX).join('、')
    check.faults.at(line, 'policy', 'policy_unknown', { name: policy ?? '', policies })
  }
  if (isBadTerm(order, check.context.now, check.faults) || policyId === undefined) return []
  return [{ line, startsAt, endsAt, basis, policyId }]
}

const POLICIES_TOLD_MAX = 10

/** Each after its parent. */
function newPlaces(homes: readonly PlannedHome[]): readonly NewPlannedPlace[] {
  const places = new Map<string, NewPlannedPlace>()
  const add = (place: Place): void => {
    if (place.kind === 'known' || places.has(place.key)) return
    add(place.parent)
    places.set(place.key, place)
  }
  for (const { place } of homes) add(place)
  return [...places.values()]
}
