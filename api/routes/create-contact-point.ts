import { z } from 'zod'
import { areaId } from '../../base/id.ts'
import { addContactPoint } from '../../registry/contact-point.ts'
import { reasonAgainst } from '../../registry/robot-target.ts'
import { SEVERITIES } from '../../store/alert.ts'
import type { Robot } from '../../store/contact-point.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'

const common = {
  areaId,
  secret: z.string().min(16).max(256).optional(),
  severityMin: z.enum(SEVERITIES).default('minor'),
}
const robotTarget = (robot: Robot) =>
  z
    .string()
    .max(500)
    .superRefine((target, context) => {
      const reason = reasonAgainst(robot, target)
      if (reason !== null) context.addIssue({ code: 'custom', message: reason })
    })
const noSecret = z.never({ error: 'a WeCom robot signs nothing; the key in its address is its secret' }).optional()

const body = z.discriminatedUnion('channel', [
  z.object({ channel: z.literal('webhook'), target: z.url({ protocol: /^https?$/ }).max(2000), ...common }),
  z.object({ channel: z.literal('email'), target: z.email().max(320), ...common }),
  z.object({ channel: z.literal('dingtalk'), target: robotTarget('dingtalk'), ...common }),
  z.object({ channel: z.literal('wecom'), target: robotTarget('wecom'), ...common, secret: noSecret }),
  z.object({ channel: z.literal('feishu'), target: robotTarget('feishu'), ...common }),
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
