import type { AreaId, HouseholdId, StaffId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { activateOrdersAmong } from '../../store/activation.ts'
import type { AuditEntry } from '../../store/audit.ts'
import {
  type FirstContact,
  insertAudits,
  insertContacts,
  insertHouseholds,
  insertOrders,
  insertPlaces,
} from '../../store/ledger-write.ts'
import type { Queryable } from '../../store/transaction.ts'
import { sealPerson, sealTarget } from '../household-contact.ts'
import { PLACE_KINDS } from './columns.ts'
import { inPieces } from './in-pieces.ts'
import type { Place } from './place-rows.ts'
import type { LedgerPlan, PlannedHome } from './plan.ts'

export interface LedgerAuthor {
  readonly staffId: StaffId
  readonly username: string
  readonly now: Instant
  /** What contacts are encrypted with. */
  readonly key: Buffer
}

type Act = Pick<AuditEntry, 'action' | 'householdId' | 'areaId' | 'detail'>

/**
 * Makes what a plan without faults says, in the transaction that made the plan, and writes down each record that was made
 * as if it had been made by itself. Orders of a household whose conditions are all true go active.
 */
export async function commitLedger(tx: Queryable, plan: LedgerPlan, author: LedgerAuthor): Promise<void> {
  const areas = await makePlaces(tx, plan, author)
  for (const piece of inPieces(plan.homes)) {
    const made = await makeHouseholds(tx, piece, areas)
    const acts: Act[] = [...made.new.values()].map((id) => act('household.create', id))
    acts.push(...(await makeContacts(tx, piece, made.all, author)))
    acts.push(...(await makeOrders(tx, piece, made.all, author)))
    await insertAudits(tx, { ...author, at: author.now, purpose: null }, acts)
  }
  const ready = plan.homes.flatMap((it) => (it.id !== null && it.orders.length > 0 ? [it.id] : []))
  for (const piece of inPieces(ready)) await activateOrdersAmong(tx, piece, author.now)
}

function act(action: string, householdId: HouseholdId, detail: AuditEntry['detail'] = {}): Act {
  return { action, householdId, areaId: null, detail }
}

/** The areas by their places' keys. */
type Areas = Map<string, AreaId>

async function makePlaces(tx: Queryable, { newPlaces }: LedgerPlan, author: LedgerAuthor): Promise<Areas> {
  const areas: Areas = new Map()
  for (const kind of PLACE_KINDS) {
    for (const piece of inPieces(newPlaces.filter((it) => it.areaKind === kind))) {
      const wanted = piece.map((it) => ({ parentId: areaOf(it.parent, areas), kind, name: it.name, key: it.key }))
      const keys = new Map(wanted.map((it) => [`${it.parentId}\n${it.name}`, it.key]))
      const made = await insertPlaces(tx, wanted)
      for (const { id, parentId, name } of made) areas.set(keys.get(`${parentId}\n${name}`) ?? '', id)
      const acts = made.map(({ id }) => ({ action: 'area.create', householdId: null, areaId: id, detail: {} }))
      await insertAudits(tx, { ...author, at: author.now, purpose: null }, acts)
    }
  }
  return areas
}

function areaOf(place: Place, areas: Areas): AreaId {
  const id = place.kind === 'known' ? place.id : areas.get(place.key)
  if (id === undefined) throw new TypeError('an area was to be made after what lies in it')
  return id
}

type Ids = ReadonlyMap<PlannedHome, HouseholdId>

async function makeHouseholds(
  tx: Queryable,
  homes: readonly PlannedHome[],
  areas: Areas,
): Promise<{ readonly new: Ids; readonly all: Ids }> {
  const missing = homes.filter((it) => it.id === null)
  const wanted = missing.map((home) => ({
    areaId: areaOf(home.place, areas),
    room: home.room,
    floor: home.floor,
    home,
  }))
  const byRoom = new Map(wanted.map((it) => [`${it.areaId}\n${it.room}`, it.home]))
  const made = new Map<PlannedHome, HouseholdId>()
  for (const { id, areaId, room } of await insertHouseholds(tx, wanted)) {
    const home = byRoom.get(`${areaId}\n${room}`)
    if (home !== undefined) made.set(home, id)
  }
  const known = homes.flatMap((it): [PlannedHome, HouseholdId][] => (it.id === null ? [] : [[it, it.id]]))
  return { new: made, all: new Map([...known, ...made]) }
}

async function makeContacts(
  tx: Queryable,
  homes: readonly PlannedHome[],
  ids: Ids,
  author: LedgerAuthor,
): Promise<readonly Act[]> {
  const { key, username, now } = author
  const acts: Act[] = []
  const contacts: FirstContact[] = []
  for (const home of homes) {
    const household = ids.get(home)
    if (home.contact === null || household === undefined) continue
    const { language, channel, phone } = home.contact
    const point = channel === null ? null : { channel, target: sealTarget(key, household, phone) }
    contacts.push({ household, sealed: sealPerson(key, household, home.contact), language, point })
    acts.push(act('household.set_contact', household, { channel, language, confirmationVoid: true }))
  }
  await insertContacts(tx, contacts, username, now)
  return acts
}

async function makeOrders(
  tx: Queryable,
  homes: readonly PlannedHome[],
  ids: Ids,
  author: LedgerAuthor,
): Promise<readonly Act[]> {
  const orders = homes.flatMap((home) => {
    const household = ids.get(home)
    return household === undefined ? [] : home.orders.map((it) => ({ ...it, household }))
  })
  const made = await insertOrders(tx, orders, author.username, author.now)
  return made.map(({ id, household }) => act('order.create', household, { id }))
}
