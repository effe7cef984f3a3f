import { readStockInWorker } from '../../registry/ledger/run-in-worker.ts'
import { checkStock } from '../../registry/stock/import-stock.ts'
import { callerOf } from '../caller.ts'
import type { Api, ApiDeps } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { fileQuery } from '../file-report-shape.ts'
import type { LedgerPlaces } from '../ledger-places.ts'
import { stockArea } from '../stock-area.ts'
import { stockReport } from '../stock-shape.ts'
import { UPLOAD_BYTES_MAX, uploadBody } from '../upload.ts'

const description =
  'Says what a list of sensors (XLSX or CSV) would make, and what is wrong with it. It changes nothing.'

/** A POST because the file is its body. */
export function checkStockRoute(app: Api, deps: ApiDeps, places: LedgerPlaces): void {
  const schema = {
    ...{ tags: ['devices'], description, consumes: ['application/octet-stream'] },
    ...{ querystring: fileQuery, body: uploadBody, response: answers(stockReport) },
  }
  const limits = { bodyLimit: UPLOAD_BYTES_MAX, onError: places.onError }
  app.post('/stock/check', { schema, ...limits }, async (request) => {
    const { scope } = callerOf(request)
    const { areaId, name } = request.query
    await stockArea(deps.pool, scope, areaId)
    const { bytes } = request.body
    return places.hold(async () => checkStock(deps.pool, scope, await readStockInWorker(name, bytes)))
  })
}
