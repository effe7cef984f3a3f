import { createHash } from 'node:crypto'
import { access, constants, mkdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { Failure } from '../base/failure.ts'
import type { Log } from '../base/log.ts'
import { type Cluster, pgCtl, prepareCluster, SUPERUSER, stopLeftOver, versionOf } from './cluster.ts'
import { lockFolder } from './folder-lock.ts'
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
const START_TRIES_MAX = 5

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
    const port = await freePort(options.port)
    await start(cluster, port, options)
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

/** Tries again where the processes of a killed server still hold its memory: they notice within moments. */
async function start(cluster: Cluster, port: number, { fsync = true }: EmbeddedServerOptions): Promise<void> {
  const settings = { ...SETTINGS, ...(fsync ? DURABLE : THROWAWAY), port }
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`)
  const log = path.join(cluster.data, 'start.log')
  for (let tries = 1; ; tries++) {
    await rm(log, { force: true })
    try {
      await pgCtl(cluster, ['start', '-w', '-t', `${START_SECONDS_MAX}`, '-l', log, '-o', flags.join(' ')])
      return
    } catch (cause) {
      const said = await readFile(log, 'utf8').catch(() => '')
      if (tries < START_TRIES_MAX && /shared memory block .* is still in use/.test(said)) continue
      throw new Error(`the database did not start: ${said}`, { cause })
    }
  }
}
