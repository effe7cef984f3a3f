import { Failure } from '../base/failure.ts'
import type { AreaId } from '../base/id.ts'
import { findArea, type Scope } from '../store/area.ts'
import type { Queryable } from '../store/transaction.ts'

/** The area that a new device belongs to: the one asked for, or the first of the caller's own. */
export async function stockArea(db: Queryable, scope: Scope, asked: AreaId | undefined): Promise<AreaId | null> {
  if (asked === undefined) return scope[0] ?? null
  const area = await findArea(db, scope, asked)
  if (area === null) throw new Failure('record.not_found', { record: 'area', id: asked })
  return area.id
}
