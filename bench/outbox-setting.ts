import type { Pool } from 'pg'
import { type AreaId, areaId, type HouseholdId, type OrderId, type SensorUid } from '../base/id.ts'
import { addContactPoint } from '../registry/contact-point.ts'
import { createRoster } from '../registry/roster/roster.ts'
import { addShift } from '../registry/roster/shift.ts'
import { onlyRow } from '../store/only-row.ts'
import type { RosterLevel } from '../store/roster.ts'
import { insertGrants, insertStaff } from '../store/staff.ts'
import { inTransaction, type Queryable } from '../store/transaction.ts'
import { registerHouseholds } from './prepare.ts'

/** A home under an order. */
export interface Home {
  readonly order: OrderId
  readonly household: HouseholdId
  readonly sensor: SensorUid
}

/**
 * A city of communities, each with a group that hears of every alert and a grid worker on duty; one duty desk and one
 * street office for all of them. Every contact point is a webhook at `receiver`.
 */
export async function furnishCity(
  pool: Pool,
  { communities, households, receiver }: { communities: number; households: number; receiver: string },
): Promise<readonly Home[]> {
  await registerHouseholds(pool, households)
  const root = areaId.parse(onlyRow((await pool.query('select min(id) as id from area')).rows).id)
  await inTransaction(pool, async (tx) => {
    await callPerson(tx, root, 'duty_desk', `${receiver}/desk`)
    await callPerson(tx, root, 'street_office', `${receiver}/street`)
  })
  for (let n = 1; n <= communities; n += 1) {
    await inTransaction(pool, async (tx) => {
      const { rows } = await tx.query(
        "insert into area (kind, name, parent_id) values ('community', $1, $2) returning id",
        [`社区${n}`, root],
      )
      const community = areaId.parse(onlyRow(rows).id)
      const group = { channel: 'webhook', target: `${receiver}/group/${n}`, secret: 'secret' } as const
      await addContactPoint(tx, [root], { areaId: community, severityMin: 'minor', ...group })
      await callPerson(tx, community, 'grid_worker', `${receiver}/grid/${n}`)
      await tx.query('update household set area_id = $1 where id % $2 = $3', [community, communities, n - 1])
    })
  }
  // Alerts that no door has raised differ from any replay: the nightly check has been here.
  await pool.query("insert into self_check (order_id, begun_at) select id, 'infinity' from quarantine_order")
  await pool.query('vacuum analyze')
  const { rows } = await pool.query<Home>(
    `select o.id as order, o.household_id as household, f.sensor_uid as sensor
     from quarantine_order o join fitting f on f.household_id = o.household_id order by o.id`,
  )
  return rows
}

/** Somebody who is on duty at any time and has webhooks there, in this order. */
export async function callPerson(
  tx: Queryable,
  area: AreaId,
  level: RosterLevel,
  ...targets: readonly string[]
): Promise<void> {
  const now = Date.now()
  const name = `${level} ${area}`
  const person = { username: name, displayName: name, passwordHash: 'none', mustChangePassword: true, createdAt: now }
  const staffId = await insertStaff(tx, person)
  if (staffId === null) throw new Error('the bench needs an empty database')
  await insertGrants(tx, staffId, [{ role: 'grid_worker', areaId: area }])
  for (const [place, target] of targets.entries()) {
    const point = { areaId: null, staffId, channel: 'webhook', target, secret: 'secret', severityMin: 'minor' } as const
    await addContactPoint(tx, [area], { ...point, place: place + 1 })
  }
  const roster = await createRoster(tx, [area], { areaId: area, name, level, fallback: [staffId] }, now)
  const daily = { staffId, weekdays: [1, 2, 3, 4, 5, 6, 7], validFrom: dayOf(now), validUntil: null }
  await addShift(tx, [area], roster, { ...daily, from: '00:00', until: '12:00' }, now)
  await addShift(tx, [area], roster, { ...daily, from: '12:00', until: '00:00' }, now)
}

/** As the city's clock shows it. */
function dayOf(now: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(now)
}
