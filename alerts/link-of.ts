import type { Pool } from 'pg'
import type { HouseholdId } from '../base/id.ts'
import type { Clock } from '../base/instant.ts'
import { signLink } from '../registry/acknowledge-link.ts'
import { residentToken } from '../registry/resident-link.ts'
import type { DueAlert, DueDigest } from '../store/notification.ts'
import { findResidentLink } from '../store/resident-link.ts'

/** The address that a message's link opens; null: it has none. */
export type LinkOf = (notification: DueAlert | DueDigest) => string | null

export interface LinkOptions {
  /** What every address begins with, with or without a slash at its end. */
  readonly publicUrl: string
  /** The key of `acknowledge_link`. */
  readonly key: Buffer
  readonly clock: Clock
}

/**
 * To one person: a token that acknowledges as that person. To an area, whose group or mailbox many read: the page, where
 * whoever takes the alert signs in, so that the log names them.
 */
export function createLinkOf({ publicUrl, key, clock }: LinkOptions): LinkOf {
  const origin = publicUrl.replace(/\/+$/, '')
  return ({ id, alertId, staffId }) => {
    // Several are looked at on the page, one by one.
    if (alertId === null) return `${origin}/`
    return staffId === null ? `${origin}/alerts/${alertId}` : `${origin}/a/${signLink(key, id, clock())}`
  }
}

/** `key` is that of `resident_link`. */
export interface ResidentLinkOptions extends LinkOptions {
  readonly pool: Pool
}

/** The address of a household's own page; null where staff have made no link to it, or it has expired. */
export function createResidentLinkOf({
  publicUrl,
  key,
  clock,
  pool,
}: ResidentLinkOptions): (household: HouseholdId) => Promise<string | null> {
  const origin = publicUrl.replace(/\/+$/, '')
  return async (household) => {
    const link = await findResidentLink(pool, household)
    return link === null || link.expiresAt <= clock() ? null : `${origin}/r/${residentToken(key, link.seed)}`
  }
}
