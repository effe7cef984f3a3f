import { z } from 'zod'
import { areaId } from '../../base/id.ts'
import { createArea } from '../../registry/area.ts'
import { AREA_NAME_MAX } from '../../registry/field-limits.ts'
import { AREA_KINDS } from '../../store/area.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'

const body = z.object({
  parentId: areaId,
  kind: z.enum(AREA_KINDS),
  name: z.string().trim().min(1).max(AREA_NAME_MAX),
  timeZone: z.string().max(64).refine(isTimeZone, 'not an IANA time zone').optional(),
})

const created = z.object({ id: areaId })

export const createAreaRoute: Route = (app, deps) => {
  app.post('/areas', { schema: { tags: ['registry'], body, response: answers(created) } }, (request) => {
    return once(deps, request, created, async (tx, caller, now) => {
      const area = { ...request.body, timeZone: request.body.timeZone ?? null }
      const id = await createArea(tx, caller.scope, area)
      await audit(tx, caller, now, { action: 'area.create', areaId: id })
      return { id }
    })
  })
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
