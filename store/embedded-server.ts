import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import { Failure } from '../base/failure.ts'
import type { Log } from '../base/log.ts'
import { lockFolder } from './folder-lock.ts'
import { type ServerBinaries, SHARED_ROOT, serverBinaries } from './server-binaries.ts'
import { canReach, type ServerUser, serverUser } from './server-user.ts'

const run = promisify(execFile)

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
  stop(): Promise<void>
}

interface Cluster {
  readonly binaries: ServerBinaries
  readonly user: ServerUser
  readonly folder: string
  readonly data: string
}

const VERSION = '18'
const START_SECONDS_MAX = 60

/** For batches on a small machine; what is acknowledged is on the disk (`fsync`, `synchronous_commit`: on). */
const SETTINGS = {
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  max_connections: '100',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  log_min_messages: 'warning',
}
const THROWAWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

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
    const password = await prepare(cluster)
    await stopLeftOver(cluster)
    const port = await freePort(options.port)
    await pgCtl(cluster, [
      'start',
      '-w',
      '-t',
      `${START_SECONDS_MAX}`,
      '-l',
      path.join(folder, 'data', 'server.log'),
      '-o',
      flags(port, options),
    ])
    return {
      url: `postgres://menshen:${password}@127.0.0.1:${port}/postgres`,
      async stop() {
        await pgCtl(cluster, ['stop', '-w', '-m', 'fast'])
        await unlock()
      },
    }
  } catch (error) {
    await unlock()
    throw error
  }
}

/** The folder itself, or, when root's `postgres` cannot reach it, one of the same name below a folder that it can. */
async function reachableFolder(wanted: string, user: ServerUser, log: Log | undefined): Promise<string> {
  await mkdir(wanted, { recursive: true }).catch((cause: Error) => {
    throw new Failure('database.folder_unreachable', { folder: wanted, why: cause.message })
  })
  if (await canReach(user, wanted)) return wanted
  if (user.kind === 'same') throw new Failure('database.folder_unreachable', { folder: wanted })
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 16)
  const folder = path.join(SHARED_ROOT, name)
  await mkdir(folder, { recursive: true, mode: 0o755 })
  if (!(await canReach(user, folder))) throw new Failure('database.folder_unreachable', { folder: wanted })
  log?.info(
    { wanted, folder },
    'the database server, which may not run as root, cannot reach the data folder; its data is kept elsewhere',
  )
  return folder
}

/** Makes the cluster at the first start. Returns its password, which is kept beside it for this user alone. */
async function prepare(cluster: Cluster): Promise<string> {
  const { folder, data, user, binaries } = cluster
  const passwordFile = path.join(folder, 'password')
  const version = await readFile(path.join(data, 'PG_VERSION'), 'utf8').catch(() => null)
  if (version !== null) {
    if (version.trim() !== VERSION)
      throw new Failure('database.other_version', { folder: data, found: version.trim(), needed: VERSION })
    return (await readFile(passwordFile, 'utf8')).trim()
  }
  const password = randomBytes(24).toString('base64url')
  await rm(data, { recursive: true, force: true })
  await mkdir(data, { mode: 0o700 })
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  if (user.kind === 'postgres') await chown(data, user.uid, user.gid)
  const given = path.join(folder, 'initdb-password')
  await writeFile(given, `${password}\n`, { mode: 0o600 })
  if (user.kind === 'postgres') await chown(given, user.uid, user.gid)
  try {
    const args = [
      `--pgdata=${data}`,
      '--username=menshen',
      '--auth=scram-sha-256',
      `--pwfile=${given}`,
      '--encoding=UTF8',
      '--locale=C',
      '--no-instructions',
    ]
    await asUser(cluster, binaries.initdb, args)
  } finally {
    await rm(given, { force: true })
  }
  await chmod(data, 0o700)
  return password
}

async function stopLeftOver(cluster: Cluster): Promise<void> {
  const running = await pgCtl(cluster, ['status']).then(
    () => true,
    () => false,
  )
  if (running) await pgCtl(cluster, ['stop', '-w', '-m', 'fast'])
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
    probe.close()
  }
}

function flags(port: number, { fsync = true }: EmbeddedServerOptions): string {
  const settings = { ...SETTINGS, port: `${port}`, ...(fsync ? {} : THROWAWAY) }
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(' ')
}

function pgCtl(cluster: Cluster, args: readonly string[]): Promise<unknown> {
  const [command = '', ...rest] = args
  return asUser(cluster, cluster.binaries.pgCtl, [command, '-D', cluster.data, ...rest])
}

async function asUser({ user, folder }: Cluster, program: string, args: readonly string[]): Promise<void> {
  const as = user.kind === 'same' ? {} : { uid: user.uid, gid: user.gid }
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
  await run(program, [...args], { ...as, cwd: folder, env })
}
