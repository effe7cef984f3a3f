import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import { householdId } from '../../base/id.ts'
import { contactPhone } from '../../registry/contact-phone.ts'
import { CONTACT_NAME_MAX, PHONE_MAX } from '../../registry/field-limits.ts'
import { setHouseholdContact } from '../../registry/household-contact.ts'
import { LANGUAGES } from '../../store/household-contact.ts'
import { audit } from '../audit.ts'
import { type Caller, scopeOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const ADDRESS_MAX = 500

const params = z.object({ id: idText(householdId) })
const phone = z
  .string()
  .max(PHONE_MAX)
  .transform((written, context) => {
    const number = contactPhone(written)
    if (number !== null) return number
    context.addIssue({ code: 'custom', message: 'not a telephone number; write 13800001234, or +8613800001234' })
    return z.NEVER
  })
const common = {
  name: z.string().trim().min(1).max(CONTACT_NAME_MAX),
  phone,
  language: z.enum(LANGUAGES).default('zh'),
}
const body = z.discriminatedUnion('channel', [
  z.object({ channel: z.literal('none'), ...common }),
  z.object({ channel: z.literal('sms'), ...common }),
  z.object({ channel: z.literal('voice'), ...common }),
  /** For trials, and only from an administrator: it makes the service call an address. */
  z.object({
    channel: z.literal('webhook'),
    ...common,
    address: z.url({ protocol: /^https?$/ }).max(ADDRESS_MAX),
  }),
])
/** Whether the household's phone has to be confirmed anew, since it is another one. */
const changed = z.object({ confirmationVoid: z.boolean() })

export const setContactRoute: Route = (app, deps) => {
  const schema = { tags: ['registry'], params, body, response: answers(changed) }
  app.post('/households/:id/contact', { schema }, (request) => {
    const { id } = request.params
    return once(deps, request, changed, async (tx, caller, now) => {
      const { channel: chosen, ...contact } = request.body
      const channel = chosen === 'none' ? null : chosen
      const address = 'address' in contact ? contact.address : null
      const scope = channel === 'webhook' ? administered(caller) : caller.scope
      const set = await setHouseholdContact(
        tx,
        deps.contactKey,
        scope,
        { id, by: caller.username, now },
        { ...contact, channel, address },
      )
      const detail = { channel, language: contact.language, ...set }
      await audit(tx, caller, now, { action: 'household.set_contact', householdId: id, detail })
      return set
    })
  })
}

function administered(caller: Caller) {
  const scope = scopeOf(caller, ['admin'])
  if (scope.length === 0) throw new Failure('access.denied')
  return scope
}
