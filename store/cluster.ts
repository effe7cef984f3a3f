import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { Failure } from '../base/failure.ts'
import { isRunning } from './folder-lock.ts'
import type { ServerBinaries } from './server-binaries.ts'
import type { ServerUser } from './server-user.ts'

const run = promisify(execFile)

/** The files of one PostgreSQL server, the programs that work on them and the user that may. */
export interface Cluster {
  readonly binaries: ServerBinaries
  readonly user: ServerUser
  /** Holds `data`, `password` and the lock. */
  readonly folder: string
  readonly data: string
}

export const SUPERUSER = 'menshen'
const VERSION = '18'

/**
 * Makes the cluster at the first start. Returns its password, which is kept beside it for this user alone.
 * @throws Failure `database.other_version`
 */
export async function prepareCluster(cluster: Cluster): Promise<string> {
  const { folder, data } = cluster
  const passwordFile = path.join(folder, 'password')
  const found = await versionOf(data)
  if (found !== null) {
    if (found !== VERSION) throw new Failure('database.other_version', { folder: data, found, needed: VERSION })
    return (await readFile(passwordFile, 'utf8')).trim()
  }
  const password = randomBytes(24).toString('base64url')
  await writeSecret(passwordFile, password)
  await makeData(cluster, password)
  return password
}

/** The major version of the server that made these files; null where there are none. */
export async function versionOf(data: string): Promise<string | null> {
  const text = await readFile(path.join(data, 'PG_VERSION'), 'utf8').catch(() => null)
  return text?.trim() ?? null
}

/** Made under another name, so that a start which dies half-way is not taken for a cluster. */
async function makeData(cluster: Cluster, password: string): Promise<void> {
  const { folder, data, user, binaries } = cluster
  const half = path.join(folder, 'data.new')
  const given = path.join(folder, 'data.new.password')
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { mode: 0o700 })
  await writeSecret(given, password)
  if (user.kind === 'postgres') await Promise.all([half, given].map((it) => chown(it, user.uid, user.gid)))
  const args = [
    `--pgdata=${half}`,
    `--username=${SUPERUSER}`,
    '--auth=scram-sha-256',
    `--pwfile=${given}`,
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ]
  try {
    await asUser(cluster, binaries.initdb, args)
  } finally {
    await rm(given, { force: true })
  }
  await rename(half, data)
}

/** On the disk before anything is encrypted with it: a cluster whose password is lost is lost. */
async function writeSecret(file: string, secret: string): Promise<void> {
  const handle = await open(file, 'w', 0o600)
  try {
    await handle.writeFile(`${secret}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Stops the server that a killed Menshen left running, or clears the pid file that a killed server left behind. */
export async function stopLeftOver(cluster: Cluster): Promise<'none' | 'stopped' | 'cleared'> {
  const file = path.join(cluster.data, 'postmaster.pid')
  const processId = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10)
  if (Number.isNaN(processId)) return 'none'
  const isOurs = async () => isRunning(processId) && (await commandOf(processId)).includes(cluster.data)
  // Process ids come round again: another program is neither waited for nor stopped.
  if (await isOurs()) {
    try {
      await pgCtl(cluster, ['stop', '-w', '-m', 'fast'])
      return 'stopped'
    } catch (error) {
      // It may also have been killed meanwhile, and then left its file.
      if (await isOurs()) throw error
    }
  }
  await rm(file, { force: true })
  return 'cleared'
}

async function commandOf(processId: number): Promise<string> {
  try {
    return await readFile(`/proc/${processId}/cmdline`, 'utf8')
  } catch {
    return run('ps', ['-o', 'args=', '-p', `${processId}`]).then(
      ({ stdout }) => stdout,
      () => '',
    )
  }
}

export function pgCtl(cluster: Cluster, [command, ...rest]: readonly [string, ...string[]]): Promise<void> {
  return asUser(cluster, cluster.binaries.pgCtl, [command, '-D', cluster.data, ...rest])
}

async function asUser({ user, folder }: Cluster, program: string, args: readonly string[]): Promise<void> {
  const as = user.kind === 'same' ? {} : { uid: user.uid, gid: user.gid }
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
  await run(program, [...args], { ...as, cwd: folder, env })
}
