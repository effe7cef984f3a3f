import { z } from 'zod'
import { areaId, staffId } from '../../base/id.ts'
import { addContactPoint } from '../../registry/contact-point.ts'
import { parsePhoneNumber, reasonAgainstPhone } from '../../registry/phone-number.ts'
import { reasonAgainst } from '../../registry/robot-target.ts'
import { SEVERITIES } from '../../store/alert.ts'
import { LAST_PLACE, type Phone, type Robot } from '../../store/contact-point.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'

const common = {
  /** Whose it is: exactly one of the two. */
  areaId: areaId.optional(),
  staffId: staffId.optional(),
  secret: z.string().min(16).max(256).optional(),
  severityMin: z.enum(SEVERITIES).default('minor'),
  /** Among its owner's: the lowest is used first, and the others when it fails. */
  place: z.number().int().min(1).max(LAST_PLACE).default(LAST_PLACE),
}
const robotTarget = (robot: Robot) =>
  z
    .string()
    .max(500)
    .superRefine((target, context) => {
      const reason = reasonAgainst(robot, target)
      if (reason !== null) context.addIssue({ code: 'custom', message: reason })
    })
/** Taken as people write it; kept as E.164. */
const phoneTarget = (phone: Phone) =>
  z
    .string()
    .max(40)
    .superRefine((target, context) => {
      const reason = reasonAgainstPhone(phone, parsePhoneNumber(target))
      if (reason !== null) context.addIssue({ code: 'custom', message: reason })
    })
    .transform((target) => parsePhoneNumber(target) ?? target)
const noSecret = z.never({ error: 'a WeCom robot signs nothing; the key in its address is its secret' }).optional()
const unsigned = z.never({ error: 'a telephone knows no signature' }).optional()

const body = z.discriminatedUnion('channel', [
  z.object({ channel: z.literal('webhook'), target: z.url({ protocol: /^https?$/ }).max(2000), ...common }),
  z.object({ channel: z.literal('email'), target: z.email().max(320), ...common }),
  z.object({ channel: z.literal('dingtalk'), target: robotTarget('dingtalk'), ...common }),
  z.object({ channel: z.literal('wecom'), target: robotTarget('wecom'), ...common, secret: noSecret }),
  z.object({ channel: z.literal('feishu'), target: robotTarget('feishu'), ...common }),
  z.object({ channel: z.literal('sms'), target: phoneTarget('sms'), ...common, secret: unsigned }),
  z.object({ channel: z.literal('voice'), target: phoneTarget('voice'), ...common, secret: unsigned }),
])
const created = z.object({ id: z.number().int() })

export const createContactPointRoute: Route = (app, deps) => {
  app.post('/contact-points', { schema: { tags: ['alerts'], body, response: answers(created) } }, (request) => {
    return once(deps, request, created, async (tx, caller, now) => {
      const { secret = null, areaId: ofArea = null, staffId: ofStaff = null, ...terms } = request.body
      const point = { ...terms, secret, areaId: ofArea, staffId: ofStaff }
      const added = await addContactPoint(tx, caller.scope, point)
      const { id } = added
      const owner = ofStaff === null ? {} : { staffId: ofStaff }
      const detail = { id, channel: point.channel, ...owner }
      await audit(tx, caller, now, { action: 'contact_point.create', areaId: added.areaId, detail })
      return { id }
    })
  })
}
