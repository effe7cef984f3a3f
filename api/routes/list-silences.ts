import { z } from 'zod'
import { areaId, silenceId } from '../../base/id.ts'
import { listSilences } from '../../store/silence.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { idPage, idText, nextOf } from '../page.ts'
import { silenceShape, withStanding } from '../silence-shape.ts'

const querystring = idPage.extend({ areaId: idText(areaId).optional() })
const response = answers(z.object({ silences: z.array(silenceShape), next: silenceId.nullable() }))

/** Those that are over as well, for as long as orders' traces are kept. */
export const listSilencesRoute: Route = (app, deps) => {
  app.get('/silences', { schema: { tags: ['alerts'], querystring, response } }, async (request) => {
    const { areaId: area = null, after, limit } = request.query
    const { scope } = callerOf(request)
    const silences = await listSilences(deps.pool, { scope, areaId: area, after, limit })
    const now = deps.clock()
    return { silences: silences.map((it) => withStanding(it, now)), next: nextOf(silences, limit, (it) => it.id) }
  })
}
