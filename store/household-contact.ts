import type { HouseholdId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { SealedText } from '../base/seal.ts'
import type { Queryable } from './transaction.ts'

export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]
/** How a household can be sent a message. */
export const RESIDENT_CHANNELS = ['sms', 'voice', 'webhook'] as const
export type ResidentChannel = (typeof RESIDENT_CHANNELS)[number]

export interface SealedContact {
  /** Name and phone. */
  readonly sealed: string
  readonly language: Language
  /** Null: messages are not sent to it. */
  readonly channel: ResidentChannel | null
}

export async function findHouseholdContact(db: Queryable, household: HouseholdId): Promise<SealedContact | null> {
  const { rows } = await db.query<SealedContact>({
    name: 'find_household_contact',
    text: `select k.sealed, k.language, c.channel from household_contact k
           left join contact_point c on c.household_id = k.household_id and c.disabled_at is null
           where k.household_id = $1`,
    values: [household],
  })
  return rows[0] ?? null
}

/** Name and phone of each of the households that has a contact, sealed. */
export async function listSealedContacts(
  db: Queryable,
  households: readonly HouseholdId[],
): Promise<ReadonlyMap<HouseholdId, string>> {
  const { rows } = await db.query<{ household: HouseholdId; sealed: string }>({
    name: 'list_sealed_contacts',
    text: 'select household_id as household, sealed from household_contact where household_id = any($1::int8[])',
    values: [households],
  })
  return new Map(rows.map((it) => [it.household, it.sealed]))
}

export interface NewSealedContact {
  readonly household: HouseholdId
  readonly sealed: SealedText
  readonly language: Language
  readonly by: string
}

export async function writeHouseholdContact(tx: Queryable, contact: NewSealedContact, at: Instant): Promise<void> {
  await tx.query({
    name: 'write_household_contact',
    text: `insert into household_contact (household_id, sealed, language, set_by, set_at)
           values ($1, $2, $3, $4, to_timestamp($5 / 1000.0))
           on conflict (household_id) do update set sealed = excluded.sealed, language = excluded.language,
             set_by = excluded.set_by, set_at = excluded.set_at`,
    values: [contact.household, contact.sealed, contact.language, contact.by, at],
  })
}

/** A household has one contact point. An address that is no longer used does not stay. */
export async function writeHouseholdPoint(
  tx: Queryable,
  household: HouseholdId,
  channel: ResidentChannel,
  target: SealedText,
): Promise<void> {
  await tx.query({
    name: 'write_household_point',
    text: `insert into contact_point (household_id, channel, target) values ($1, $2, $3)
           on conflict (household_id) where household_id is not null
           do update set channel = excluded.channel, target = excluded.target, disabled_at = null, delivered_at = null`,
    values: [household, channel, target],
  })
}

export async function endHouseholdPoint(tx: Queryable, household: HouseholdId, at: Instant): Promise<void> {
  await tx.query({
    name: 'end_household_point',
    text: `update contact_point set target = '', disabled_at = to_timestamp($2 / 1000.0)
           where household_id = $1 and disabled_at is null`,
    values: [household, at],
  })
}

/** Nobody has made sure that the household answers the phone that it has now. */
export async function voidConfirmation(tx: Queryable, household: HouseholdId): Promise<void> {
  await tx.query({
    name: 'void_contact_confirmation',
    text: 'update household set contact_confirmed_at = null, contact_confirmed_by = null where id = $1',
    values: [household],
  })
}
