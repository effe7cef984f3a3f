import type { Instant } from '../../base/instant.ts'
import { onlyRow } from '../only-row.ts'
import type { Queryable } from '../transaction.ts'
import { FROM, type Stretch, stretchValues, TERMS, UNTIL } from './stretch.ts'

/** The openings that began in one hour of the wall clock. */
export interface HourOpenings {
  readonly from: Instant
  readonly permitted: number
  readonly unpermitted: number
  /** While the door was on test. */
  readonly test: number
}

export interface OpeningFigures {
  /** One for each hour that was asked for. */
  readonly hours: readonly HourOpenings[]
  /** Doors that had been opened within the day before and stood open at the stretch's beginning. */
  readonly openAtStart: number
  /** Of those that opened in it, the ones that stood open at its end. */
  readonly openAtEnd: number
}

interface Row extends Omit<HourOpenings, 'from'> {
  /** 0: before the stretch. */
  readonly hour: number
  readonly stillOpen: number
}

/** `hours`: when each hour begins, ascending; the first is the stretch's beginning. */
export async function readOpeningFigures(
  db: Queryable,
  stretch: Stretch,
  hours: readonly Instant[],
): Promise<OpeningFigures> {
  const { rows } = await db.query<Row>({
    text: `with ${TERMS}, hour as (
        select array_agg(to_timestamp(at / 1000.0) order by at) as begins from unnest($4::float8[]) at
      ), opened as (
        select width_bucket(p.opened_at, hour.begins) as hour, p.permit_id, p.explanation ->> 'verdict' as verdict,
          coalesce(p.closed_at, 'infinity') > case when p.opened_at < ${FROM} then ${FROM} else ${UNTIL} end as open
        from home join opening p on p.household_id = home.id cross join hour
        where p.opened_at >= ${FROM} - interval '1 day' and p.opened_at < ${UNTIL}
      )
      select hour, (count(*) filter (where verdict is distinct from 'test' and permit_id is not null))::int as permitted,
        (count(*) filter (where verdict is distinct from 'test' and permit_id is null))::int as unpermitted,
        (count(*) filter (where verdict = 'test'))::int as test, (count(*) filter (where open))::int as "stillOpen"
      from opened group by hour`,
    values: [...stretchValues(stretch), hours],
  })
  const byHour = new Map(rows.map((it) => [it.hour, it]))
  return {
    hours: hours.map((from, n) => {
      const { permitted = 0, unpermitted = 0, test = 0 } = byHour.get(n + 1) ?? {}
      return { from, permitted, unpermitted, test }
    }),
    openAtStart: byHour.get(0)?.stillOpen ?? 0,
    openAtEnd: rows.reduce((sum, it) => sum + (it.hour === 0 ? 0 : it.stillOpen), 0),
  }
}

/**
 * Openings that a sensor's own count proves, that no permit covers and of which no record came: known by number and not by
 * time. Those of the alerts that were raised in the stretch and still hold.
 */
export async function countMissedOpenings(db: Queryable, stretch: Stretch): Promise<number> {
  const { rows } = await db.query<{ missed: number }>({
    text: `select coalesce(sum(al.count), 0)::int as missed
           from alert al join household h on h.id = al.household_id join area a on a.id = h.area_id
           where al.kind = 'missed_openings' and al.raised_at >= ${FROM} and al.raised_at < ${UNTIL}
             and al.merged_into is null and coalesce(al.cleared_reason, '') not in ('withdrawn', 'permitted')
             and al.explanation -> 'thresholds' ->> 'proof' = 'counter' and a.path @> array[$1::bigint]`,
    values: [...stretchValues(stretch)],
  })
  return onlyRow(rows).missed
}
