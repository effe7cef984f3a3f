import { Failure } from '../base/failure.ts'
import type { AreaId } from '../base/id.ts'
import {
  AREA_KINDS,
  type Area,
  type AreaKind,
  findArea,
  findAreaByName,
  insertArea,
  type Scope,
} from '../store/area.ts'
import type { Queryable } from '../store/transaction.ts'

export interface NewArea {
  readonly parentId: AreaId
  readonly kind: AreaKind
  readonly name: string
  /** IANA name; null takes the parent's. */
  readonly timeZone: string | null
}

/** @throws Failure `record.not_found` when it is not within the scope. */
export async function getArea(db: Queryable, scope: Scope, id: AreaId): Promise<Area> {
  const area = await findArea(db, scope, id)
  if (area === null) throw new Failure('record.not_found', { record: 'area', id })
  return area
}

/**
 * Adds an area below one that the scope holds.
 * @throws Failure `record.not_found` for a parent out of scope; `record.conflict` when the parent is not of a wider
 * kind or has a child of this name.
 */
export async function createArea(tx: Queryable, scope: Scope, area: NewArea): Promise<AreaId> {
  const parent = await getArea(tx, scope, area.parentId)
  if (AREA_KINDS.indexOf(area.kind) <= AREA_KINDS.indexOf(parent.kind)) {
    throw new Failure('record.conflict', { reason: `a ${area.kind} cannot lie within a ${parent.kind}` })
  }
  const namesake = await findAreaByName(tx, area.parentId, area.kind, area.name)
  if (namesake !== null) throw new Failure('record.conflict', { reason: 'the name is taken', id: namesake.id })
  return insertArea(tx, area)
}
