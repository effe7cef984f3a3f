import { Failure } from '../base/failure.ts'
import type { AreaId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { activateOrdersWithin } from '../store/activation.ts'
import { holdArea, type Scope } from '../store/area.ts'
import {
  type ContactPointChange,
  changeContactPoint,
  findContactPointArea,
  findStaffArea,
  insertContactPoint,
  markDelivered,
  type NewContactPoint,
} from '../store/contact-point.ts'
import { insertTestNotification } from '../store/notification.ts'
import { failWaitingFor } from '../store/notification-mark.ts'
import type { Queryable } from '../store/transaction.ts'
import { getArea } from './area.ts'
import { contradiction } from './contradiction.ts'

export interface AddedContactPoint {
  readonly id: number
  /** The area to record it under: its own, or that of its owner's first role. */
  readonly areaId: AreaId
}

/**
 * An area's contact point, or a member of staff's own, to which only escalations go.
 * @throws Failure `record.not_found` for an area out of scope, and for a member of staff of whom any role is, or who is
 * disabled; `request.contradictory` unless it is exactly one's; `record.conflict` when the owner has it already.
 */
export async function addContactPoint(tx: Queryable, scope: Scope, point: NewContactPoint): Promise<AddedContactPoint> {
  const areaId = await areaOfOwner(tx, scope, point)
  const id = await insertContactPoint(tx, point)
  if (id === null) throw new Failure('record.conflict', { reason: 'the owner has this contact point' })
  return { id, areaId }
}

async function areaOfOwner(tx: Queryable, scope: Scope, { areaId, staffId = null }: NewContactPoint): Promise<AreaId> {
  if (staffId === null && areaId !== null) return (await getArea(tx, scope, areaId)).id
  if (staffId === null || areaId !== null) {
    throw contradiction('staffId', "a contact point is an area's or a member of staff's: exactly one of the two")
  }
  const found = await findStaffArea(tx, scope, staffId)
  if (found === null) throw new Failure('record.not_found', { record: 'member of staff', id: staffId })
  return found
}

/**
 * Its place among its owner's, how severe an alert must be, whether it is used. What waits to be sent to one that is
 * disabled fails, and goes to its owner's next one.
 * @throws Failure `record.not_found` for one that is out of scope.
 */
export async function alterContactPoint(
  tx: Queryable,
  scope: Scope,
  id: number,
  change: ContactPointChange,
  now: Instant,
): Promise<AreaId> {
  const areaId = await changeContactPoint(tx, scope, id, change, now)
  if (areaId === null) throw new Failure('record.not_found', { record: 'contact point', id })
  if (change.isDisabled === true) await failWaitingFor(tx, id, now)
  return areaId
}

/**
 * Queues a message that shows whether the contact point receives; nothing more while one is on its way.
 * @throws Failure `record.not_found` for one that is out of scope or disabled.
 */
export async function testContactPoint(tx: Queryable, scope: Scope, id: number, now: Instant): Promise<AreaId> {
  const areaId = await findContactPointArea(tx, scope, id)
  if (areaId === null) throw new Failure('record.not_found', { record: 'contact point', id })
  await insertTestNotification(tx, id, now)
  return areaId
}

/** A message has arrived. The first one to do so may be what orders within the contact point's area waited for. */
export async function noteDelivery(tx: Queryable, id: number, now: Instant): Promise<void> {
  const areaId = await markDelivered(tx, id, now)
  if (areaId === null) return
  // Who is at another condition of a household in it, and could not see this one, has finished; who comes sees it.
  await holdArea(tx, areaId)
  await activateOrdersWithin(tx, areaId, now)
}
