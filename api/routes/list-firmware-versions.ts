import { z } from 'zod'
import { scopeHoldsRoot } from '../../store/area.ts'
import { countFirmware } from '../../store/firmware.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'

/** More versions than that are no fleet that one looks at as a table; that there are more is said. */
const VERSIONS_MAX = 500

const count = z.number().int()
const version = z.object({
  model: z.string(),
  /** As the sensors last said; null: they do not tell, or have not yet. */
  firmware: z.string().nullable(),
  fitted: count,
  stock: count,
  retired: count,
  /** When the latest of them was heard. */
  heardAt: instant.nullable(),
})
const response = answers(z.object({ versions: z.array(version), isCut: z.boolean() }))
const description =
  'How many sensors of each model run which firmware. `GET /sensors` with the same `model` and `firmware` lists them.'

export const listFirmwareVersionsRoute: Route = (app, { pool }) => {
  app.get('/firmware-versions', { schema: { tags: ['devices'], description, response } }, async (request) => {
    const { scope } = callerOf(request)
    const versions = await countFirmware(pool, scope, await scopeHoldsRoot(pool, scope), VERSIONS_MAX + 1)
    return { versions: versions.slice(0, VERSIONS_MAX), isCut: versions.length > VERSIONS_MAX }
  })
}
