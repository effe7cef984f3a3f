import type { AreaId } from '../base/id.ts'
import { findRootArea, insertArea } from '../store/area.ts'
import type { Queryable } from '../store/transaction.ts'

const ROOT_NAME = '本市'
const ROOT_TIME_ZONE = 'Asia/Shanghai'

/** The one area that contains all others; made when there is none, so that a first administrator has a scope. */
export async function ensureRootArea(tx: Queryable): Promise<AreaId> {
  const root = await findRootArea(tx)
  if (root !== null) return root.id
  return insertArea(tx, { parentId: null, kind: 'city', name: ROOT_NAME, timeZone: ROOT_TIME_ZONE })
}
