import { z } from 'zod'
import { reasonAgainstEndpoint } from '../../registry/push-service.ts'
import { addPushSubscription, pushKeys } from '../../registry/push-subscription.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'

const added = z.object({ id: z.number().int() })

/**
 * The browser that asks gets its owner's messages from now on, until they sign out of it. What it gives is that of its
 * `PushSubscription`, in the page's language. Given again, it is the same contact point, kept up to date.
 */
export const addPushSubscriptionRoute: Route = (app, deps) => {
  const { furtherHosts } = deps.webPush
  const endpoint = z
    .string()
    .max(2000)
    .superRefine((it, context) => {
      const reason = reasonAgainstEndpoint(it, furtherHosts)
      if (reason !== null) context.addIssue({ code: 'custom', message: reason })
    })
  const { p256dh, auth, language } = pushKeys.shape
  const body = z.object({ endpoint, keys: z.object({ p256dh, auth }), language })
  const schema = { tags: ['session'], body, response: answers(added) }
  app.post('/me/web-push-subscriptions', { schema }, (request) => {
    return once(deps, request, added, async (tx, { staffId, token }, now) => {
      const { endpoint, keys, language } = request.body
      return { id: await addPushSubscription(tx, { staffId, token, endpoint, keys: { ...keys, language } }, now) }
    })
  })
}
