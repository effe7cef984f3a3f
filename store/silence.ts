import type { AlertId, AreaId, HouseholdId, SilenceId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { ALERT_CHANNEL } from './alert.ts'
import type { Scope } from './area.ts'
import { onlyRow } from './only-row.ts'
import { inForceAt, OF_ALERT, silencesOf } from './silenced.ts'
import type { Queryable } from './transaction.ts'

/** Nobody is told of alerts here `[from, until)`. */
export interface NewSilence {
  readonly areaId: AreaId
  /** Of the area; null: all of its. */
  readonly householdId: HouseholdId | null
  /** Null: any. */
  readonly kinds: readonly string[] | null
  readonly reason: string
  readonly from: Instant
  readonly until: Instant
}

export interface Silence extends NewSilence {
  readonly id: SilenceId
  readonly createdBy: string
  readonly createdAt: Instant
  /** Ended before its time. */
  readonly endedAt: Instant | null
  readonly endedBy: string | null
}

const COLUMNS = `s.id, s.area_id as "areaId", s.household_id as "householdId", to_json(s.kinds) as kinds, s.reason,
  s.from_at as "from", s.until_at as "until", s.created_by as "createdBy", s.created_at as "createdAt",
  s.ended_at as "endedAt", s.ended_by as "endedBy"`

export interface SilenceFilter {
  readonly scope: Scope
  readonly areaId: AreaId | null
  readonly after: number
  readonly limit: number
}

export async function listSilences(db: Queryable, filter: SilenceFilter): Promise<Silence[]> {
  const { rows } = await db.query<Silence>({
    text: `select ${COLUMNS} from silence s join area a on a.id = s.area_id
           where a.path && $1::bigint[] and ($2::bigint is null or a.path @> array[$2::bigint]) and s.id > $3
           order by s.id limit $4`,
    values: [filter.scope, filter.areaId, filter.after, filter.limit],
  })
  return rows
}

export async function findSilence(db: Queryable, scope: Scope, id: SilenceId): Promise<Silence | null> {
  const { rows } = await db.query<Silence>({
    text: `select ${COLUMNS} from silence s join area a on a.id = s.area_id where s.id = $2 and a.path && $1::bigint[]`,
    values: [scope, id],
  })
  return rows[0] ?? null
}

/** Of the area itself, those that are not over. */
export async function countAreaSilences(tx: Queryable, area: AreaId, now: Instant): Promise<number> {
  const { rows } = await tx.query<{ n: number }>({
    name: 'count_area_silences',
    text: 'select count(*)::int as n from silence where area_id = $1 and over_at > to_timestamp($2 / 1000.0)',
    values: [area, now],
  })
  return onlyRow(rows).n
}

export async function insertSilence(tx: Queryable, it: NewSilence, by: string, now: Instant): Promise<SilenceId> {
  const { rows } = await tx.query<{ id: SilenceId }>({
    name: 'insert_silence',
    text: `insert into silence (area_id, household_id, kinds, reason, from_at, until_at, created_by, created_at)
           values ($1, $2, $3, $4, to_timestamp($5 / 1000.0), to_timestamp($6 / 1000.0), $7, to_timestamp($8 / 1000.0))
           returning id`,
    values: [it.areaId, it.householdId, it.kinds, it.reason, it.from, it.until, by, now],
  })
  return onlyRow(rows).id
}

/** False when it is over. The alerts that it silenced say so in their logs, and what is still due goes at once. */
export async function endSilenceAt(tx: Queryable, id: SilenceId, by: string, now: Instant): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'end_silence',
    text: `
      with ended as (
        update silence set ended_at = to_timestamp($2 / 1000.0), ended_by = $3
        where id = $1 and over_at > to_timestamp($2 / 1000.0) returning id
      ), logged as (
        insert into alert_log (alert_id, at, what, detail)
        select t.alert_id, to_timestamp($2 / 1000.0), 'silence_ended', json_build_object('by', $3::text)
        from ended e join silenced_alert t on t.silence_id = e.id join alert al on al.id = t.alert_id
        where al.handling <> 'resolved' and al.merged_into is null order by t.alert_id
      )
      select pg_notify('${ALERT_CHANNEL}', '') from ended`,
    values: [id, now, by],
  })
  return rowCount === 1
}

/** Says in the logs of alerts that wait for a person that they are silenced: once for an alert and a silence. True when there may be more. */
export async function noteSilenced(db: Queryable, now: Instant, limit: number): Promise<boolean> {
  const { rowCount } = await db.query<{ alertId: AlertId }>({
    name: 'note_silenced',
    text: `
      with silenced as (
        select s.id as silence_id, al.id as alert_id, s.created_by, s.reason, s.until_at from silence s
        join alert al on al.handling <> 'resolved' and al.merged_into is null
        where ${inForceAt('to_timestamp($1 / 1000.0)')} and ${silencesOf(OF_ALERT)}
          and not exists (select 1 from silenced_alert t where t.silence_id = s.id and t.alert_id = al.id)
        order by s.id, al.id limit $2
      ), noted as (
        insert into silenced_alert (silence_id, alert_id) select silence_id, alert_id from silenced
        on conflict do nothing returning silence_id, alert_id
      )
      insert into alert_log (alert_id, at, what, detail)
      select d.alert_id, to_timestamp($1 / 1000.0), 'silenced', json_build_object('by', d.created_by, 'reason', d.reason,
        'until', round(extract(epoch from d.until_at) * 1000))
      from noted n join silenced d on d.silence_id = n.silence_id and d.alert_id = n.alert_id
      order by d.alert_id returning pg_notify('${ALERT_CHANNEL}', '')`,
    values: [now, limit],
  })
  return rowCount === limit
}

/** Those that were over then, with whom they silenced. */
export async function eraseSilences(db: Queryable, before: Instant): Promise<void> {
  await db.query({
    name: 'erase_silences',
    text: 'delete from silence where over_at < to_timestamp($1 / 1000.0)',
    values: [before],
  })
}
