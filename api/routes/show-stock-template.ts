import { z } from 'zod'
import { stockTemplate } from '../../registry/stock/stock-template.ts'
import type { Route } from '../deps.ts'
import { failureShape } from '../failure-shape.ts'
import { LEDGER_FILES, ledgerFile, sendLedgerFile } from '../ledger-file.ts'

const querystring = z.object({
  format: z.enum(LEDGER_FILES).default('xlsx'),
  language: z.enum(['zh', 'en']).default('zh'),
})
const response = {
  200: { description: 'The file.', content: { 'application/octet-stream': { schema: ledgerFile } } },
  '4xx': failureShape,
  '5xx': failureShape,
}

/** A list of sensors without rows, with what goes in which column. */
export const showStockTemplateRoute: Route = (app) => {
  app.get('/stock/template', { schema: { tags: ['devices'], querystring, response } }, async (request, reply) => {
    const { format, language } = request.query
    return sendLedgerFile(reply, format, stockTemplate(format, language), 'stock')
  })
}
