import { Failure } from '../base/failure.ts'
import type { AreaId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { activateOrdersWithin } from '../store/activation.ts'
import { findArea, holdArea, type Scope } from '../store/area.ts'
import {
  findContactPointArea,
  insertContactPoint,
  markDelivered,
  type NewContactPoint,
} from '../store/contact-point.ts'
import { insertTestNotification } from '../store/notification.ts'
import type { Queryable } from '../store/transaction.ts'

/** @throws Failure `record.not_found` for an area out of scope; `record.conflict` when the area has it already. */
export async function addContactPoint(tx: Queryable, scope: Scope, point: NewContactPoint): Promise<number> {
  const area = await findArea(tx, scope, point.areaId)
  if (area === null) throw new Failure('record.not_found', { record: 'area', id: point.areaId })
  const id = await insertContactPoint(tx, point)
  if (id === null) throw new Failure('record.conflict', { reason: 'the area has this contact point' })
  return id
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
