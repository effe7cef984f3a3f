import { z } from 'zod'
import { areaId } from '../../base/id.ts'
import { addContactPoint } from '../../registry/contact-point.ts'
import { SEVERITIES } from '../../store/alert.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'

const common = {
  areaId,
  secret: z.string().min(16).max(256).optional(),
  severityMin: z.enum(SEVERITIES).default('minor'),
}
const body = z.discriminatedUnion('channel', [
  z.object({ channel: z.literal('webhook'), target: z.url({ protocol: /^https?$/ }).max(2000), ...common }),
  z.object({ channel: z.literal('email'), target: z.email().max(320), ...common }),
])
const created = z.object({ id: z.number().int() })

export const createContactPointRoute: Route = (app, deps) => {
  app.post('/contact-points', { schema: { tags: ['alerts'], body, response: answers(created) } }, (request) => {
    return once(deps, request, created, async (tx, caller, now) => {
      const point = { ...request.body, secret: request.body.secret ?? null }
      const id = await addContactPoint(tx, caller.scope, point)
      const act = { action: 'contact_point.create', areaId: point.areaId, detail: { id, channel: point.channel } }
      await audit(tx, caller, now, act)
      return { id }
    })
  })
}
