import type { AlertId, RosterId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Queryable } from './transaction.ts'

/** An alert about an empty roster as it stands: the gap that it was last about. */
export interface StandingRosterAlert {
  readonly id: AlertId
  readonly episode: string
  readonly condition: 'active' | 'cleared'
  readonly startedAt: Instant
  readonly isResolvedByHand: boolean
  readonly from: Instant
  /** Null when no end was in sight. */
  readonly until: Instant | null
  readonly sentence: string
}

/** A roster's alerts that are active or whose gap is not over, the oldest first. The episode begins with the roster's id. */
export async function readRosterAlerts(
  tx: Queryable,
  roster: RosterId,
  now: Instant,
): Promise<readonly StandingRosterAlert[]> {
  const { rows } = await tx.query<StandingRosterAlert>({
    name: 'read_roster_alerts',
    text: `
      select * from (
        select al.id, episode, condition, started_at as "startedAt", resolved_by is not null as "isResolvedByHand",
          (explanation #>> '{evidence,0,from}')::float8 as from, (explanation #>> '{evidence,0,until}')::float8 as until,
          explanation #>> '{sentence,en}' as sentence
        from alert al join roster r on r.id = $1
        where household_id is null and kind = 'roster_empty' and merged_into is null
          and coalesce('gateway/' || gateway_id, 'area/' || al.area_id::text) = 'area/' || r.area_id::text
          and split_part(episode, '/', 1) = r.id::text) it
      where condition = 'active' or until is null or until > $2 order by id`,
    values: [roster, now],
  })
  return rows
}
