import { z } from 'zod'
import { areaId } from '../../base/id.ts'
import { exportLedger, ledgerColumns } from '../../registry/ledger/export-ledger.ts'
import { ledgerBase } from '../../registry/ledger/import-ledger.ts'
import { writeInWorker } from '../../registry/ledger/run-in-worker.ts'
import { insertAudits } from '../../store/ledger-write.ts'
import { HANDLERS } from '../../store/staff.ts'
import { inTransaction } from '../../store/transaction.ts'
import { audit } from '../audit.ts'
import { callerOf, scopeOf } from '../caller.ts'
import type { Api, ApiDeps } from '../deps.ts'
import { failureShape } from '../failure-shape.ts'
import { LEDGER_FILES, ledgerFile, sendLedgerFile } from '../ledger-file.ts'
import type { LedgerPlaces } from '../ledger-places.ts'

const PURPOSE_MAX = 200

const body = z.object({
  /** Null: everything within the caller's areas. */
  areaId: areaId.nullable().default(null),
  format: z.enum(LEDGER_FILES),
  language: z.enum(['zh', 'en']).default('zh'),
  /** Why names and phones are needed; without it they are left out. */
  purpose: z.string().trim().min(1).max(PURPOSE_MAX).optional(),
})
const response = {
  200: { description: 'The file.', content: { 'application/octet-stream': { schema: ledgerFile } } },
  '4xx': failureShape,
  '5xx': failureShape,
}

/**
 * Households and their orders that are not over, as an import takes them. Names and phones only for a purpose and only of
 * households that the caller may ask them of one by one; each of these is then written down as looked at. A POST because
 * the purpose must not stand in addresses and their logs.
 */
export function exportLedgerRoute(app: Api, deps: ApiDeps, places: LedgerPlaces): void {
  const schema = { tags: ['ledger'], body, response }
  app.post('/ledger/export', { schema, onError: places.onError }, (request, reply) => {
    const caller = callerOf(request)
    const { areaId, format, language, purpose } = request.body
    const now = deps.clock()
    return places.hold(async () => {
      const rows = await inTransaction(deps.pool, async (tx) => {
        if (areaId !== null) await ledgerBase(tx, caller.scope, areaId)
        const revealed = purpose === undefined ? [] : scopeOf(caller, HANDLERS)
        const table = await exportLedger(tx, deps.contactKey, { scope: caller.scope, revealed, areaId, now }, language)
        const detail = { format, households: table.households, contacts: table.revealed.length }
        await audit(tx, caller, now, { action: 'ledger.export', areaId, purpose, detail })
        const looks = table.revealed.map((householdId) => ({ ...LOOK, householdId }))
        await insertAudits(tx, { staffId: caller.staffId, at: now, purpose: purpose ?? null }, looks)
        return table.rows
      })
      const sheet = { name: language === 'zh' ? '台账' : 'Ledger', columns: ledgerColumns(language), rows }
      return sendLedgerFile(reply, format, await writeInWorker(format, sheet))
    })
  })
}

const LOOK = { action: 'household.contact.read', areaId: null, detail: { by: 'ledger.export' } } as const
