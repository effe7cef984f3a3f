import { z } from 'zod'
import { importLedger, ledgerBase, readLedgerFile } from '../../registry/ledger/import-ledger.ts'
import { callerOf } from '../caller.ts'
import type { Api, ApiDeps } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { fileQuery } from '../file-report-shape.ts'
import type { LedgerPlaces } from '../ledger-places.ts'
import { ledgerCounts, ledgerPresent } from '../ledger-shape.ts'
import { once } from '../once.ts'
import { UPLOAD_BYTES_MAX, uploadBody } from '../upload.ts'

/** What was made, and what was there. Nothing made: all of it was present already. */
const imported = z.object({ made: ledgerCounts, present: ledgerPresent })

/** Makes everything that a ledger has and the records have not, or nothing at all. */
export function importLedgerRoute(app: Api, deps: ApiDeps, places: LedgerPlaces): void {
  const schema = {
    ...{ tags: ['ledger'], consumes: ['application/octet-stream'] },
    ...{ querystring: fileQuery, body: uploadBody, response: answers(imported) },
  }
  const limits = { bodyLimit: UPLOAD_BYTES_MAX, onError: places.onError }
  app.post('/ledger/import', { schema, ...limits }, (request) => {
    const { areaId, name } = request.query
    return places.hold(async () => {
      // Before the file is read: whoever may not import here need not know what is wrong with it.
      await ledgerBase(deps.pool, callerOf(request).scope, areaId)
      const { bytes, fingerprint } = request.body
      const read = await readLedgerFile({ name, bytes })
      return once(deps, request, imported, async (tx, { scope, staffId, username }, now) => {
        const base = await ledgerBase(tx, scope, areaId)
        return importLedger(tx, { name, fingerprint }, read, base, { staffId, username, now, key: deps.contactKey })
      })
    })
  })
}
