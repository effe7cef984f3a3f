import { z } from 'zod'
import { areaId } from '../../base/id.ts'
import { AREA_KINDS, listAreas } from '../../store/area.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { idPage, idText, nextOf } from '../page.ts'

const querystring = idPage.extend({ parentId: idText(areaId).optional() })
const area = z.object({
  id: areaId,
  parentId: areaId.nullable(),
  kind: z.enum(AREA_KINDS),
  name: z.string(),
  timeZone: z.string().nullable(),
  /** Its own time zone, or the one that it inherits. */
  zone: z.string(),
})
const page = z.object({ areas: z.array(area), next: areaId.nullable() })

export const listAreasRoute: Route = (app, deps) => {
  app.get('/areas', { schema: { tags: ['registry'], querystring, response: answers(page) } }, async (request) => {
    const { parentId, after, limit } = request.query
    const { scope } = callerOf(request)
    const areas = await listAreas(deps.pool, { scope, parentId: parentId ?? null, after, limit })
    return { areas, next: nextOf(areas, limit, (it) => it.id) }
  })
}
