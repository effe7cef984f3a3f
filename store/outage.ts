import type { HouseholdId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Queryable } from './transaction.ts'

/** A time in which nobody of ours heard anything: `[from, until)`. */
export interface Outage {
  readonly id: number
  readonly from: Instant
  readonly until: Instant
}

export interface PulseLimits {
  /** Nothing is judged by a process whose last pulse is older than this, so an outage begins so long after it. */
  readonly quietMs: number
  /** A shorter outage is none. */
  readonly outageMsMin: number
}

/**
 * Says that sensors are heard at `now`, and in the same statement records the outage if nobody had said so for longer
 * than the limits allow. Of several who say so at once after an outage, one records it: the row is locked first.
 */
export async function writePulse(
  db: Queryable,
  now: Instant,
  { quietMs, outageMsMin }: PulseLimits,
): Promise<Outage | null> {
  const { rows } = await db.query<Outage>({
    name: 'write_pulse',
    text: `
      with previous as (
        select at from pulse for update
      ), written as (
        insert into pulse (at)
        select greatest(to_timestamp($1 / 1000.0), (select at from previous))
        on conflict (one) do update set at = greatest(pulse.at, excluded.at)
      )
      insert into outage (from_at, until_at)
      select at + make_interval(secs => $2 / 1000.0), to_timestamp($1 / 1000.0) from previous
      where at + make_interval(secs => ($2 + $3) / 1000.0) < to_timestamp($1 / 1000.0)
      returning id, from_at as from, until_at as until`,
    values: [now, quietMs, outageMsMin],
  })
  return rows[0] ?? null
}

/** When sensors were last known to be heard; null before the first pulse. */
export async function readPulse(db: Queryable): Promise<Instant | null> {
  const { rows } = await db.query<{ at: Instant }>({ name: 'read_pulse', text: 'select at from pulse' })
  return rows[0]?.at ?? null
}

/** Outages that are not yet among every household's facts, the earliest first. */
export async function untoldOutages(db: Queryable): Promise<readonly Outage[]> {
  const { rows } = await db.query<Outage>({
    name: 'untold_outages',
    text: 'select id, from_at as from, until_at as until from outage where told_at is null order by id',
  })
  return rows
}

export async function markOutageTold(db: Queryable, id: number, at: Instant): Promise<void> {
  await db.query({
    name: 'mark_outage_told',
    text: 'update outage set told_at = to_timestamp($2 / 1000.0) where id = $1 and told_at is null',
    values: [id, at],
  })
}

/** A household whose facts hold the outage now. `ahead`: its story was told past the outage's beginning before it was known. */
export interface OutageHome {
  readonly household: HouseholdId
  readonly ahead: boolean
}

/**
 * Puts an outage among the facts of the next households, by id, that are under an order it falls within, and locks their
 * watches. Facts that hold it already stay as they are, so a call that was cut short can be made again.
 */
export async function addOutageToFacts(
  tx: Queryable,
  { from, until }: Outage,
  after: number,
  limit: number,
): Promise<readonly OutageHome[]> {
  const { rows } = await tx.query<OutageHome>({
    name: 'add_outage_to_facts',
    text: `
      with concerned as (
        select w.household_id, w.facts_version + 1 as version,
          coalesce((w.state ->> 'at')::float8 >= $1 or (w.state ->> 'sweptAt')::float8 >= $1, false)
            or exists (select 1 from fitting f join journal j on j.sensor_uid = f.sensor_uid
                 where f.household_id = w.household_id and f.fitted_until is null and j.story_at >= $1) as ahead
        from watch w join quarantine_order o on o.id = w.order_id
        where w.household_id > $3 and o.watched_from < to_timestamp($2 / 1000.0)
          and o.watched_until > to_timestamp($1 / 1000.0)
        order by w.household_id limit $4 for update of w
      ), given as (
        select json_build_array(json_build_object('from', $1::float8, 'until', $2::float8))::jsonb as outage
      ), rewritten as (
        update watch_facts k set version = c.version,
          facts = jsonb_set(k.facts::jsonb, '{outages}', coalesce(k.facts::jsonb -> 'outages', '[]') || g.outage)::json
        from concerned c, given g
        where k.household_id = c.household_id and not coalesce(k.facts::jsonb -> 'outages' @> g.outage, false)
        returning k.household_id, k.version
      ), bumped as (
        update watch w set facts_version = r.version from rewritten r where w.household_id = r.household_id
      )
      select household_id as household, ahead from concerned order by household_id`,
    values: [from, until, after, limit],
  })
  return rows
}

/** From the latest to the oldest, with ids smaller than `before`. */
export async function listOutages(db: Queryable, before: number, limit: number): Promise<Outage[]> {
  const { rows } = await db.query<Outage>({
    name: 'list_outages',
    text: 'select id, from_at as from, until_at as until from outage where id < $1 order by id desc limit $2',
    values: [before, limit],
  })
  return rows
}

/** Outages within a household's orders, the latest first. */
export async function listOutagesOfHousehold(db: Queryable, household: HouseholdId, limit: number): Promise<Outage[]> {
  const { rows } = await db.query<Outage>({
    name: 'list_outages_of_household',
    text: `select u.id, u.from_at as from, u.until_at as until from outage u
           where exists (select 1 from quarantine_order o where o.household_id = $1 and o.watched_from < u.until_at
             and o.watched_until > u.from_at)
           order by u.id desc limit $2`,
    values: [household, limit],
  })
  return rows
}
