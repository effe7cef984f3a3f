import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import { writeCsv } from '../../base/write-csv.ts'
import { writeXlsx } from '../../base/write-xlsx.ts'
import { inSnapshot } from '../../store/transaction.ts'
import { audit } from '../audit.ts'
import { callerOf, scopeOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { failureShape } from '../failure-shape.ts'
import type { Language } from '../language-of.ts'
import { PERMISSIONS } from '../permissions.ts'
import { type Shown, TABLE_ROWS_MAX } from '../table/table.ts'
import { TABLE_NAMES, TABLES } from '../table/tables.ts'

/** A file of so many rows takes seconds to make. */
const FILES_PER_MINUTE_MAX = 60
const ZONE_CHARS_MAX = 64

const params = z.object({ table: z.enum(TABLE_NAMES) })
const querystring = z.object({
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  language: z.enum(['zh', 'en']).default('zh'),
  /** By whose clock instants are told: that of the reader's screen. */
  timeZone: z.string().max(ZONE_CHARS_MAX).refine(isTimeZone, 'no such time zone').default('Asia/Shanghai'),
})
const file = z.unknown().meta({ type: 'string', format: 'binary' })
const response = {
  200: { description: 'The file.', content: { 'application/octet-stream': { schema: file } } },
  '4xx': failureShape,
  '5xx': failureShape,
}

/** What a list shows, as a file: for those who may see the list, of the areas that they see it of. It is written down. */
export const downloadTableRoute: Route = (app, { pool, clock }) => {
  const config = { rateLimit: { max: FILES_PER_MINUTE_MAX, timeWindow: 60_000 } }
  const schema = { tags: ['reports'], params, querystring, response }
  app.get('/tables/:table', { schema, config }, async (request, reply) => {
    const caller = callerOf(request)
    const { format, language, timeZone } = request.query
    const name = request.params.table
    const table = TABLES[name]
    const permission = PERMISSIONS.get(table.list)
    const scope = permission === undefined || permission === 'anyone' ? [] : scopeOf(caller, permission)
    if (scope.length === 0) throw new Failure('access.denied')
    const now = clock()
    const rows = await inSnapshot(pool, (db) => table.read({ db, scope, now }, shownIn(language, timeZone)))
    await audit(pool, caller, now, { action: 'table.export', detail: { table: name, format, rows: rows.length } })
    const columns = table.columns.map(({ name: names, width, format: numbers }) => ({
      ...{ header: names[language], width },
      ...(numbers === undefined ? {} : { format: numbers }),
    }))
    const isCut = rows.length >= TABLE_ROWS_MAX
    const title = `${table.title[language]}${isCut ? ` ${TABLE_ROWS_MAX}` : ''}`
    const bytes =
      format === 'xlsx'
        ? Buffer.from(writeXlsx([{ name: title, columns, rows }]))
        : Buffer.from(writeCsv([columns.map((it) => it.header), ...rows]))
    return reply
      .type('application/octet-stream')
      .header('content-disposition', `attachment; filename="menshen-${name}.${format}"`)
      .send(bytes)
  })
}

function shownIn(language: Language, timeZone: string): Shown {
  // Swedish writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  return { language, instant: (at) => (at === null ? null : format.format(at)) }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
