import type { AreaId, StaffId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { onlyRow } from './only-row.ts'
import type { Queryable } from './transaction.ts'

/** A browser that gets messages is a contact point of the channel `web_push`: its address the target, its keys the secret. */
export interface NewSubscription {
  readonly staffId: StaffId
  readonly endpoint: string
  readonly secret: string
  readonly sessionSha256: Buffer
  readonly seenAt: Instant
}

export interface KeptSubscription {
  readonly id: number
  /** False for one that was there and had not ended. */
  readonly isNew: boolean
  /** Of its owner's first role. */
  readonly areaId: AreaId | null
}

export type EndReason = 'asked' | 'signed_out' | 'password_changed' | 'another_person' | 'too_many' | 'gone'

export interface EndedSubscription {
  readonly id: number
  readonly staffId: StaffId
  readonly areaId: AreaId | null
  readonly why: EndReason
}

/** Of a contact point `c`: the area of its owner's first role. */
const OWNERS_AREA = '(select min(g.area_id) from staff_role g where g.staff_id = c.staff_id) as "areaId"'

export async function upsertSubscription(tx: Queryable, given: NewSubscription): Promise<KeptSubscription> {
  const { rows } = await tx.query<KeptSubscription>({
    name: 'upsert_push_subscription',
    text: `with before as (
             select 1 from contact_point where staff_id = $1 and channel = 'web_push' and target = $2 and disabled_at is null
           )
           insert into contact_point as c (staff_id, channel, target, secret, session_sha256, seen_at)
           values ($1, 'web_push', $2, $3, $4, to_timestamp($5 / 1000.0))
           on conflict (staff_id, channel, target) where staff_id is not null do update set secret = excluded.secret,
             session_sha256 = excluded.session_sha256, seen_at = excluded.seen_at, disabled_at = null, disabled_why = null
           returning c.id, not exists (select 1 from before) as "isNew", ${OWNERS_AREA}`,
    values: [given.staffId, given.endpoint, given.secret, given.sessionSha256, given.seenAt],
  })
  return onlyRow(rows)
}

/** Without its keys nothing can be sent to it any more, not even what is queued. */
const ending = (why: EndReason, which: string): string => `
  update contact_point c set disabled_at = to_timestamp($1 / 1000.0), disabled_why = '${why}', secret = null,
    session_sha256 = null
  where c.channel = 'web_push' and c.disabled_at is null and ${which}
  returning c.id, c.staff_id as "staffId", ${OWNERS_AREA}, c.disabled_why as why`

export async function endSubscription(
  tx: Queryable,
  staffId: StaffId,
  endpoint: string,
  now: Instant,
): Promise<readonly EndedSubscription[]> {
  const { rows } = await tx.query<EndedSubscription>({
    name: 'end_push_subscription',
    text: ending('asked', 'c.staff_id = $2 and c.target = $3'),
    values: [now, staffId, endpoint],
  })
  return rows
}

/** The same browser as somebody else's. */
export async function endAnothersSubscription(
  tx: Queryable,
  endpoint: string,
  staffId: StaffId,
  now: Instant,
): Promise<readonly EndedSubscription[]> {
  const { rows } = await tx.query<EndedSubscription>({
    name: 'end_anothers_push_subscription',
    text: ending('another_person', 'c.target = $2 and c.staff_id <> $3'),
    values: [now, endpoint, staffId],
  })
  return rows
}

/** All but the `kept` that were seen last. */
export async function endOldestSubscriptions(
  tx: Queryable,
  staffId: StaffId,
  kept: number,
  now: Instant,
): Promise<readonly EndedSubscription[]> {
  const { rows } = await tx.query<EndedSubscription>({
    name: 'end_oldest_push_subscriptions',
    text: ending(
      'too_many',
      `c.id in (select o.id from contact_point o where o.staff_id = $2 and o.channel = 'web_push' and o.disabled_at is null
         order by o.seen_at desc, o.id desc offset $3)`,
    ),
    values: [now, staffId, kept],
  })
  return rows
}

export async function endSessionsSubscriptions(
  tx: Queryable,
  sessionSha256: Buffer,
  now: Instant,
): Promise<readonly EndedSubscription[]> {
  const { rows } = await tx.query<EndedSubscription>({
    name: 'end_sessions_push_subscriptions',
    text: ending('signed_out', 'c.session_sha256 = $2'),
    values: [now, sessionSha256],
  })
  return rows
}

export async function endOtherSessionsSubscriptions(
  tx: Queryable,
  staffId: StaffId,
  keptSha256: Buffer,
  now: Instant,
): Promise<readonly EndedSubscription[]> {
  const { rows } = await tx.query<EndedSubscription>({
    name: 'end_other_sessions_push_subscriptions',
    text: ending('password_changed', 'c.staff_id = $2 and c.session_sha256 <> $3'),
    values: [now, staffId, keptSha256],
  })
  return rows
}

export async function endGoneSubscription(
  tx: Queryable,
  id: number,
  now: Instant,
): Promise<readonly EndedSubscription[]> {
  const { rows } = await tx.query<EndedSubscription>({
    name: 'end_gone_push_subscription',
    text: ending('gone', 'c.id = $2'),
    values: [now, id],
  })
  return rows
}
