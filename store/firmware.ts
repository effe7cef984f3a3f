import type { Instant } from '../base/instant.ts'
import type { Scope } from './area.ts'
import { FIRMWARE } from './sensor.ts'
import type { Queryable } from './transaction.ts'

/** How many sensors of a model run a version. */
export interface FirmwareCount {
  readonly model: string
  /** Null: they do not tell, or have not yet. */
  readonly firmware: string | null
  readonly fitted: number
  readonly stock: number
  readonly retired: number
  /** When the latest of them was heard; null: none ever was. */
  readonly heardAt: Instant | null
}

/** By model, and within it the version first that most sensors run. For each sensor one entry of an index is read. */
export async function countFirmware(
  db: Queryable,
  scope: Scope,
  homeless: boolean,
  limit: number,
): Promise<FirmwareCount[]> {
  const { rows } = await db.query<FirmwareCount>({
    name: 'count_firmware',
    text: `
      with said as materialized (
        select s.model, s.state, ${FIRMWARE} as firmware, (select max(j.heard_at) from journal j
          where j.sensor_uid = s.uid and j.heard_at > '-infinity') as heard_at
        from sensor s left join area a on a.id = s.area_id
        where a.path && $1::bigint[] or ($2 and a.id is null)
      )
      select model, firmware, count(*) filter (where state = 'fitted')::int as fitted,
        count(*) filter (where state = 'stock')::int as stock, count(*) filter (where state = 'retired')::int as retired,
        max(heard_at) as "heardAt"
      from said group by model, firmware order by model, count(*) desc, firmware limit $3`,
    values: [scope, homeless, limit],
  })
  return rows
}
