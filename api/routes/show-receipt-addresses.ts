import { z } from 'zod'
import { receiptPath } from '../../registry/receipt-address.ts'
import { scopeHoldsRoot } from '../../store/area.ts'
import { PHONES } from '../../store/contact-point.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'

const address = z.object({
  channel: z.enum(PHONES),
  path: z.string(),
  /** The whole address; null without MENSHEN_HTTP_PUBLIC_URL, since nobody outside could ask it. */
  url: z.string().nullable(),
})
const response = answers(z.object({ addresses: z.array(address) }))

/** Where the provider is to push receipts. They are secrets of the installation: only who has all of it sees them. */
export const showReceiptAddressesRoute: Route = (app, { pool, receipts }) => {
  app.get('/receipt-addresses', { schema: { tags: ['alerts'], response } }, async (request) => {
    if (!(await scopeHoldsRoot(pool, callerOf(request).scope))) return { addresses: [] }
    const origin = receipts.publicUrl?.replace(/\/+$/, '') ?? null
    const addresses = PHONES.map((channel) => {
      const path = receiptPath(receipts.key, channel)
      return { channel, path, url: origin === null ? null : `${origin}${path}` }
    })
    return { addresses }
  })
}
