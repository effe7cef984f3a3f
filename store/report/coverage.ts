import type { HouseholdId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { provedText } from '../door-span.ts'
import type { Queryable } from '../transaction.ts'

/** For how long the state of a door was proved. A door without any is not there. */
export interface ProvedDoor {
  readonly household: HouseholdId
  readonly door: string
  readonly provedMs: number
}

interface CoverageWindow {
  readonly from: Instant
  readonly until: Instant
  readonly now: Instant
}

/** Of every door of these households that had a sensor in the window, as a household's timeline tells it. */
export async function readProvedDoors(
  db: Queryable,
  households: readonly HouseholdId[],
  { from, until, now }: CoverageWindow,
): Promise<ProvedDoor[]> {
  const { rows } = await db.query<ProvedDoor>({
    text: `${provedText('= any($1::bigint[])', '= s.household_id')}
      select household_id as household, door, coalesce(sum(extract(epoch from
          least(next, to_timestamp($3 / 1000.0)) - greatest(at, to_timestamp($2 / 1000.0))))
        filter (where state <> 'unknown') * 1000, 0)::float8 as "provedMs"
      from proved group by 1, 2`,
    values: [households, from, until, now],
  })
  return rows
}
