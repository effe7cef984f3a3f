import type { HouseholdId } from '../../base/id.ts'
import { PLACES_JOIN } from '../household.ts'
import type { Queryable } from '../transaction.ts'
import { FROM, type Stretch, stretchValues, TERMS, UNTIL } from './stretch.ts'

/** For how long of the stretch a household was watched and one of its doors could not be seen, and why. */
export interface BlindHousehold {
  readonly id: HouseholdId
  readonly building: string | null
  readonly unit: string | null
  readonly room: string
  /** None was on any of its doors. */
  readonly noSensorMs: number
  /** A sensor was not heard, or not believed. */
  readonly silentMs: number
  readonly onTestMs: number
  /** Still so at the stretch's end. */
  readonly isBlind: boolean
}

export interface BlindHouseholds {
  readonly households: number
  /** A household may be among several of these. */
  readonly noSensor: number
  readonly silent: number
  readonly onTest: number
  /** Still so at the stretch's end. */
  readonly isBlind: number
  /** Those that were so for longest first. */
  readonly listed: readonly BlindHousehold[]
}

type Row = BlindHousehold & { readonly counts: Omit<BlindHouseholds, 'listed'> }

const NONE = { households: 0, noSensor: 0, silent: 0, onTest: 0, isBlind: 0 }

/** A table's stretches of time of each watched household, as one column `at`. */
const ranges = (table: string, from: string, until: string, where: string): string => `(
    select x.household_id, range_agg(tstzrange(greatest(${from}, ${FROM}), least(${until}, ${UNTIL}))) as at
    from watched w join ${table} x on x.household_id = w.household_id
    where ${from} < ${UNTIL} and coalesce(${until}, 'infinity') > ${FROM} and coalesce(${until}, 'infinity') > ${from}
      and ${where} group by 1
  )`

const lasting = (ranges: string): string =>
  `coalesce((select sum(extract(epoch from upper(r) - lower(r))) * 1000 from unnest(${ranges}) r), 0)::float8`

export async function readBlindHouseholds(db: Queryable, stretch: Stretch, limit: number): Promise<BlindHouseholds> {
  const { rows } = await db.query<Row>({
    text: `with ${TERMS}, watched as materialized (
        select household_id, range_agg(tstzrange(began, ended)) as at from term
        where not exists (select 1 from erasure_report r where r.order_id = term.order_id) group by 1
      ), fitted as materialized ${ranges('fitting', 'x.fitted_from', 'x.fitted_until', 'true')}
      , silent as materialized ${ranges('alert', 'x.started_at', 'x.cleared_at', "x.kind in ('sensor_silent', 'sensor_distrusted') and x.merged_into is null")}
      , tested as materialized ${ranges('on_test', 'x.from_at', 'least(x.until_at, x.ended_at)', 'true')}
      , unseen as (
        select w.household_id, w.at - coalesce(f.at, '{}') as no_sensor, w.at * coalesce(s.at, '{}') as silent,
          w.at * coalesce(t.at, '{}') as tested
        from watched w left join fitted f on f.household_id = w.household_id
          left join silent s on s.household_id = w.household_id left join tested t on t.household_id = w.household_id
      ), lasted as (
        select household_id, ${lasting('no_sensor')} as "noSensorMs", ${lasting('silent')} as "silentMs", ${lasting('tested')} as "onTestMs",
          coalesce(upper(no_sensor) = ${UNTIL}, false) or coalesce(upper(silent) = ${UNTIL}, false)
            or coalesce(upper(tested) = ${UNTIL}, false) as "isBlind"
        from unseen where not (isempty(no_sensor) and isempty(silent) and isempty(tested))
      ), counted as (
        select *, json_build_object('households', count(*) over (), 'noSensor', count(*) filter (where "noSensorMs" > 0) over (),
            'silent', count(*) filter (where "silentMs" > 0) over (), 'onTest', count(*) filter (where "onTestMs" > 0) over (),
            'isBlind', count(*) filter (where "isBlind") over ()) as counts
        from lasted order by "isBlind" desc, greatest("noSensorMs", "silentMs", "onTestMs") desc, household_id limit $4
      )
      select h.id, places.building, places.unit, h.room, c."noSensorMs", c."silentMs", c."onTestMs", c."isBlind", c.counts
      from counted c join household h on h.id = c.household_id join area a on a.id = h.area_id ${PLACES_JOIN}
      order by c."isBlind" desc, greatest(c."noSensorMs", c."silentMs", c."onTestMs") desc, h.id`,
    values: [...stretchValues(stretch), limit],
  })
  return { ...(rows[0]?.counts ?? NONE), listed: rows.map(({ counts: _counts, ...it }) => it) }
}
