import type { Pool } from 'pg'
import { Failure } from '../../base/failure.ts'
import type { AreaId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import type { Scope } from '../../store/area.ts'
import { findLedgerBase, holdHouseholds, type LedgerBase } from '../../store/ledger-lookup.ts'
import { insertAudits, waitForOtherImports } from '../../store/ledger-write.ts'
import { inSnapshot, type Queryable } from '../../store/transaction.ts'
import { commitLedger, type LedgerAuthor } from './commit-ledger.ts'
import type { RowFault } from './fault.ts'
import { type LedgerReport, reportOf, shownFaults } from './ledger-report.ts'
import type { LedgerRow } from './ledger-row.ts'
import { type LedgerCounts, type LedgerPlan, madeBy } from './plan.ts'
import { planLedger } from './plan-ledger.ts'
import type { LedgerHead } from './read-ledger.ts'
import { readInWorker } from './run-in-worker.ts'

export interface LedgerFile {
  /** As its owner calls it; its ending says what it is. */
  readonly name: string
  readonly bytes: Uint8Array
}

export interface LedgerProgress {
  readonly kind: 'progress'
  readonly phase: 'read' | 'check'
  readonly done: number
  readonly total: number
}

/** What is read of a file: everything, however much is wrong with it. */
export interface ReadFile {
  readonly head: LedgerHead
  readonly rows: readonly LedgerRow[]
  readonly faults: readonly RowFault[]
}

/** @throws Failure `ledger.unreadable`. */
export async function readLedgerFile(
  file: LedgerFile,
  onProgress?: (progress: LedgerProgress) => void,
): Promise<ReadFile> {
  let head: LedgerHead = { sheet: null, rowsTotal: 0, ignoredColumns: [], headers: {} }
  const rows: LedgerRow[] = []
  const faults: RowFault[] = []
  for await (const piece of readInWorker(file.name, file.bytes)) {
    if ('rowsTotal' in piece) head = piece
    else {
      for (const row of piece.rows) rows.push(row)
      for (const fault of piece.faults) faults.push(fault)
    }
    onProgress?.({ kind: 'progress', phase: 'read', done: rows.length, total: head.rowsTotal })
  }
  return { head, rows, faults }
}

/** @throws Failure `record.not_found` when it is not within the scope. */
export async function ledgerBase(db: Queryable, scope: Scope, id: AreaId): Promise<LedgerBase> {
  const base = await findLedgerBase(db, scope, id)
  if (base === null) throw new Failure('record.not_found', { record: 'area', id })
  return base
}

export interface CheckOptions {
  readonly base: LedgerBase
  readonly now: Instant
  readonly key: Buffer
  readonly onProgress?: (progress: LedgerProgress) => void
}

/** Says what a ledger would make and what is wrong with it. Changes nothing. @throws Failure `ledger.unreadable`. */
export async function checkLedger(pool: Pool, file: LedgerFile, options: CheckOptions): Promise<LedgerReport> {
  const { onProgress } = options
  const { head, rows, faults } = await readLedgerFile(file, onProgress)
  const onChecked = (done: number): void => onProgress?.({ kind: 'progress', phase: 'check', done, total: rows.length })
  const plan = await inSnapshot(pool, (tx) => planLedger(tx, { ...options, onChecked }, rows, faults))
  return reportOf(head, plan)
}

export interface LedgerOutcome {
  readonly made: LedgerCounts
  readonly present: Pick<LedgerCounts, 'households' | 'orders'>
}

/**
 * Makes all that a ledger has and the records have not, or nothing. The same ledger a second time makes nothing.
 * @throws Failure `ledger.faulty` when anything is wrong with it as things stand now.
 */
export async function importLedger(
  tx: Queryable,
  file: { readonly name: string; readonly fingerprint: string },
  { rows, faults }: ReadFile,
  base: LedgerBase,
  author: LedgerAuthor,
): Promise<LedgerOutcome> {
  const { key, now } = author
  await waitForOtherImports(tx)
  const plan = await planLedger(
    tx,
    { base, key, now, hold: (households, areas) => holdHouseholds(tx, households, areas) },
    rows,
    faults,
  )
  if (plan.faults.total > 0) throw new Failure('ledger.faulty', faultyDetails(plan))
  await commitLedger(tx, plan, author)
  const outcome = { made: madeBy(plan), present: presentIn(plan) }
  const detail = { ...file, ...outcome }
  const entry = { action: 'ledger.import', householdId: null, areaId: base.id, detail }
  await insertAudits(tx, { staffId: author.staffId, at: now, purpose: null }, [entry])
  return outcome
}

const FAULTS_IN_FAILURE_MAX = 20

function faultyDetails({ faults }: LedgerPlan) {
  return { faults: faults.total, first: shownFaults(faults.told.slice(0, FAULTS_IN_FAILURE_MAX), {}) }
}

export function presentIn(plan: LedgerPlan): LedgerOutcome['present'] {
  return { households: plan.homes.filter((it) => it.id !== null).length, orders: plan.ordersPresent }
}
