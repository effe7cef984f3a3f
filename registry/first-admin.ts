import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import type { Clock } from '../base/instant.ts'
import { anyStaffExists, findLogin, insertGrants, insertStaff, replacePassword } from '../store/staff.ts'
import { inTransaction, type Queryable } from '../store/transaction.ts'
import { hashPassword } from './password.ts'
import { ensureRootArea } from './root-area.ts'
import type { Randomness } from './secret.ts'

const FIRST_ADMIN = 'admin'
const ONE_TIME_PASSWORD_BYTES = 15

export interface FirstAdmin {
  readonly username: string
  /** To be shown once. */
  readonly password: string
}

export interface FirstAdminOptions {
  /** A demonstration's password: set anew at every start and not to be changed. Null: random, and to be changed first. */
  readonly demoPassword: string | null
  readonly random?: Randomness
}

/** Makes the administrator of everything when there is no staff at all. Null when there was nothing to do. */
export function ensureFirstAdmin(pool: Pool, clock: Clock, options: FirstAdminOptions): Promise<FirstAdmin | null> {
  return inTransaction(pool, async (tx) => {
    await tx.query('lock table staff in share row exclusive mode')
    if (!(await anyStaffExists(tx))) return createFirstAdmin(tx, clock, options)
    return options.demoPassword === null ? null : resetDemoAdmin(tx, options.demoPassword)
  })
}

async function createFirstAdmin(tx: Queryable, clock: Clock, options: FirstAdminOptions): Promise<FirstAdmin | null> {
  const random = options.random ?? randomBytes
  const password = options.demoPassword ?? random(ONE_TIME_PASSWORD_BYTES).toString('base64url')
  const id = await insertStaff(tx, {
    username: FIRST_ADMIN,
    displayName: FIRST_ADMIN,
    passwordHash: await hashPassword(password),
    mustChangePassword: options.demoPassword === null,
    createdAt: clock(),
  })
  if (id === null) return null
  const areaId = await ensureRootArea(tx)
  await insertGrants(tx, id, [{ role: 'admin', areaId }])
  return { username: FIRST_ADMIN, password }
}

async function resetDemoAdmin(tx: Queryable, password: string): Promise<FirstAdmin | null> {
  const admin = await findLogin(tx, FIRST_ADMIN)
  if (admin === null) return null
  await replacePassword(tx, admin.id, await hashPassword(password), false)
  return { username: FIRST_ADMIN, password }
}
