import type { Pool } from 'pg'
import { householdId } from '../base/id.ts'
import { reconsider } from '../evaluator/reconsider.ts'
import { inTransaction } from '../store/transaction.ts'

/**
 * Registers households, each with a sensor on its door and under an order, until there are `count`. The first one's
 * watch is made by the evaluator; the others' are copies of it, since making 100,000 one by one is not what is measured.
 */
export async function registerHouseholds(pool: Pool, count: number): Promise<void> {
  await pool.query("insert into area (kind, name) select 'city', '城市' where not exists (select 1 from area)")
  const { rows } = await pool.query<{ n: number }>('select count(*) as n from household')
  const first = (rows[0]?.n ?? 0) + 1
  if (first > count) return
  await pool.query({
    text: `
      with made as (
        insert into household (area_id, room)
        select (select min(id) from area), lpad(n::text, 6, '0') from generate_series($1::int, $2::int) n returning id, room
      ), sensors as (
        insert into sensor (uid, state, reporting_limit_seconds, secret_sha256)
        select 'bench-' || room, 'fitted', 180, sha256(convert_to('secret-bench-' || room, 'UTF8')) from made
      ), fittings as (
        insert into fitting (sensor_uid, household_id, fitted_from)
        select 'bench-' || room, id, now() - interval '1 hour' from made
      )
      insert into quarantine_order (household_id, starts_at, ends_at, basis, issued_by, policy_id, activated_at)
      select id, now() - interval '1 minute', now() + interval '14 days', 'bench', 'bench',
        (select id from policy where name = 'default'), now() - interval '1 minute' from made`,
    values: [first, count],
  })
  if (first === 1) await inTransaction(pool, (tx) => reconsider(tx, householdId.parse(1), Date.now()))
  await pool.query(`
    insert into watch (household_id, order_id, facts_version, state, deadline)
    select h.id, o.id, 1, replace(w.state::text, 'bench-000001', f.sensor_uid)::json, w.deadline + interval '1 hour'
    from household h join quarantine_order o on o.household_id = h.id join fitting f on f.household_id = h.id
      join watch w on w.household_id = 1
    on conflict do nothing`)
  await pool.query(`
    insert into watch_facts (household_id, version, facts)
    select h.id, 1, replace(replace(replace(t.facts::text, 'bench-000001', f.sensor_uid),
      '"household":1,', '"household":' || h.id || ','), '"order":{"id":1,', '"order":{"id":' || o.id || ',')::json
    from household h join quarantine_order o on o.household_id = h.id join fitting f on f.household_id = h.id
      join watch_facts t on t.household_id = 1
    on conflict do nothing`)
  await pool.query('vacuum analyze')
}
