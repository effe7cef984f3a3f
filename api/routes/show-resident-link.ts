import { z } from 'zod'
import { householdId } from '../../base/id.ts'
import { getResidentLink } from '../../registry/resident-link.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { idText } from '../page.ts'

const params = z.object({ id: idText(householdId) })
const link = z.object({
  madeBy: z.string(),
  madeAt: instant,
  expiresAt: instant,
  lastOpenedAt: instant.nullable(),
})
/** The link to the household's own page, without its address; null: there is none. */
const response = answers(z.object({ link: link.nullable() }))

export const showResidentLinkRoute: Route = (app, deps) => {
  app.get('/households/:id/resident-link', { schema: { tags: ['registry'], params, response } }, async (request) => {
    return { link: await getResidentLink(deps.pool, callerOf(request).scope, request.params.id) }
  })
}
