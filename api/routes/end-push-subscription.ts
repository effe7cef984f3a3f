import { z } from 'zod'
import { endPushSubscription } from '../../registry/push-subscription.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'

const body = z.object({ endpoint: z.string().max(2000) })
const schema = { tags: ['session'], body, response: answers(done) }

/** The caller's browser at this address gets no messages any more. One that gets none, or is another's, stays as it is. */
export const endPushSubscriptionRoute: Route = (app, deps) => {
  app.post('/me/web-push-subscriptions/end', { schema }, (request) => {
    return once(deps, request, done, async (tx, { staffId }, now) => {
      await endPushSubscription(tx, staffId, request.body.endpoint, now)
      return {}
    })
  })
}
