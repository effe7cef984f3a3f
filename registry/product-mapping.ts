import type { ProductMapping } from '../adapters/product-mapping.ts'
import { Failure } from '../base/failure.ts'
import type { StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { type Scope, scopeHoldsRoot } from '../store/area.ts'
import { findGateway, type GatewayRecord } from '../store/gateway.ts'
import { deleteMapping, holdGateway, listMappings, type StoredMapping, writeMapping } from '../store/product-mapping.ts'
import type { Queryable } from '../store/transaction.ts'
import { contradiction } from './contradiction.ts'

/** Of one gateway: each is tried on a message of a switch or an RF code. */
export const MAPPINGS_MAX = 200

/** @throws Failure `record.not_found` when it is not within the scope. */
export async function getGateway(db: Queryable, scope: Scope, id: string): Promise<GatewayRecord> {
  const gateway = await findGateway(db, scope, await scopeHoldsRoot(db, scope), id)
  if (gateway === null) throw new Failure('record.not_found', { record: 'gateway', id })
  return gateway
}

export async function mappingsOf(db: Queryable, scope: Scope, gateway: string): Promise<readonly StoredMapping[]> {
  await getGateway(db, scope, gateway)
  return listMappings(db, gateway, MAPPINGS_MAX)
}

/**
 * Says what a product's properties mean, from the next few seconds on and for what comes; nothing that was recorded is
 * read anew. Returns what was said before.
 * @throws Failure `record.not_found` for a gateway out of scope; `request.contradictory` for one product too many.
 */
export async function mapProduct(
  tx: Queryable,
  scope: Scope,
  gateway: string,
  mapping: ProductMapping,
  by: { readonly staffId: StaffId; readonly now: Instant },
): Promise<ProductMapping | null> {
  await getGateway(tx, scope, gateway)
  await holdGateway(tx, gateway)
  const known = await listMappings(tx, gateway, MAPPINGS_MAX)
  const isNew = !known.some((it) => it.mapping.product === mapping.product)
  if (isNew && known.length >= MAPPINGS_MAX) {
    throw contradiction('mapping.product', `a gateway has at most ${MAPPINGS_MAX} mapped products`)
  }
  return writeMapping(tx, gateway, mapping, by.staffId, by.now)
}

/** @throws Failure `record.not_found` for a gateway out of scope, or a product that nobody has mapped. */
export async function unmapProduct(
  tx: Queryable,
  scope: Scope,
  gateway: string,
  product: string,
): Promise<ProductMapping> {
  await getGateway(tx, scope, gateway)
  const before = await deleteMapping(tx, gateway, product)
  if (before === null) throw new Failure('record.not_found', { record: 'product mapping', gateway, product })
  return before
}
