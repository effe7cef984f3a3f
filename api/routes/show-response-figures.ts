import { z } from 'zod'
import { areaId } from '../../base/id.ts'
import { getResponseFigures } from '../../registry/response-figures.ts'
import { AREA_KINDS } from '../../store/area.ts'
import { FIGURES_BY } from '../../store/response-figures-text.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { figuresShape } from '../figures-shape.ts'
import { instant } from '../instant-codec.ts'
import { idText } from '../page.ts'

const querystring = z.object({
  from: instant,
  until: instant,
  areaId: idText(areaId).optional(),
  /**
   * `area`: the children of the area that is asked for, or else of those that the caller sees. `shift`: the planned hours of
   * the nearest duty desk (`08:00–20:00`), `gap` for a time that no shift of it covers, `day` or `night` where there is none.
   */
  by: z.enum(FIGURES_BY).default('area'),
})
const group = figuresShape.extend({
  key: z.string(),
  area: z.object({ id: areaId, kind: z.enum(AREA_KINDS), name: z.string() }).nullable(),
})
const response = answers(
  z.object({ from: instant, until: instant, by: z.enum(FIGURES_BY), all: figuresShape, groups: z.array(group) }),
)
const schema = { tags: ['alerts'], querystring, response }

/** How long the alerts raised in a time waited for a message, an acknowledgement and a resolution. */
export const showResponseFiguresRoute: Route = (app, deps) => {
  app.get('/response-figures', { schema }, async (request) => {
    const { from, until, by, areaId: area = null } = request.query
    const { scope } = callerOf(request)
    return { from, until, by, ...(await getResponseFigures(deps.pool, { scope, from, until, by, areaId: area })) }
  })
}
