import { z } from 'zod'
import { householdId } from '../../base/id.ts'
import { tellResidentToken } from '../../registry/resident-link.ts'
import { inTransaction } from '../../store/transaction.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(householdId) })
const response = answers(z.object({ address: z.string() }))

/** Whoever has the address may do what the household may: it is told to those who hand it out, and that is written down. */
export const tellResidentLinkRoute: Route = (app, deps) => {
  const schema = { tags: ['registry'], params, response }
  app.get('/households/:id/resident-link/address', { schema }, (request) => {
    const caller = callerOf(request)
    const { id } = request.params
    const { publicUrl } = deps.receipts
    return inTransaction(deps.pool, async (tx) => {
      const token = await tellResidentToken(tx, deps.resident.key, caller.scope, id)
      await audit(tx, caller, deps.clock(), { action: 'household.resident_link.read', householdId: id })
      // Without an address of our own for outside, the one that staff see us at.
      const origin = (publicUrl ?? `${request.protocol}://${request.host}`).replace(/\/+$/, '')
      return { address: `${origin}/r/${token}` }
    })
  })
}
