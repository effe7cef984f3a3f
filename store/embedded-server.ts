import { createHash } from 'node:crypto'
import { access, constants, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { Failure } from '../base/failure.ts'
import type { Log } from '../base/log.ts'
import { type Cluster, pgCtl, prepareCluster, SUPERUSER, stopLeftOver, versionOf } from './cluster.ts'
import { lockFolder } from './folder-lock.ts'
import { endLeftProcesses } from './left-processes.ts'
import { SHARED_ROOT, serverBinaries } from './server-binaries.ts'
import { canReach, type ServerUser, serverUser } from './server-user.ts'

export interface EmbeddedServerOptions {
  /** The folder for the cluster, the password and the lock. Made when it is not there. */
  readonly dataDir: string
  /** 0 takes a free one. */
  readonly port: number
  /** False only for a test's throwaway data. */
  readonly fsync?: boolean
  readonly log?: Log
}

export interface EmbeddedServer {
  readonly url: string
  /** Resolves when the server has written everything down and is gone; also when it was gone before. */
  stop(): Promise<void>
}

const START_SECONDS_MAX = 60

/** For batches on a small machine; what is acknowledged is on the disk. The log starts over every weekday. */
const SETTINGS = {
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  max_connections: '100',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  logging_collector: 'on',
  log_min_messages: 'warning',
  log_directory: 'log',
  log_filename: 'server-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  log_rotation_size: '0',
}
const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', wal_compression: 'off' }
const THROWAWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_compression: 'off' }

/**
 * Starts PostgreSQL from the npm package on this machine alone. The server is a process of its own, started and stopped
 * by pg_ctl, so that a Ctrl-C for Menshen does not reach it before Menshen has drained; one that an earlier, killed
 * Menshen left running is stopped first.
 * @throws Failure `database.folder_locked`, `database.folder_unreachable`, `database.other_version`, `database.port_taken`
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const user = await serverUser()
  const folder = await reachableFolder(path.resolve(options.dataDir), user, options.log)
  const unlock = await lockFolder(path.join(folder, 'menshen.lock'))
  try {
    const cluster: Cluster = { binaries: await serverBinaries(user), user, folder, data: path.join(folder, 'data') }
    const password = await prepareCluster(cluster)
    const leftOver = await stopLeftOver(cluster)
    if (leftOver !== 'none') options.log?.warn({ folder, leftOver }, 'the database was not stopped the last time')
    const port = await start(cluster, options)
    return {
      url: `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`,
      async stop() {
        await stopLeftOver(cluster).finally(unlock)
      },
    }
  } catch (error) {
    await unlock()
    throw error
  }
}

/** The folder itself, or, when root's `postgres` cannot reach it, one of its own below a folder that it can. */
async function reachableFolder(wanted: string, user: ServerUser, log: Log | undefined): Promise<string> {
  try {
    await mkdir(wanted, { recursive: true })
    await access(wanted, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new Failure('database.folder_unreachable', { folder: wanted }, { cause })
  }
  const elsewhere = path.join(SHARED_ROOT, createHash('sha256').update(wanted).digest('hex').slice(0, 16))
  // Where data is decides, not which folder can be reached today: the other one would be a database without it.
  const isElsewhere = (await versionOf(path.join(elsewhere, 'data'))) !== null
  if (!isElsewhere && (await canReach(user, wanted))) return wanted
  if (user.kind === 'same' || (await versionOf(path.join(wanted, 'data'))) !== null)
    throw new Failure('database.folder_unreachable', { folder: wanted })
  await mkdir(elsewhere, { recursive: true, mode: 0o755 })
  if (!(await canReach(user, elsewhere))) throw new Failure('database.folder_unreachable', { folder: elsewhere })
  log?.warn(
    { wanted, folder: elsewhere },
    'the database server may not run as root; its user cannot reach the data folder',
  )
  return elsewhere
}

/** @throws Failure `database.port_taken` */
async function freePort(wanted: number): Promise<number> {
  const probe = createServer()
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject)
      probe.listen(wanted, '127.0.0.1', resolve)
    })
    const address = probe.address()
    return typeof address === 'object' && address !== null ? address.port : wanted
  } catch (cause) {
    throw new Failure('database.port_taken', { port: wanted }, { cause })
  } finally {
    await new Promise((resolve) => probe.close(resolve))
  }
}

/**
 * Returns the port. Tries again where processes of a killed server still hold its memory, and where another program took
 * the port since it was seen free: a given port is then refused by `freePort`, and instead of a free one comes another.
 */
async function start(cluster: Cluster, options: EmbeddedServerOptions): Promise<number> {
  const endsAt = performance.now() + START_SECONDS_MAX * 1000
  for (;;) {
    const port = await freePort(options.port)
    try {
      await startOn(port, cluster, options)
      return port
    } catch (cause) {
      const said = await readLog(cluster)
      const passes = HELD.test(said) || PORT_TAKEN.test(said)
      if (!passes || performance.now() > endsAt) throw new Error(`the database did not start: ${said}`, { cause })
      if (!HELD.test(said)) continue
      const ended = await endLeftProcesses(cluster.data)
      options.log?.warn({ ended }, 'processes of a killed server went on')
    }
  }
}

const HELD = /shared memory block .* is still in use/
const PORT_TAKEN = /could not bind .*: Address already in use/

async function startOn(port: number, cluster: Cluster, { fsync = true }: EmbeddedServerOptions): Promise<void> {
  const settings = { ...SETTINGS, ...(fsync ? DURABLE : THROWAWAY), port }
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`)
  const log = startLog(cluster)
  await rm(log, { force: true })
  await pgCtl(cluster, ['start', '-w', '-t', `${START_SECONDS_MAX}`, '-l', log, '-o', flags.join(' ')])
}

const startLog = ({ data }: Cluster) => path.join(data, 'start.log')

/** What the last start said: until its log collector ran, and after that. */
async function readLog(cluster: Cluster): Promise<string> {
  const first = await readFile(startLog(cluster), 'utf8').catch(() => '')
  if (!first.includes('redirecting log output')) return first
  const folder = path.join(cluster.data, SETTINGS.log_directory)
  const files = (await readdir(folder)).map((name) => path.join(folder, name))
  const dated = await Promise.all(files.map(async (file) => ({ file, at: (await stat(file)).mtimeMs })))
  const newest = dated.toSorted((a, b) => b.at - a.at)[0]
  if (newest === undefined) return first
  const text = await readFile(newest.file, 'utf8')
  return text.slice(Math.max(0, text.lastIndexOf('starting PostgreSQL')))
}
