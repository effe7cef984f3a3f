import type { Pool } from 'pg'
import { type AlertId, type StaffId, staffId } from '../../base/id.ts'
import { signLink } from '../../registry/acknowledge-link.ts'
import { addContactPoint } from '../../registry/contact-point.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { addStaff } from '../../registry/staff.ts'
import { onlyRow } from '../../store/only-row.ts'
import type { Role } from '../../store/staff.ts'
import { inTransaction } from '../../store/transaction.ts'
import { type ApiFixture, LINK_KEY } from './api-fixture.ts'
import { type Community, raiseAlert, STAFF_PASSWORD } from './two-areas.ts'

/** A message about an alert to somebody's own contact point, and the token of its link. */
export interface LinkedMessage {
  readonly alertId: AlertId
  readonly staffId: StaffId
  readonly pointId: number
  readonly notification: number
  readonly token: string
}

/** Somebody with a contact point of their own, without a message yet. */
export async function joinWithPoint(
  pool: Pool,
  { areaId }: Pick<Community, 'areaId'>,
  name: string,
  role: Role = 'grid_worker',
): Promise<{ staffId: StaffId; pointId: number }> {
  return inTransaction(pool, async (tx) => {
    const scope = [await ensureRootArea(tx)]
    const person = { username: name, displayName: name, password: STAFF_PASSWORD, roles: [{ role, areaId }] }
    const id = await addStaff(tx, scope, person, 0)
    await tx.query('update staff set must_change_password = false where id = $1', [id])
    const own = { areaId: null, staffId: id, channel: 'webhook', target: `https://${name}.example/` } as const
    const point = await addContactPoint(tx, scope, { ...own, secret: null, severityMin: 'minor' })
    return { staffId: staffId.parse(id), pointId: point.id }
  })
}

/** To a new person, about a new alert unless one is given. */
export async function linkedMessage(
  fixture: ApiFixture,
  community: Community,
  name: string,
  about: AlertId | null = null,
): Promise<LinkedMessage> {
  const { pool } = fixture
  const alertId = about ?? (await raiseAlert(pool, { ...community, now: fixture.now() }))
  const person = await joinWithPoint(pool, community, name)
  const { rows } = await pool.query(
    `insert into notification (alert_id, contact_point_id, reason, due_at)
     values ($1, $2, 'step/grid_worker', to_timestamp($3 / 1000.0)) returning id`,
    [alertId, person.pointId, fixture.now()],
  )
  const { id } = onlyRow(rows)
  return { ...person, alertId, notification: id, token: signLink(LINK_KEY, id, fixture.now()) }
}
