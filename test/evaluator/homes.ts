import type { Pool } from 'pg'
import { type HouseholdId, householdId, type OrderId, orderId, sensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { reconsider } from '../../evaluator/reconsider.ts'
import type { DoorEvent } from '../../protocol/door-event.ts'
import { inTransaction } from '../../store/transaction.ts'
import type { WatchEvent } from '../../watch/door.ts'
import type { Facts } from '../../watch/facts.ts'
import { doorEvent } from './door-event.ts'

export interface Home {
  readonly household: HouseholdId
  readonly order: OrderId
}

let homes = 0

/** The same story with sensors that no other test has. */
export function renamed(given: Facts): { facts: Facts; rename: (event: WatchEvent) => DoorEvent } {
  homes += 1
  const prefix = `h${homes}-`
  const name = (sensor: string) => sensorUid.parse(`${prefix}${sensor}`)
  return {
    facts: {
      ...given,
      // They are the whole database's, and not one household's.
      outages: [],
      fittings: given.fittings.map((it) => ({ ...it, sensor: name(it.sensor) })),
      distrusts: given.distrusts
        .filter((it) => given.fittings.some(({ sensor }) => sensor === it.sensor))
        .map((it) => ({ ...it, sensor: name(it.sensor) })),
      tests: given.tests.map((it) => ({ ...it, sensor: it.sensor === null ? null : name(it.sensor) })),
    },
    rename: (event) => doorEvent({ ...event, sensor: name(event.sensor) }),
  }
}

/**
 * Puts a story's facts into the registry's tables, as staff would have: household, sensors, fittings, order, policies,
 * permits, tests, and whom nobody believes.
 */
export async function furnish(pool: Pool, facts: Facts, now: Instant): Promise<Home> {
  return inTransaction(pool, async (tx) => {
    const one = async (text: string, values: unknown[]): Promise<number> =>
      (await tx.query<{ id: number }>(text, values)).rows[0]?.id ?? 0
    const area = await one(
      "insert into area (kind, name, time_zone) values ('city', gen_random_uuid()::text, $1) returning id",
      [facts.timeZone],
    )
    const household = householdId.parse(
      await one("insert into household (area_id, room) values ($1, '0101') returning id", [area]),
    )
    for (const it of facts.fittings) {
      await tx.query(
        "insert into sensor (uid, state, reporting_limit_seconds) values ($1, 'fitted', $2) on conflict do nothing",
        [it.sensor, it.reportingLimitMs / 1000],
      )
      await tx.query(
        `insert into fitting (sensor_uid, household_id, door, fitted_from, fitted_until)
         values ($1, $2, $3, to_timestamp($4 / 1000.0), to_timestamp($5 / 1000.0))`,
        [it.sensor, household, it.door, it.from, it.until],
      )
      for (const { from, reportingLimitMs } of it.limits) {
        await tx.query(
          `insert into reporting_limit (sensor_uid, from_at, limit_seconds, gaps, quantile_seconds)
           values ($1, to_timestamp($2 / 1000.0), $3, 1, 1) on conflict do nothing`,
          [it.sensor, from, reportingLimitMs / 1000],
        )
      }
      for (const { at, emptyAt } of it.forecasts) {
        await tx.query(
          `insert into battery_forecast (sensor_uid, at, empty_at, readings)
           values ($1, to_timestamp($2 / 1000.0), to_timestamp($3 / 1000.0), 1) on conflict do nothing`,
          [it.sensor, at, emptyAt],
        )
      }
    }
    const [policy = 0, ...later] = await policiesOf(facts, one)
    const { startsAt, endsAt } = facts.order
    const order = await one(
      `insert into quarantine_order
         (household_id, starts_at, ends_at, basis, issued_by, policy_id, contacts_at_start, activated_at)
       values ($1, to_timestamp($2 / 1000.0), to_timestamp($3 / 1000.0), 'test', 'test', $4, $5,
         to_timestamp($2 / 1000.0)) returning id`,
      [household, startsAt, endsAt, policy, startsAt <= now ? contactsAtStart(facts) : null],
    )
    for (const [index, it] of later.entries()) {
      await tx.query(
        `insert into policy_assignment (order_id, policy_id, from_at, assigned_by) values ($1, $2, to_timestamp($3 / 1000.0), 'test')`,
        [order, it, facts.policies[index + 1]?.from],
      )
    }
    for (const it of facts.tests) {
      await tx.query(
        `insert into on_test (household_id, sensor_uid, from_at, until_at, reason, put_by)
         values ($1, $2, to_timestamp($3 / 1000.0), to_timestamp($4 / 1000.0), $5, $6)`,
        [household, it.sensor, it.from, it.until, it.reason, it.by],
      )
    }
    for (const it of facts.distrusts) {
      await tx.query(
        `insert into sensor_distrust (sensor_uid, from_at, until_at, cause, begun_by)
         values ($1, to_timestamp($2 / 1000.0), to_timestamp($3 / 1000.0), $4, 'test')`,
        [it.sensor, it.from, it.until, it.cause],
      )
    }
    for (const it of facts.permits) {
      await tx.query(
        `insert into permit (household_id, from_at, until_at, reason, openings_max, going_out, granted_by, granted_at, revoked_at)
         values ($1, to_timestamp($2 / 1000.0), to_timestamp($3 / 1000.0), $4, $5, $6, $7, to_timestamp($8 / 1000.0), to_timestamp($9 / 1000.0))`,
        [
          household,
          it.from,
          it.until,
          it.reason,
          it.openingsMax,
          it.goingOut,
          it.grantedBy,
          it.grantedAt,
          it.revokedAt,
        ],
      )
    }
    await reconsider(tx, household, now)
    return { household, order: orderId.parse(order) }
  })
}

/** Every policy of the story under a name of its own, in their order. */
async function policiesOf(facts: Facts, one: (text: string, values: unknown[]) => Promise<number>): Promise<number[]> {
  const ids: number[] = []
  for (const { policy } of facts.policies) {
    const { name: _name, version: _version, ...settings } = policy
    ids.push(
      await one('insert into policy (name, version, settings) values (gen_random_uuid()::text, 1, $1) returning id', [
        settings,
      ]),
    )
  }
  return ids
}

function contactsAtStart({ fittings }: Facts): Readonly<Record<string, string>> {
  const known = fittings.filter((it) => it.contactAtStart !== null)
  return Object.fromEntries(known.map((it) => [it.sensor, it.contactAtStart ?? '']))
}
