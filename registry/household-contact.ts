import { z } from 'zod'
import { Failure } from '../base/failure.ts'
import type { HouseholdId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { type SealedText, seal, unseal } from '../base/seal.ts'
import type { Scope } from '../store/area.ts'
import { lockHousehold } from '../store/household.ts'
import {
  endHouseholdPoint,
  findHouseholdContact,
  type Language,
  type ResidentChannel,
  voidConfirmation,
  writeHouseholdContact,
  writeHouseholdPoint,
} from '../store/household-contact.ts'
import type { Queryable } from '../store/transaction.ts'
import { getHousehold } from './household.ts'

/** Who answers for a household, and how it can be sent a message. */
export interface HouseholdContact {
  readonly name: string
  /** E.164. */
  readonly phone: string
  readonly language: Language
  /** Null: it is not sent any. */
  readonly channel: ResidentChannel | null
  /** For `webhook`; text messages and calls go to the phone. */
  readonly address: string | null
}

const person = z.object({ name: z.string(), phone: z.string() })

const PHONE_END = 4
const aboutContact = (household: HouseholdId): string => `household/${household}/contact`
const aboutTarget = (household: HouseholdId): string => `household/${household}/target`

/** Who answers there: name, and phone as E.164. */
export type Person = z.infer<typeof person>

export function sealPerson(key: Buffer, household: HouseholdId, { name, phone }: Person): SealedText {
  return seal(key, aboutContact(household), JSON.stringify({ name, phone }))
}

export function unsealPerson(key: Buffer, household: HouseholdId, sealed: string): Person {
  const opened = unseal(key, aboutContact(household), sealed)
  // The start refuses another key than the first; this is a row from somewhere else, or damage.
  if (opened === null) throw new TypeError(`the contact of household ${household} cannot be decrypted`)
  return person.parse(JSON.parse(opened))
}

export function sealTarget(key: Buffer, household: HouseholdId, target: string): SealedText {
  return seal(key, aboutTarget(household), target)
}

/**
 * Name, phone and address are kept encrypted and bound to the household. A confirmation is about the number that was
 * called: another one, or the first, has to be confirmed anew. Returns whether it is void now.
 * @throws Failure `record.not_found` out of scope.
 */
export async function setHouseholdContact(
  tx: Queryable,
  key: Buffer,
  scope: Scope,
  at: { readonly id: HouseholdId; readonly by: string; readonly now: Instant },
  contact: HouseholdContact,
): Promise<{ readonly confirmationVoid: boolean }> {
  const { id, by, now } = at
  await getHousehold(tx, scope, id)
  await lockHousehold(tx, id)
  const { name, phone, language, channel, address } = contact
  const before = await openContact(tx, key, id)
  const sealed = sealPerson(key, id, { name, phone })
  await writeHouseholdContact(tx, { household: id, sealed, language, by }, now)
  if (channel === null) await endHouseholdPoint(tx, id, now)
  else await writeHouseholdPoint(tx, id, channel, sealTarget(key, id, address ?? phone))
  const confirmationVoid = before?.phone !== phone
  if (confirmationVoid) await voidConfirmation(tx, id)
  return { confirmationVoid }
}

/**
 * Who it is. The caller writes down who asked, and what for.
 * @throws Failure `record.not_found` out of scope, and where no contact is known.
 */
export async function revealHouseholdContact(
  db: Queryable,
  key: Buffer,
  scope: Scope,
  id: HouseholdId,
): Promise<Omit<HouseholdContact, 'address'>> {
  await getHousehold(db, scope, id)
  const contact = await openContact(db, key, id)
  if (contact === null) throw new Failure('record.not_found', { record: 'contact', id })
  return contact
}

async function openContact(
  db: Queryable,
  key: Buffer,
  id: HouseholdId,
): Promise<Omit<HouseholdContact, 'address'> | null> {
  const kept = await findHouseholdContact(db, id)
  if (kept === null) return null
  return { ...unsealPerson(key, id, kept.sealed), language: kept.language, channel: kept.channel }
}

/** What a resident is shown of it: enough to see whether it is the right one. */
export interface ContactHint {
  readonly phoneEnd: string
  readonly language: Language
}

/** Null where no contact is known. */
export async function hintContact(db: Queryable, key: Buffer, id: HouseholdId): Promise<ContactHint | null> {
  const contact = await openContact(db, key, id)
  return contact === null ? null : { phoneEnd: contact.phone.slice(-PHONE_END), language: contact.language }
}

/**
 * Another number for the same person; messages go to it from now on, and it is not confirmed. The caller holds the
 * household. False where no contact is known.
 */
export async function correctPhone(
  tx: Queryable,
  key: Buffer,
  at: { readonly id: HouseholdId; readonly by: string; readonly now: Instant },
  phone: string,
): Promise<boolean> {
  const { id, by, now } = at
  const before = await openContact(tx, key, id)
  if (before === null) return false
  if (before.phone === phone) return true
  const { name, language, channel } = before
  const sealed = sealPerson(key, id, { name, phone })
  await writeHouseholdContact(tx, { household: id, sealed, language, by }, now)
  if (channel === 'sms' || channel === 'voice') {
    await writeHouseholdPoint(tx, id, channel, seal(key, aboutTarget(id), phone))
  }
  await voidConfirmation(tx, id)
  return true
}

/** Where a message to a household goes; null when it cannot be decrypted. */
export function openTarget(key: Buffer, household: HouseholdId, target: string): string | null {
  return unseal(key, aboutTarget(household), target)
}
