import type { StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Grant } from './staff.ts'
import type { Queryable } from './transaction.ts'

export interface NewSession {
  readonly tokenSha256: Buffer
  readonly staffId: StaffId
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

/** Who asks, as the session says at this moment: a role taken away is gone with the next request. */
export interface SessionHolder {
  readonly staffId: StaffId
  readonly username: string
  readonly displayName: string
  readonly mustChangePassword: boolean
  readonly grants: readonly (Grant & { readonly areaName: string })[]
}

export async function insertSession(db: Queryable, session: NewSession): Promise<void> {
  await db.query({
    name: 'insert_session',
    text: 'insert into session (token_sha256, staff_id, created_at, expires_at) values ($1, $2, $3, $4)',
    values: [session.tokenSha256, session.staffId, new Date(session.createdAt), new Date(session.expiresAt)],
  })
}

/** Null when there is no such session, it has expired or was revoked, or its owner may no longer sign in. */
export async function findSessionHolder(
  db: Queryable,
  tokenSha256: Buffer,
  now: Instant,
): Promise<SessionHolder | null> {
  const { rows } = await db.query<SessionHolder>({
    name: 'find_session_holder',
    text: `select s.id as "staffId", s.username, s.display_name as "displayName",
             s.must_change_password as "mustChangePassword",
             coalesce((select json_agg(json_build_object('role', r.role, 'areaId', a.id, 'areaName', a.name)
                         order by a.id, r.role)
                       from staff_role r join area a on a.id = r.area_id where r.staff_id = s.id), '[]') as grants
           from session join staff s on s.id = session.staff_id
           where token_sha256 = $1 and expires_at > $2 and revoked_at is null and s.disabled_at is null`,
    values: [tokenSha256, new Date(now)],
  })
  return rows[0] ?? null
}

export async function revokeSession(db: Queryable, tokenSha256: Buffer, at: Instant): Promise<void> {
  await db.query({
    name: 'revoke_session',
    text: 'update session set revoked_at = $2 where token_sha256 = $1 and revoked_at is null',
    values: [tokenSha256, new Date(at)],
  })
}

export async function revokeSessions(db: Queryable, staffId: StaffId, at: Instant): Promise<void> {
  await db.query({
    name: 'revoke_sessions',
    text: 'update session set revoked_at = $2 where staff_id = $1 and revoked_at is null',
    values: [staffId, new Date(at)],
  })
}

/** Every session of a member of staff but one: a changed password ends what a stolen one began. */
export async function revokeOtherSessions(
  db: Queryable,
  staffId: StaffId,
  keptTokenSha256: Buffer,
  at: Instant,
): Promise<void> {
  await db.query({
    name: 'revoke_other_sessions',
    text: 'update session set revoked_at = $3 where staff_id = $1 and token_sha256 <> $2 and revoked_at is null',
    values: [staffId, keptTokenSha256, new Date(at)],
  })
}

/** Forgets sessions that ended before `before`. */
export async function deleteEndedSessions(db: Queryable, before: Instant): Promise<void> {
  await db.query({
    name: 'delete_ended_sessions',
    text: 'delete from session where expires_at < $1',
    values: [new Date(before)],
  })
}
