import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Failure } from '../base/failure.ts'
import type { Log } from '../base/log.ts'
import { SUPERUSER } from './cluster.ts'
import { startEmbeddedServer } from './embedded-server.ts'
import { migrate } from './migrate.ts'

export interface DatabasePlace {
  /** A server of one's own; undefined: the embedded one. */
  readonly url: string | undefined
  readonly dataDir: string
  readonly log?: Log
}

export interface OpenDatabase {
  readonly url: string
  close(): Promise<void>
}

/**
 * The service's database, for a command beside it: the server that the configuration names, the embedded one that a
 * running Menshen has started, or, where none runs, the embedded one for as long as the command takes.
 * @throws Failure as `startEmbeddedServer`
 */
export async function openDatabase({ url, dataDir, log }: DatabasePlace): Promise<OpenDatabase> {
  if (url !== undefined) return { url, close: async () => undefined }
  try {
    const server = await startEmbeddedServer({ dataDir, port: 0, ...(log === undefined ? {} : { log }) })
    await migrate(server.url)
    return { url: server.url, close: () => server.stop() }
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'database.folder_locked') throw error
    return { url: await runningServer(path.dirname(String(error.details.file))), close: async () => undefined }
  }
}

/** Line 4 of postmaster.pid is the port. */
async function runningServer(folder: string): Promise<string> {
  const pid = await readFile(path.join(folder, 'data', 'postmaster.pid'), 'utf8')
  const port = Number(pid.split('\n')[3])
  const password = (await readFile(path.join(folder, 'password'), 'utf8')).trim()
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`
}
