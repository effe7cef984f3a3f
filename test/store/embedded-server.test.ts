import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EmbeddedServer, type EmbeddedServerOptions, startEmbeddedServer } from '../../store/embedded-server.ts'
import { until } from '../support/until.ts'

let folder: string
let running: EmbeddedServer[]
let owners: ChildProcess[]
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'menshen-server-'))
  await chmod(folder, 0o755)
  running = []
  owners = []
})
afterEach(async () => {
  for (const owner of owners) await end(owner, 'SIGINT')
  for (const server of running) await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const start = async (options: Partial<EmbeddedServerOptions> = {}) => {
  const server = await startEmbeddedServer({ dataDir: folder, port: 0, ...options })
  running.push(server)
  return server
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  // A server that is killed also breaks a connection that is being closed.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const remember = (url: string) => query(url, 'create table kept as select 42 as value')
const recall = (url: string) => query(url, 'select value from kept')
const KEPT = [{ value: 42 }]

const serverProcess = async () =>
  Number.parseInt(await readFile(path.join(folder, 'data', 'postmaster.pid'), 'utf8'), 10)

async function startOwner(): Promise<{ owner: ChildProcess; url: string }> {
  const script = path.join(import.meta.dirname, 'server-owner.ts')
  const owner = spawn(process.execPath, [script, folder], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  owners.push(owner)
  if (owner.stdout === null) throw new TypeError('a pipe was asked for')
  const [line] = await once(owner.stdout, 'data')
  return { owner, url: String(line).trim() }
}

async function end(owner: ChildProcess, signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
  if (owner.exitCode !== null || owner.signalCode !== null) return
  const gone = once(owner, 'exit')
  owner.kill(signal)
  await gone
}

test('what is stored is there at the next start, which needs the same password', async () => {
  const first = await start()
  await remember(first.url)
  await first.stop()
  const second = await start()
  expect(await recall(second.url)).toEqual(KEPT)
  expect(new URL(second.url).password).toBe(new URL(first.url).password)
  expect((await stat(path.join(folder, 'password'))).mode & 0o777).toBe(0o600)
  const wrong = new URL(second.url)
  wrong.password = 'guess'
  await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password/)
})

test('data is durable by default and only a throwaway server may forget', async () => {
  const settings = `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as sync,
    current_setting('full_page_writes') as full_page_writes, current_setting('listen_addresses') as listen`
  const durable = await start()
  expect(await query(durable.url, settings)).toEqual([
    { fsync: 'on', sync: 'on', full_page_writes: 'on', listen: '127.0.0.1' },
  ])
  await durable.stop()
  const throwaway = await start({ fsync: false })
  expect(await query(throwaway.url, settings)).toEqual([
    { fsync: 'off', sync: 'off', full_page_writes: 'off', listen: '127.0.0.1' },
  ])
})

test('a second Menshen on the folder is refused, and the first does not notice', async () => {
  const { owner, url } = await startOwner()
  await expect(start()).rejects.toMatchObject({ code: 'database.folder_locked', details: { process: owner.pid } })
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('of two that start at once one is refused', async () => {
  const results = await Promise.allSettled([start(), start()])
  expect(results.map((it) => it.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const refused = results.find((it) => it.status === 'rejected')
  expect(refused?.reason).toMatchObject({ code: 'database.folder_locked' })
})

test('a taken port is named', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' ? address?.port : undefined
  await expect(start({ port: port ?? 0 })).rejects.toMatchObject({ code: 'database.port_taken', details: { port } })
  other.close()
  expect(await query((await start({ port: port ?? 0 })).url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a folder that cannot be made or reached is named', async () => {
  const file = path.join(folder, 'file')
  await writeFile(file, '')
  const below = path.join(file, 'postgres')
  await expect(start({ dataDir: below })).rejects.toMatchObject({
    code: 'database.folder_unreachable',
    details: { folder: below },
  })
  const closed = path.join(folder, 'closed')
  await mkdir(path.join(closed, 'data'), { recursive: true })
  await writeFile(path.join(closed, 'data', 'PG_VERSION'), '18\n')
  await chmod(closed, 0)
  await expect(start({ dataDir: closed })).rejects.toMatchObject({
    code: 'database.folder_unreachable',
    details: { folder: closed },
  })
  await chmod(closed, 0o755)
})

test('a start that fails says what the server said, also once it writes its own log', async () => {
  await (await start()).stop()
  await writeFile(path.join(folder, 'data', 'pg_hba.conf'), 'nonsense')
  await expect(start()).rejects.toThrow(/could not load .*pg_hba\.conf/)
})

test("another PostgreSQL version's files are left alone", async () => {
  await mkdir(path.join(folder, 'data'))
  await writeFile(path.join(folder, 'data', 'PG_VERSION'), '15\n')
  await expect(start()).rejects.toMatchObject({
    code: 'database.other_version',
    details: { found: '15', needed: '18' },
  })
  expect(await readFile(path.join(folder, 'data', 'PG_VERSION'), 'utf8')).toBe('15\n')
})

test('a killed server: what was committed is there after the next start', async () => {
  const first = await start()
  await remember(first.url)
  process.kill(await serverProcess(), 'SIGKILL')
  await first.stop()
  expect(await recall((await start()).url)).toEqual(KEPT)
})

test('a killed server whose statement goes on does not keep the next from starting', async () => {
  const first = await start()
  await remember(first.url)
  const busy = query(first.url, 'select sum(g % 7) from generate_series(1, 10000000000) g').catch(() => 'ended')
  const running = "select 1 from pg_stat_activity where state = 'active' and query like 'select sum%'"
  await until('the statement runs', async () => (await query(first.url, running)).length > 0)
  process.kill(await serverProcess(), 'SIGKILL')
  await first.stop()
  expect(await recall((await start()).url)).toEqual(KEPT)
  expect(await busy).toBe('ended')
})

test('a killed owner leaves its server running: the next start stops it and takes over', async () => {
  const { owner, url } = await startOwner()
  await remember(url)
  const orphan = await serverProcess()
  await end(owner, 'SIGKILL')
  expect(await recall((await start()).url)).toEqual(KEPT)
  expect(await serverProcess()).not.toBe(orphan)
})

test('owner and server killed at once', async () => {
  const { owner, url } = await startOwner()
  await remember(url)
  process.kill(await serverProcess(), 'SIGKILL')
  await end(owner, 'SIGKILL')
  expect(await recall((await start()).url)).toEqual(KEPT)
})

test('a pid file that names another program is cleared, and that program lives on', async () => {
  const first = await start()
  await remember(first.url)
  const pidFile = path.join(folder, 'data', 'postmaster.pid')
  const left = await readFile(pidFile, 'utf8')
  await first.stop()
  await writeFile(pidFile, left.replace(/^\d+/, `${process.ppid}`))
  expect(await recall((await start()).url)).toEqual(KEPT)
  expect(process.kill(process.ppid, 0)).toBe(true)
})

test('a start that died while it made the files is made good', async () => {
  await mkdir(path.join(folder, 'data.new'))
  await writeFile(path.join(folder, 'data.new', 'PG_VERSION'), '18\n')
  await writeFile(path.join(folder, 'password'), '')
  expect(await query((await start()).url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a Ctrl-C of the whole group does not take the database from under its owner', async () => {
  const { owner } = await startOwner()
  const gone = once(owner, 'exit')
  process.kill(-(owner.pid ?? 0), 'SIGINT')
  expect(await gone).toEqual([0, null])
  expect(await query((await start()).url, 'select times from drained')).toEqual([{ times: 1 }])
})
