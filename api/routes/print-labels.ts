import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import { type SensorUid, sensorUid } from '../../base/id.ts'
import { type Scope, scopeHoldsRoot } from '../../store/area.ts'
import { chooseStock } from '../../store/stock.ts'
import type { Queryable } from '../../store/transaction.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { failureShape } from '../failure-shape.ts'
import { LABEL_FORMAT_NAMES, LABEL_FORMATS, labelsPerSheet } from '../label/label-format.ts'
import { labelsPdf } from '../label/labels-pdf.ts'
import type { LabelledSensor } from '../label/lay-out.ts'

/** A file of so many is written in a second. */
const LABELS_MAX = 2000
const FILES_PER_MINUTE_MAX = 60
const SEARCH_MAX = 64
const UIDS_TOLD_MAX = 20

const body = z
  .object({
    format: z.enum(LABEL_FORMAT_NAMES),
    /** The first label that is still on the first sheet, row by row from 1. */
    start: z.number().int().min(1).default(1),
    /** These; without any, all that the search finds. */
    uids: z.array(sensorUid).min(1).max(LABELS_MAX).optional(),
    /** As in the list of sensors. */
    search: z.string().trim().max(SEARCH_MAX).default(''),
  })
  .refine((it) => it.uids === undefined || it.search === '', { message: 'either uids or a search', path: ['search'] })
const file = z.unknown().meta({ type: 'string', format: 'binary' })
const response = {
  200: { description: 'The file.', content: { 'application/pdf': { schema: file } } },
  '4xx': failureShape,
  '5xx': failureShape,
}
const description =
  'Labels for sensors in stock, by their names, as a PDF in real size: a QR code that claims the sensor, the same to type, ' +
  'and the model. Nothing secret is on them. It is written down.'

/** A POST because of the list of sensors. */
export const printLabelsRoute: Route = (app, { pool, clock }) => {
  const config = { rateLimit: { max: FILES_PER_MINUTE_MAX, timeWindow: 60_000 } }
  const schema = { tags: ['devices'], description, body, response }
  app.post('/labels', { schema, config }, async (request, reply) => {
    const caller = callerOf(request)
    const { format, start, uids, search } = request.body
    const perSheet = labelsPerSheet(LABEL_FORMATS[format])
    if (start > perSheet) {
      throw new Failure('request.contradictory', { field: 'start', reason: `a sheet has ${perSheet} labels` })
    }
    const sensors = await chosen(pool, caller.scope, { uids: uids === undefined ? null : [...new Set(uids)], search })
    const { pdf, sheets } = await labelsPdf({ format, start, sensors })
    const detail = { format, labels: sensors.length, sheets }
    await audit(pool, caller, clock(), { action: 'label.print', detail })
    return reply
      .type('application/pdf')
      .header('content-disposition', 'attachment; filename="menshen-labels.pdf"')
      .header('cache-control', 'no-store')
      .send(pdf)
  })
}

interface Choice {
  readonly uids: readonly SensorUid[] | null
  readonly search: string
}

/** @throws Failure `record.not_found` for none, or for one that is not in a stock of the caller's; `request.contradictory` for too many. */
async function chosen(db: Queryable, scope: Scope, choice: Choice): Promise<readonly LabelledSensor[]> {
  const homeless = await scopeHoldsRoot(db, scope)
  const sensors = await chooseStock(db, { ...choice, scope, homeless, limit: LABELS_MAX + 1 })
  if (sensors.length > LABELS_MAX) {
    const reason = `at most ${LABELS_MAX} labels at once; narrow the search`
    throw new Failure('request.contradictory', { field: 'search', reason })
  }
  const found = new Set(sensors.map((it) => it.uid))
  const missing = choice.uids?.filter((it) => !found.has(it)) ?? []
  if (missing.length > 0 || sensors.length === 0) {
    throw new Failure('record.not_found', { record: 'sensor', state: 'stock', uids: missing.slice(0, UIDS_TOLD_MAX) })
  }
  return sensors
}
