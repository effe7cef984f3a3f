import type { ProductMapping } from '../adapters/product-mapping.ts'
import type { StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Queryable } from './transaction.ts'

export interface StoredMapping {
  readonly mapping: ProductMapping
  readonly changedAt: Instant
  readonly changedBy: string
}

export async function listMappings(db: Queryable, gateway: string, limit: number): Promise<StoredMapping[]> {
  const { rows } = await db.query<StoredMapping>({
    name: 'list_product_mappings',
    text: `select m.mapping, m.changed_at as "changedAt", s.username as "changedBy"
           from product_mapping m join staff s on s.id = m.changed_by
           where m.gateway_id = $1 order by m.product limit $2`,
    values: [gateway, limit],
  })
  return rows
}

/** One after the other, so that two cannot both be the last that fits. */
export async function holdGateway(tx: Queryable, gateway: string): Promise<void> {
  await tx.query({
    name: 'hold_gateway',
    text: 'select 1 from gateway where id = $1 for no key update',
    values: [gateway],
  })
}

/** Makes it or takes the place of the one there was, which is returned. */
export async function writeMapping(
  tx: Queryable,
  gateway: string,
  mapping: ProductMapping,
  by: StaffId,
  now: Instant,
): Promise<ProductMapping | null> {
  const { rows } = await tx.query<{ before: ProductMapping | null }>({
    name: 'write_product_mapping',
    text: `
      with before as (select mapping from product_mapping where gateway_id = $1 and product = $2)
      insert into product_mapping (gateway_id, product, mapping, changed_at, changed_by)
      values ($1, $2, $3, to_timestamp($4 / 1000.0), $5)
      on conflict (gateway_id, product) do update
        set mapping = excluded.mapping, changed_at = excluded.changed_at, changed_by = excluded.changed_by
      returning (select mapping from before) as before`,
    values: [gateway, mapping.product, JSON.stringify(mapping), now, by],
  })
  return rows[0]?.before ?? null
}

/** What it was; null when there was none. */
export async function deleteMapping(tx: Queryable, gateway: string, product: string): Promise<ProductMapping | null> {
  const { rows } = await tx.query<{ mapping: ProductMapping }>({
    name: 'delete_product_mapping',
    text: 'delete from product_mapping where gateway_id = $1 and product = $2 returning mapping',
    values: [gateway, product],
  })
  return rows[0]?.mapping ?? null
}
