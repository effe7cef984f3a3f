import { Failure } from '../base/failure.ts'
import { findArea, type Scope } from '../store/area.ts'
import { insertContactPoint, type NewContactPoint } from '../store/contact-point.ts'
import type { Queryable } from '../store/transaction.ts'

/** @throws Failure `record.not_found` for an area out of scope; `record.conflict` when the area has it already. */
export async function addContactPoint(tx: Queryable, scope: Scope, point: NewContactPoint): Promise<number> {
  const area = await findArea(tx, scope, point.areaId)
  if (area === null) throw new Failure('record.not_found', { record: 'area', id: point.areaId })
  const id = await insertContactPoint(tx, point)
  if (id === null) throw new Failure('record.conflict', { reason: 'the area has this contact point' })
  return id
}
