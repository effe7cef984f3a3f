import { z } from 'zod'
import { alterContactPoint } from '../../registry/contact-point.ts'
import { SEVERITIES } from '../../store/alert.ts'
import { LAST_PLACE } from '../../store/contact-point.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(z.number()) })
/** What is left out stays as it is. */
const body = z.object({
  place: z.number().int().min(1).max(LAST_PLACE).optional(),
  severityMin: z.enum(SEVERITIES).optional(),
  disabled: z.boolean().optional(),
})
const schema = { tags: ['alerts'], params, body, response: answers(done) }

export const changeContactPointRoute: Route = (app, deps) => {
  app.post('/contact-points/:id/change', { schema }, (request) => {
    const { id } = request.params
    const { place = null, severityMin = null, disabled: isDisabled = null } = request.body
    return once(deps, request, done, async (tx, caller, now) => {
      const areaId = await alterContactPoint(tx, caller.scope, id, { place, severityMin, isDisabled }, now)
      await audit(tx, caller, now, { action: 'contact_point.change', areaId, detail: { id, ...request.body } })
      return {}
    })
  })
}
