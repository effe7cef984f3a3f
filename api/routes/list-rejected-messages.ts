import { z } from 'zod'
import { scopeHoldsRoot } from '../../store/area.ts'
import { listRejections } from '../../store/rejection-list.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { latestPage, nextOf } from '../page.ts'

const PAYLOAD_BYTES_MAX = 1024

const rejection = z.object({
  id: z.number().int(),
  receivedAt: instant,
  clientId: z.string(),
  topic: z.string(),
  /** The first kibibyte. */
  payloadBase64: z.string(),
  code: z.string(),
  detail: z.string(),
})
const response = answers(z.object({ rejectedMessages: z.array(rejection), next: z.number().int().nullable() }))

export const listRejectedMessagesRoute: Route = (app, deps) => {
  app.get(
    '/rejected-messages',
    { schema: { tags: ['devices'], querystring: latestPage, response } },
    async (request) => {
      const { after, limit } = request.query
      const { scope } = callerOf(request)
      const everything = await scopeHoldsRoot(deps.pool, scope)
      const filter = { scope, everything, before: after, limit, payloadBytesMax: PAYLOAD_BYTES_MAX }
      const rejections = await listRejections(deps.pool, filter)
      return {
        rejectedMessages: rejections.map((it) => ({ ...it, payloadBase64: it.payload.toString('base64') })),
        next: nextOf(rejections, limit, (it) => it.id),
      }
    },
  )
}
