import { z } from 'zod'
import { areaId, householdId, permitId } from '../../base/id.ts'
import { grantPermit } from '../../registry/permit.ts'
import { PERMIT_OPENINGS_MAX } from '../../registry/permit-window.ts'
import { GRANTED_REASONS } from '../../store/permit.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { once } from '../once.ts'

const body = z.object({
  /** One household, or an area: then each of its households, also one that gets its order later. */
  householdId: householdId.nullable().default(null),
  areaId: areaId.nullable().default(null),
  from: instant,
  until: instant,
  reason: z.enum(GRANTED_REASONS),
  openingsMax: z.number().int().min(1).max(PERMIT_OPENINGS_MAX),
  goingOut: z.boolean().default(false),
  note: z.string().max(500).default(''),
})
const created = z.object({ id: permitId })

export const createPermitRoute: Route = (app, deps) => {
  app.post('/permits', { schema: { tags: ['registry'], body, response: answers(created) } }, (request) => {
    return once(deps, request, created, async (tx, caller, now) => {
      const id = await grantPermit(tx, caller.scope, { ...request.body, grantedBy: caller.username }, now)
      const { householdId, areaId } = request.body
      await audit(tx, caller, now, {
        action: 'permit.grant',
        householdId: householdId ?? undefined,
        areaId,
        detail: { id },
      })
      return { id }
    })
  })
}
