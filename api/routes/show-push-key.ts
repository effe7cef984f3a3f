import { z } from 'zod'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'

/** A point on P-256, uncompressed, in base64url: `applicationServerKey` of a browser's `pushManager.subscribe`. */
const response = answers(z.object({ publicKey: z.string() }))

export const showPushKeyRoute: Route = (app, deps) => {
  app.get('/web-push-key', { schema: { tags: ['session'], response } }, async () => {
    return { publicKey: deps.webPush.publicKey }
  })
}
