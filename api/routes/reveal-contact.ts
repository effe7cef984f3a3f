import { z } from 'zod'
import { householdId } from '../../base/id.ts'
import { revealHouseholdContact } from '../../registry/household-contact.ts'
import { LANGUAGES, RESIDENT_CHANNELS } from '../../store/household-contact.ts'
import { inTransaction } from '../../store/transaction.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { idText } from '../page.ts'

const PURPOSE_MAX = 200

const params = z.object({ id: idText(householdId) })
const body = z.object({ purpose: z.string().trim().min(1).max(PURPOSE_MAX) })
const contact = z.object({
  name: z.string(),
  phone: z.string(),
  language: z.enum(LANGUAGES),
  channel: z.enum(RESIDENT_CHANNELS).nullable(),
})

/** A POST because the purpose must not stand in addresses and their logs. It changes nothing but the audit. */
export const revealContactRoute: Route = (app, deps) => {
  const schema = { tags: ['registry'], params, body, response: answers(contact) }
  app.post('/households/:id/reveal-contact', { schema }, (request) => {
    const caller = callerOf(request)
    const { id } = request.params
    const { purpose } = request.body
    return inTransaction(deps.pool, async (tx) => {
      const revealed = await revealHouseholdContact(tx, deps.contactKey, caller.scope, id)
      await audit(tx, caller, deps.clock(), { action: 'household.contact.read', householdId: id, purpose })
      return revealed
    })
  })
}
