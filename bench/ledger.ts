import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import type { Pool } from 'pg'
import { writeCsv } from '../base/write-csv.ts'
import { writeXlsx } from '../base/write-xlsx.ts'
import { createArea } from '../registry/area.ts'
import { exportLedger, ledgerColumns } from '../registry/ledger/export-ledger.ts'
import {
  checkLedger,
  importLedger,
  type LedgerFile,
  ledgerBase,
  readLedgerFile,
} from '../registry/ledger/import-ledger.ts'
import { writeInWorker } from '../registry/ledger/run-in-worker.ts'
import { ensureRootArea } from '../registry/root-area.ts'
import { addStaff } from '../registry/staff.ts'
import { startEmbeddedServer } from '../store/embedded-server.ts'
import { migrate } from '../store/migrate.ts'
import { createPool } from '../store/pool.ts'
import { inTransaction } from '../store/transaction.ts'

// npm run bench:ledger: how long 10,000 households with their contacts and orders take to be checked, imported, exported
// and read back, and how long the process is deaf to everybody else meanwhile.

const HOUSEHOLDS = 10_000
const NOW = Date.UTC(2026, 2, 2, 4)
const KEY = Buffer.alloc(32, 7)
const HEADER = ['楼栋', '单元', '房号', '楼层', '联系人', '电话', '通知方式', '开始', '结束', '依据', '策略']

const rows = Array.from({ length: HOUSEHOLDS }, (_, n) => [
  ...[`${1 + Math.floor(n / 200)}号楼`, `${1 + (Math.floor(n / 50) % 4)}单元`, `${1 + (n % 50)}01`, 1 + (n % 50)],
  ...[`王${n}`, `138${String(n).padStart(8, '0')}`, '短信', '2026-03-02', '2026/3/15', `告知书 ${n}`, 'default'],
])

async function measured<T>(name: string, work: () => Promise<T>): Promise<T> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const before = process.memoryUsage.rss()
  let most = before
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 20)
  delay.enable()
  const began = performance.now()
  const result = await work()
  const seconds = ((performance.now() - began) / 1000).toFixed(2)
  delay.disable()
  clearInterval(look)
  const [p99, max] = [delay.percentile(99), delay.max].map((it) => (it / 1e6).toFixed(0))
  const more = Math.round((most - before) / 1024 / 1024)
  console.log(
    `${name}: ${seconds} s, event loop late by ${p99} ms (99 %), ${max} ms (most), ${more} MB more at the most`,
  )
  return result
}

async function measure(pool: Pool): Promise<void> {
  const { base, staffId } = await inTransaction(pool, async (tx) => {
    const root = await ensureRootArea(tx)
    const area = { parentId: root, kind: 'community', name: '平安社区', timeZone: null } as const
    const areaId = await createArea(tx, [root], area)
    const roles = [{ role: 'admin', areaId: root }] as const
    const member = { username: 'bench', displayName: 'bench', password: 'a password for the bench', roles }
    return { base: await ledgerBase(tx, [root], areaId), staffId: await addStaff(tx, [root], member, NOW) }
  })
  const columns = HEADER.map((header) => ({ header, width: 12 }))
  const xlsx: LedgerFile = { name: 'a.xlsx', bytes: writeXlsx([{ name: '台账', columns, rows }]) }
  const csv: LedgerFile = { name: 'a.csv', bytes: new TextEncoder().encode(writeCsv([HEADER, ...rows])) }
  const check = (file: LedgerFile) => checkLedger(pool, file, { base, now: NOW, key: KEY })
  const author = { staffId, username: 'bench', now: NOW, key: KEY }
  const commit = async (file: LedgerFile) => {
    const read = await readLedgerFile(file)
    const named = { name: file.name, fingerprint: '' }
    return inTransaction(pool, (tx) => importLedger(tx, named, read, base, author))
  }
  console.log(
    `${HOUSEHOLDS} households; XLSX ${Math.round(xlsx.bytes.length / 1024)} KB, CSV ${Math.round(csv.bytes.length / 1024)} KB`,
  )
  const first = await measured('check of XLSX', () => check(xlsx))
  console.log(`  would make ${JSON.stringify(first.makes)}, faults ${first.faultsTotal}`)
  await measured('check of CSV', () => check(csv))
  await measured('import of XLSX', () => commit(xlsx))
  const again = await measured('the same again', () => commit(xlsx))
  console.log(`  made ${JSON.stringify(again.made)}`)
  const filter = { scope: [base.id], revealed: [base.id], areaId: null, now: NOW }
  const bytes = await measured('export as XLSX, with contacts', async () => {
    const table = await inTransaction(pool, (tx) => exportLedger(tx, KEY, filter, 'zh'))
    return writeInWorker('xlsx', { name: '台账', columns: ledgerColumns('zh'), rows: table.rows })
  })
  const back = await measured('check of the export', () => check({ name: 'b.xlsx', bytes }))
  console.log(
    `  would make ${JSON.stringify(back.makes)}, present ${JSON.stringify(back.present)}, faults ${back.faultsTotal}`,
  )
}

const folder = await mkdtemp(path.join(tmpdir(), 'menshen-bench-'))
await chmod(folder, 0o755)
const server = await startEmbeddedServer({ dataDir: folder, port: 0 })
try {
  await migrate(server.url)
  const pool = createPool({ url: server.url, max: 4, applicationName: 'bench', onError: () => undefined })
  await measure(pool)
  await pool.end()
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
