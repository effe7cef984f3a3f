import { z } from 'zod'
import { alertId, areaId, householdId } from '../../base/id.ts'
import { getArea } from '../../registry/area.ts'
import { SEVERITIES } from '../../store/alert.ts'
import { AREA_KINDS } from '../../store/area.ts'
import { listAreasNear } from '../../store/board.ts'
import { BoardReader } from '../board.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { idText } from '../page.ts'

const AREAS_NEAR_MAX = 500

const params = z.object({ id: idText(areaId) })
/** `version`: of the board that the asker has; it is not given again when it is still so. */
const querystring = z.object({ version: z.string().max(32).optional() })
const areaName = z.object({ id: areaId, kind: z.enum(AREA_KINDS), name: z.string() })
const cell = z.object({
  id: householdId,
  compound: z.string().nullable(),
  buildingId: areaId.nullable(),
  building: z.string().nullable(),
  unit: z.string().nullable(),
  room: z.string(),
  floor: z.number().int().nullable(),
  /** `waiting`: begun, not active yet. */
  order: z.enum(['active', 'waiting']).nullable(),
  hasSensor: z.boolean(),
  state: z.enum(['open', 'closed', 'unknown']),
  /** When the open door opened, or since when nothing is known of it; null when it is closed. */
  since: instant.nullable(),
  /** Of its present order, in hundredths rounded down; null where no door is watched. */
  coverage: z.number().nullable(),
  onTestUntil: instant.nullable(),
  permitUntil: instant.nullable(),
  /** The worst that is not resolved: breaches first, then by severity, then the oldest. */
  alert: z
    .object({
      id: alertId,
      kind: z.string(),
      severity: z.enum(SEVERITIES),
      handling: z.enum(['new', 'acknowledged']),
      isBreach: z.boolean(),
      raisedAt: instant,
    })
    .nullable(),
})
const board = z.object({
  area: areaName,
  /** The areas around it that the caller may see, the widest first, and those directly below it. */
  around: z.array(areaName),
  below: z.array(areaName),
  /** There are more households than one board shows. */
  isCut: z.boolean(),
  /** The area's present local day, so far. */
  day: z.object({ from: instant, openings: z.number().int() }),
  households: z.array(cell),
})
const response = answers(z.object({ version: z.string(), board: board.nullable() }))
const description =
  'An area’s households with everything that a picture of its buildings shows; null when `version` holds.'

export const showBoardRoute: Route = (app, deps) => {
  const reader = new BoardReader(deps)
  app.get(
    '/areas/:id/board',
    { schema: { tags: ['registry'], description, params, querystring, response } },
    async (request) => {
      const { scope } = callerOf(request)
      const { kind, name, id } = await getArea(deps.pool, scope, request.params.id)
      const { version, ...content } = await reader.read(id)
      if (version === request.query.version) return { version, board: null }
      const { around, below } = await listAreasNear(deps.pool, scope, id, AREAS_NEAR_MAX)
      const lists = { around: [...around], below: [...below], households: [...content.households] }
      return { version, board: { area: { id, kind, name }, ...content, ...lists } }
    },
  )
}
