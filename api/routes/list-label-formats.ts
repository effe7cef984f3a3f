import { z } from 'zod'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { LABEL_FORMAT_NAMES, LABEL_FORMATS, labelsPerSheet } from '../label/label-format.ts'

const format = z.object({
  name: z.enum(LABEL_FORMAT_NAMES),
  paper: z.enum(['a4', 'roll']),
  widthMillimetres: z.number(),
  heightMillimetres: z.number(),
  perSheet: z.number().int(),
  /** Whose labels they are, and where the measures come from. */
  source: z.string(),
})
const response = answers(z.object({ formats: z.array(format) }))

/** What labels can be printed on. */
export const listLabelFormatsRoute: Route = (app) => {
  app.get('/label-formats', { schema: { tags: ['devices'], response } }, () => ({
    formats: LABEL_FORMAT_NAMES.map((name) => {
      const it = LABEL_FORMATS[name]
      const size = { widthMillimetres: it.width, heightMillimetres: it.height }
      return { name, paper: it.paper, ...size, perSheet: labelsPerSheet(it), source: it.source }
    }),
  }))
}
