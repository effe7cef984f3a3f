import { parentPort, workerData } from 'node:worker_threads'
import { writeCsv } from '../../base/write-csv.ts'
import { type Sheet, writeXlsx } from '../../base/write-xlsx.ts'
import { readStock } from '../stock/read-stock.ts'
import { readLedger } from './read-ledger.ts'
import type { LedgerTask, WorkerNews } from './run-in-worker.ts'
import { Unreadable } from './unreadable.ts'

// The thread in which a ledger or a stock list is read or written: what takes a second there would hold up everybody else here.

const task: LedgerTask = workerData
const say = (news: WorkerNews): void => parentPort?.postMessage(news)

try {
  if (task.kind === 'read') for (const piece of readLedger(task.name, task.bytes)) say({ kind: 'piece', piece })
  else if (task.kind === 'stock') say({ kind: 'stock', stock: readStock(task.name, task.bytes) })
  else say({ kind: 'written', bytes: written(task.format, task.sheet) })
  say({ kind: 'done' })
} catch (error) {
  if (!(error instanceof Unreadable)) throw error
  say({ kind: 'unreadable', why: error.why, values: error.values })
}

function written(format: 'xlsx' | 'csv', sheet: Sheet): Uint8Array {
  if (format === 'xlsx') return writeXlsx([sheet])
  return new TextEncoder().encode(writeCsv([sheet.columns.map((it) => it.header), ...sheet.rows]))
}
