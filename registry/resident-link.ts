import { createHmac, randomBytes } from 'node:crypto'
import { Failure } from '../base/failure.ts'
import type { HouseholdId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Scope } from '../store/area.ts'
import { lockHousehold } from '../store/household.ts'
import {
  findResidentHome,
  findResidentLink,
  insertResidentLink,
  type ResidentHome,
  type ResidentLink,
  revokeResidentLinkOf,
} from '../store/resident-link.ts'
import { findResidentOrder } from '../store/resident-order.ts'
import type { Queryable } from '../store/transaction.ts'
import { getHousehold } from './household.ts'
import { type Randomness, sha256 } from './secret.ts'

/** As long as the longest order and the time for which its traces are kept: 120 days. Its page ends earlier, when they are erased. */
export const RESIDENT_LINK_LIVES_MS = 120 * 24 * 3600 * 1000
const SEED_BYTES = 16
/** 128 bits, in 22 characters: a variable of a text message takes 35. */
const TOKEN_BYTES = 16
const TOKEN = /^[\w-]{22}$/

/** What a link leads to just now. */
export type ResidentState =
  | { readonly kind: 'good'; readonly home: ResidentHome }
  | { readonly kind: 'invalid' | 'revoked' | 'expired' }

/** An HMAC-SHA256 of the link's seed, cut to 128 bits (RFC 2104, 5): made again for whoever prints it, and kept nowhere. */
export function residentToken(key: Buffer, seed: Buffer): string {
  return createHmac('sha256', key).update(seed).digest().subarray(0, TOKEN_BYTES).toString('base64url')
}

/** Whether it has the form of one. */
export function isResidentToken(token: string): boolean {
  return TOKEN.test(token)
}

/**
 * A new link; the one before is void.
 * @throws Failure `record.not_found` out of scope; `record.conflict` where no order runs or is to come.
 */
export async function makeResidentLink(
  tx: Queryable,
  key: Buffer,
  scope: Scope,
  { id, by, now }: { readonly id: HouseholdId; readonly by: string; readonly now: Instant },
  random: Randomness = randomBytes,
): Promise<void> {
  await getHousehold(tx, scope, id)
  await lockHousehold(tx, id)
  const order = await findResidentOrder(tx, id, now)
  if (order === null || (order.releasedAt ?? order.endsAt) <= now) {
    throw new Failure('record.conflict', { reason: 'the household is under no order' })
  }
  await revokeResidentLinkOf(tx, id, by, now)
  const seed = random(SEED_BYTES)
  const tokenSha256 = sha256(residentToken(key, seed))
  await insertResidentLink(tx, { household: id, seed, tokenSha256, by, expiresAt: now + RESIDENT_LINK_LIVES_MS }, now)
}

/** @throws Failure `record.not_found` out of scope, or when there is no link. */
export async function revokeResidentLink(
  tx: Queryable,
  scope: Scope,
  id: HouseholdId,
  by: string,
  now: Instant,
): Promise<void> {
  await getHousehold(tx, scope, id)
  await lockHousehold(tx, id)
  if (!(await revokeResidentLinkOf(tx, id, by, now))) throw noLink(id)
}

/** The current one; null: there is none. @throws Failure `record.not_found` out of scope. */
export async function getResidentLink(db: Queryable, scope: Scope, id: HouseholdId): Promise<ResidentLink | null> {
  await getHousehold(db, scope, id)
  return findResidentLink(db, id)
}

/** @throws Failure `record.not_found` out of scope, or when there is no link. */
export async function tellResidentToken(db: Queryable, key: Buffer, scope: Scope, id: HouseholdId): Promise<string> {
  await getHousehold(db, scope, id)
  const link = await findResidentLink(db, id)
  if (link === null) throw noLink(id)
  return residentToken(key, link.seed)
}

/** Only the hash is looked for: how long that takes tells nothing about a token. */
export async function openResidentLink(db: Queryable, token: string, now: Instant): Promise<ResidentState> {
  if (!isResidentToken(token)) return { kind: 'invalid' }
  const home = await findResidentHome(db, sha256(token))
  if (home === null) return { kind: 'invalid' }
  if (home.revokedAt !== null) return { kind: 'revoked' }
  return home.expiresAt <= now ? { kind: 'expired' } : { kind: 'good', home }
}

function noLink(id: HouseholdId): Failure {
  return new Failure('record.not_found', { record: 'resident link', id })
}
