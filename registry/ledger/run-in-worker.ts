import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Failure } from '../../base/failure.ts'
import type { Sheet } from '../../base/write-xlsx.ts'
import type { StockReading } from '../stock/read-stock.ts'
import { worded } from './fault.ts'
import type { LedgerHead, LedgerPiece } from './read-ledger.ts'
import { UNREADABLE, type UnreadableWhy } from './unreadable.ts'

export type LedgerTask =
  | { readonly kind: 'read'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'stock'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'write'; readonly format: 'xlsx' | 'csv'; readonly sheet: Sheet }

export type WorkerNews =
  | { readonly kind: 'piece'; readonly piece: LedgerHead | LedgerPiece }
  | { readonly kind: 'stock'; readonly stock: StockReading }
  | { readonly kind: 'written'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'unreadable'
      readonly why: UnreadableWhy
      readonly values: Readonly<Record<string, string | number>>
    }
  | { readonly kind: 'done' }

/** What a file of the largest size takes many times over. A hostile one is stopped there. */
const MEMORY_MEGABYTES_MAX = 512
const WORK_MS_MAX = 20_000
const PLACE = new URL('./ledger-worker.ts', import.meta.url)

/** Reads a ledger in a thread of its own. @throws Failure `ledger.unreadable` with the reason in both languages. */
export async function* readInWorker(name: string, bytes: Uint8Array): AsyncGenerator<LedgerHead | LedgerPiece> {
  for await (const news of workOn({ kind: 'read', name, bytes })) {
    if (news.kind === 'piece') yield news.piece
  }
}

/** Reads a list of sensors in a thread of its own. @throws Failure `ledger.unreadable` with the reason in both languages. */
export async function readStockInWorker(name: string, bytes: Uint8Array): Promise<StockReading> {
  for await (const news of workOn({ kind: 'stock', name, bytes })) {
    if (news.kind === 'stock') return news.stock
  }
  throw new TypeError('the thread ended without having read')
}

/** Writes a table in a thread of its own. */
export async function writeInWorker(format: 'xlsx' | 'csv', sheet: Sheet): Promise<Uint8Array> {
  for await (const news of workOn({ kind: 'write', format, sheet })) {
    if (news.kind === 'written') return news.bytes
  }
  throw new TypeError('the thread ended without having written')
}

async function* workOn(task: LedgerTask): AsyncGenerator<WorkerNews> {
  const worker = new Worker(PLACE, {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MEGABYTES_MAX },
  })
  try {
    const signal = AbortSignal.timeout(WORK_MS_MAX)
    for await (const [news] of on(worker, 'message', { signal, close: ['exit'] })) {
      const told: WorkerNews = news
      if (told.kind === 'done') return
      if (told.kind === 'unreadable') throw unreadable(told.why, told.values)
      yield told
    }
  } catch (error) {
    throw stopped(error)
  } finally {
    await worker.terminate()
  }
}

function stopped(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if (error.name === 'AbortError') return unreadable('took_too_long')
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? unreadable('too_large_inside') : error
}

function unreadable(why: UnreadableWhy, values: Readonly<Record<string, string | number>> = {}): Failure {
  return new Failure('ledger.unreadable', { why, reason: worded(UNREADABLE[why], values) })
}
