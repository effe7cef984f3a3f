import { z } from 'zod'
import { listOutages } from '../../store/outage.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { outageShape } from '../outage-shape.ts'
import { latestPage, nextOf } from '../page.ts'

/** From the latest to the oldest. An outage of our own concerns every area alike. */
const response = answers(z.object({ outages: z.array(outageShape), next: z.number().int().nullable() }))

export const listOutagesRoute: Route = (app, deps) => {
  app.get('/outages', { schema: { tags: ['devices'], querystring: latestPage, response } }, async (request) => {
    const { after, limit } = request.query
    const outages = await listOutages(deps.pool, after, limit)
    return { outages, next: nextOf(outages, limit, (it) => it.id) }
  })
}
