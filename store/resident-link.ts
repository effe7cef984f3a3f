import type { AreaId, HouseholdId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { PLACES_JOIN } from './household.ts'
import type { Queryable } from './transaction.ts'

/** What staff see of the link to a household's own page. */
export interface ResidentLink {
  readonly id: number
  readonly madeBy: string
  readonly madeAt: Instant
  readonly expiresAt: Instant
  readonly lastOpenedAt: Instant | null
}

/** The household that a link leads to, and the names of the places around it. */
export interface ResidentHome {
  readonly linkId: number
  readonly householdId: HouseholdId
  readonly areaId: AreaId
  readonly building: string | null
  readonly unit: string | null
  readonly room: string
  readonly timeZone: string
  readonly expiresAt: Instant
  readonly revokedAt: Instant | null
  /** Before now. */
  readonly lastOpenedAt: Instant | null
}

export interface NewResidentLink {
  readonly household: HouseholdId
  readonly seed: Buffer
  readonly tokenSha256: Buffer
  readonly by: string
  readonly expiresAt: Instant
}

/** The current one, with what its token is made of. */
export async function findResidentLink(
  db: Queryable,
  household: HouseholdId,
): Promise<(ResidentLink & { readonly seed: Buffer }) | null> {
  const { rows } = await db.query<ResidentLink & { readonly seed: Buffer }>({
    name: 'find_resident_link',
    text: `select id, seed, made_by as "madeBy", made_at as "madeAt", expires_at as "expiresAt",
             last_opened_at as "lastOpenedAt"
           from resident_link where household_id = $1 and revoked_at is null`,
    values: [household],
  })
  return rows[0] ?? null
}

/** Whatever became of the link meanwhile. */
export async function findResidentHome(db: Queryable, tokenSha256: Buffer): Promise<ResidentHome | null> {
  const { rows } = await db.query<ResidentHome>({
    name: 'find_resident_home',
    text: `select l.id as "linkId", h.id as "householdId", h.area_id as "areaId", places.building, places.unit, h.room,
             coalesce((select z.time_zone from area z where z.id = any(a.path) and z.time_zone is not null
               order by cardinality(z.path) desc limit 1), 'Asia/Shanghai') as "timeZone",
             l.expires_at as "expiresAt", l.revoked_at as "revokedAt", l.last_opened_at as "lastOpenedAt"
           from resident_link l join household h on h.id = l.household_id join area a on a.id = h.area_id ${PLACES_JOIN}
           where l.token_sha256 = $1`,
    values: [tokenSha256],
  })
  return rows[0] ?? null
}

/** The caller holds the household. */
export async function insertResidentLink(tx: Queryable, link: NewResidentLink, at: Instant): Promise<void> {
  await tx.query({
    name: 'insert_resident_link',
    text: `insert into resident_link (household_id, seed, token_sha256, made_by, made_at, expires_at)
           values ($1, $2, $3, $4, to_timestamp($5 / 1000.0), to_timestamp($6 / 1000.0))`,
    values: [link.household, link.seed, link.tokenSha256, link.by, at, link.expiresAt],
  })
}

/** False when there is none. */
export async function revokeResidentLinkOf(
  tx: Queryable,
  household: HouseholdId,
  by: string,
  at: Instant,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'revoke_resident_link',
    text: `update resident_link set revoked_at = to_timestamp($3 / 1000.0), revoked_by = $2
           where household_id = $1 and revoked_at is null`,
    values: [household, by, at],
  })
  return rowCount === 1
}

/** Once a minute, so that who reloads writes nothing. */
export async function noteResidentLinkOpened(db: Queryable, linkId: number, at: Instant): Promise<void> {
  await db.query({
    name: 'note_resident_link_opened',
    text: `update resident_link set last_opened_at = to_timestamp($2 / 1000.0)
           where id = $1 and coalesce(last_opened_at, '-infinity') < to_timestamp($2 / 1000.0) - interval '1 minute'`,
    values: [linkId, at],
  })
}
