import type { AreaId, StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { hashPassword } from '../registry/password.ts'
import { createRoster } from '../registry/roster/roster.ts'
import { addShift } from '../registry/roster/shift.ts'
import { findLogin, insertGrants, insertStaff, type Role } from '../store/staff.ts'
import type { Queryable } from '../store/transaction.ts'

/** Called by what they do: nobody is invented. */
const ACCOUNTS = [
  { username: 'duty', displayName: '值班员', english: 'duty officer', role: 'duty_officer' },
  { username: 'grid', displayName: '网格员', english: 'grid worker', role: 'grid_worker' },
  { username: 'installer', displayName: '安装员', english: 'installer', role: 'installer' },
  { username: 'street', displayName: '街道办', english: 'street office, looks only', role: 'viewer' },
  { username: 'auditor', displayName: '审计员', english: 'auditor', role: 'auditor' },
] as const satisfies readonly { username: string; displayName: string; english: string; role: Role }[]

export interface DemoStaff {
  readonly duty: StaffId
  readonly grid: StaffId
}

/** One account for each kind of person, with the demonstration's password, which need not be changed. */
export async function ensureDemoStaff(
  tx: Queryable,
  areaId: AreaId,
  password: string,
  now: Instant,
): Promise<DemoStaff> {
  const ids: Partial<Record<string, StaffId>> = {}
  for (const { username, displayName, role } of ACCOUNTS) {
    const known = await findLogin(tx, username)
    const passwordHash = known?.passwordHash ?? (await hashPassword(password))
    const made = { username, displayName, passwordHash, mustChangePassword: false, createdAt: now }
    const id = known?.id ?? (await insertStaff(tx, made))
    if (id === null) continue
    ids[username] = id
    if (known === null) await insertGrants(tx, id, [{ role, areaId }])
  }
  const { duty, grid } = ids
  if (duty === undefined || grid === undefined) throw new Error('the demonstration has no staff: their names are taken')
  return { duty, grid }
}

const DAY_MS = 24 * 3_600_000
/** Of the area that contains all others. */
const SHANGHAI_MS = 8 * 3_600_000

/** By day the one, by night the other, since yesterday. */
export async function rosterDemoStaff(
  tx: Queryable,
  areaId: AreaId,
  { duty, grid }: DemoStaff,
  now: Instant,
): Promise<void> {
  const since = now - DAY_MS
  const desk = { areaId, name: '值班台', level: 'duty_desk', fallback: [duty] } as const
  const roster = await createRoster(tx, [areaId], desk, since)
  const validFrom = new Date(since + SHANGHAI_MS).toISOString().slice(0, 10)
  const always = { weekdays: [1, 2, 3, 4, 5, 6, 7], validFrom, validUntil: null }
  await addShift(tx, [areaId], roster, { ...always, staffId: duty, from: '08:00', until: '20:00' }, since)
  await addShift(tx, [areaId], roster, { ...always, staffId: grid, from: '20:00', until: '08:00' }, since)
}

/** For the terminal. */
export function accountsLine(password: string): string {
  const accounts = ACCOUNTS.map((it) => `${it.username} (${it.displayName}, ${it.english})`)
  return `Or as one of these, with the password ${password}: ${accounts.join(', ')}.`
}
