import { readStockInWorker } from '../../registry/ledger/run-in-worker.ts'
import { importStock } from '../../registry/stock/import-stock.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Api, ApiDeps } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { fileQuery } from '../file-report-shape.ts'
import type { LedgerPlaces } from '../ledger-places.ts'
import { once } from '../once.ts'
import { stockArea } from '../stock-area.ts'
import { stockOutcome } from '../stock-shape.ts'
import { UPLOAD_BYTES_MAX, uploadBody } from '../upload.ts'

const description =
  'Takes every sensor of a list (XLSX or CSV) into stock that is not there yet, or none at all. The secrets that are made ' +
  'for those that bring none are in the answer, this once.'

export function importStockRoute(app: Api, deps: ApiDeps, places: LedgerPlaces): void {
  const schema = {
    ...{ tags: ['devices'], description, consumes: ['application/octet-stream'] },
    ...{ querystring: fileQuery, body: uploadBody, response: answers(stockOutcome) },
  }
  const limits = { bodyLimit: UPLOAD_BYTES_MAX, onError: places.onError }
  app.post('/stock/import', { schema, ...limits }, (request) => {
    const { areaId, name } = request.query
    return places.hold(async () => {
      // Before the file is read: whoever may not import here need not know what is wrong with it.
      await stockArea(deps.pool, callerOf(request).scope, areaId)
      const { bytes, fingerprint } = request.body
      const reading = await readStockInWorker(name, bytes)
      return once(deps, request, stockOutcome, async (tx, caller, now) => {
        const area = await stockArea(tx, caller.scope, areaId)
        const outcome = await importStock(tx, caller.scope, area, reading)
        const detail = { name, fingerprint, made: outcome.made, present: outcome.present }
        await audit(tx, caller, now, { action: 'stock.import', areaId: area, detail })
        return outcome
      })
    })
  })
}
