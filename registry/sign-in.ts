import { randomBytes } from 'node:crypto'
import { Failure } from '../base/failure.ts'
import type { StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import {
  deleteEndedSessions,
  findSessionHolder,
  insertSession,
  revokeOtherSessions,
  revokeSession,
  type SessionHolder,
} from '../store/session.ts'
import { findLogin, replacePassword } from '../store/staff.ts'
import type { Queryable } from '../store/transaction.ts'
import { hashPassword, requireGoodPassword, verifyPassword } from './password.ts'
import { endPushOfOtherSessions, endPushOfSession } from './push-subscription.ts'
import { issueSecret, type Randomness, sha256 } from './secret.ts'

export const SESSION_MS = 12 * 3600 * 1000

/** Ended sessions stay this long, for whoever asks who was signed in. */
const ENDED_SESSIONS_KEPT_MS = 30 * 24 * 3600 * 1000

export interface SignedIn {
  readonly staffId: StaffId
  /** The cookie's value. Only its SHA-256 is stored. */
  readonly token: string
  readonly expiresAt: Instant
}

/** Null when the user name or the password is wrong; both take as long to find out. */
export async function signIn(
  db: Queryable,
  login: { username: string; password: string },
  now: Instant,
  random: Randomness = randomBytes,
): Promise<SignedIn | null> {
  const staff = await findLogin(db, login.username)
  const proven = await verifyPassword(login.password, staff?.passwordHash ?? null)
  if (staff === null || !proven) return null
  const { secret, sha256 } = issueSecret(random)
  const expiresAt = now + SESSION_MS
  await deleteEndedSessions(db, now - ENDED_SESSIONS_KEPT_MS)
  await insertSession(db, { tokenSha256: sha256, staffId: staff.id, createdAt: now, expiresAt })
  return { staffId: staff.id, token: secret, expiresAt }
}

export async function sessionHolder(db: Queryable, token: string, now: Instant): Promise<SessionHolder | null> {
  return findSessionHolder(db, sha256(token), now)
}

/** Ends the session, and the messages to the browser that it was in. */
export async function signOut(tx: Queryable, token: string, now: Instant): Promise<void> {
  await revokeSession(tx, sha256(token), now)
  await endPushOfSession(tx, sha256(token), now)
}

export interface PasswordChange {
  readonly holder: SessionHolder
  readonly token: string
  readonly current: string
  readonly next: string
}

/**
 * Ends every other session of the same person, and the messages to the browsers that these were in.
 * @throws Failure `login.failed` when `current` is wrong; `password.weak`.
 */
export async function changePassword(tx: Queryable, change: PasswordChange, now: Instant): Promise<void> {
  const { holder } = change
  const login = await findLogin(tx, holder.username)
  const proven = await verifyPassword(change.current, login?.passwordHash ?? null)
  if (!proven) throw new Failure('login.failed')
  requireGoodPassword(change.next, holder.username)
  if (change.next === change.current) throw new Failure('password.weak', { reason: 'it is the present one' })
  await replacePassword(tx, holder.staffId, await hashPassword(change.next), false)
  await revokeOtherSessions(tx, holder.staffId, sha256(change.token), now)
  await endPushOfOtherSessions(tx, holder.staffId, sha256(change.token), now)
}
