import type { Instant } from '../base/instant.ts'
import { providerWords } from '../base/provider-words.ts'
import { markArrived, markNotArrived } from '../store/receipt.ts'
import type { Queryable } from '../store/transaction.ts'
import { noteDelivery } from './contact-point.ts'

/** What a provider says later of a message that it took. Its signature is the caller's to check. */
export interface Receipt {
  readonly idempotencyKey: string
  readonly arrived: boolean
  /** When it arrived, or when it is written down. */
  readonly at: Instant
  /** The provider's words; the caller takes secrets out. */
  readonly why: string | null
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/**
 * Writes down whether a message arrived. That one did is what a contact point whose provider gives receipts is known to
 * work by; one that did not makes the person's next contact point due. Repeated receipts change nothing, and whatever
 * comes after an arrival neither. False when there is no such message, any more or at all.
 */
export async function noteReceipt(tx: Queryable, { idempotencyKey, arrived, at, why }: Receipt): Promise<boolean> {
  if (!UUID.test(idempotencyKey)) return false
  if (!arrived) {
    const words = providerWords(why ?? 'the provider says that it did not arrive')
    return (await markNotArrived(tx, idempotencyKey, at, words)) !== null
  }
  const noted = await markArrived(tx, idempotencyKey, at)
  if (noted === null) return false
  if (noted.isNew) await noteDelivery(tx, noted.contactPoint, at)
  return true
}
