import type { PermitId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Permit } from './facts.ts'

export type PermitWhy = 'covers' | 'window_not_begun' | 'window_over' | 'revoked' | 'used_up' | 'another_covers'

/** A permit that was looked at for an opening, and why it did or did not apply. */
export interface PermitConsidered {
  readonly id: PermitId
  readonly applies: boolean
  readonly why: PermitWhy
}

/** Openings already covered, by permit. */
export type PermitUse = Readonly<Record<string, number>>

/** Permits further than this from the opening say nothing about it and are left out of its explanation. */
export const CONSIDERED_WITHIN_MS = 24 * 3600 * 1000
const CONSIDERED_MAX = 8

/**
 * Which permit covers an opening that began somewhere in `[notBefore, openedAt]`: the one whose window ends first among
 * those that have openings left. Where the instant is not known, the resident gets the benefit of the doubt.
 */
export function permitCover(
  permits: readonly Permit[],
  use: PermitUse,
  notBefore: Instant,
  openedAt: Instant,
): { permit: PermitId | null; considered: readonly PermitConsidered[] } {
  const near = permits
    .filter((it) => it.from - CONSIDERED_WITHIN_MS <= openedAt && notBefore < it.until + CONSIDERED_WITHIN_MS)
    .toSorted((a, b) => a.until - b.until || a.id - b.id)
  let permit: PermitId | null = null
  const considered: PermitConsidered[] = []
  for (const it of near) {
    const why = permit === null ? applicability(it, use, notBefore, openedAt) : 'another_covers'
    if (why === 'covers') permit = it.id
    considered.push({ id: it.id, applies: why === 'covers', why })
  }
  return {
    permit,
    considered: considered
      .filter((it) => it.applies)
      .concat(considered.filter((it) => !it.applies))
      .slice(0, CONSIDERED_MAX),
  }
}

function applicability(permit: Permit, use: PermitUse, notBefore: Instant, openedAt: Instant): PermitWhy {
  if (openedAt < permit.from) return 'window_not_begun'
  if (notBefore >= permit.until) return 'window_over'
  if (permit.revokedAt !== null && notBefore >= permit.revokedAt) return 'revoked'
  if ((use[permit.id] ?? 0) >= permit.openingsMax) return 'used_up'
  return 'covers'
}
