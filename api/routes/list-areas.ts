import { z } from 'zod'
import { areaId } from '../../base/id.ts'
import { AREA_KINDS, listAreas } from '../../store/area.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { idPage, idText, listText, nextOf } from '../page.ts'

const SEARCH_MAX = 64

const querystring = idPage.extend({
  parentId: idText(areaId).optional(),
  /** Part of its name behind that of the area around it. */
  search: z.string().trim().max(SEARCH_MAX).default(''),
  /** Only those of these kinds, as `street,community`. */
  kinds: listText(z.enum(AREA_KINDS)).optional(),
  /** Only these, as `1,2,3`. */
  ids: listText(idText(areaId)).optional(),
})
const area = z.object({
  id: areaId,
  parentId: areaId.nullable(),
  kind: z.enum(AREA_KINDS),
  name: z.string(),
  timeZone: z.string().nullable(),
  /** Its own time zone, or the one that it inherits. */
  zone: z.string(),
  /** Its name behind that of the area around it: there is a first building everywhere. */
  place: z.string(),
})
const page = z.object({ areas: z.array(area), next: areaId.nullable() })

export const listAreasRoute: Route = (app, deps) => {
  app.get('/areas', { schema: { tags: ['registry'], querystring, response: answers(page) } }, async (request) => {
    const { parentId = null, search, kinds = null, ids = null, after, limit } = request.query
    const { scope } = callerOf(request)
    const areas = await listAreas(deps.pool, { scope, parentId, search, kinds, ids, after, limit })
    return { areas, next: nextOf(areas, limit, (it) => it.id) }
  })
}
