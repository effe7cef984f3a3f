import path from 'node:path'
import type { Pool } from 'pg'
import { readConfig } from '../base/config.ts'
import { Failure } from '../base/failure.ts'
import { openDatabase } from '../store/open-database.ts'
import { createPool } from '../store/pool.ts'
import { ProgressLine } from './progress-line.ts'

const ROOT = path.resolve(import.meta.dirname, '..')

/** What the options of a command are understood as. */
export type Reading<C> =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] }
  | { readonly kind: 'ok'; readonly command: C }

interface About {
  /** As npm runs it. */
  readonly name: string
  readonly help: string
}

/** The exit code: what the command gives, 1 when it failed or was stopped, 2 when the options make no sense. */
export async function runCommand<C>(
  reading: Reading<C>,
  { name, help }: About,
  run: (command: C, signal: AbortSignal) => Promise<number>,
): Promise<number> {
  switch (reading.kind) {
    case 'help':
      process.stdout.write(help)
      return 0
    case 'wrong':
      complain([...reading.problems, `npm run ${name} -- --help lists the options.`].join('\n'))
      return 2
    case 'ok':
      return runStoppable((signal) => run(reading.command, signal))
  }
}

async function runStoppable(run: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(new Error('Stopped.')))
  try {
    return await run(stop.signal)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    complain(
      error instanceof Failure ? `${error.code}: ${error.message} ${JSON.stringify(error.details)}` : error.message,
    )
    return 1
  }
}

interface Connections {
  readonly name: string
  readonly environment: NodeJS.ProcessEnv
  readonly max: number
  readonly statementMsMax?: number
}

/** The installation's own database, and a line that says how far it is, both gone when it is done. */
export async function withDatabase<T>(
  { name, environment, ...limits }: Connections,
  use: (pool: Pool, line: ProgressLine) => Promise<T>,
): Promise<T> {
  const config = readConfig(environment)
  const dataDir = path.resolve(ROOT, config.MENSHEN_DATA_DIR, 'postgres')
  const database = await openDatabase({ url: config.DATABASE_URL, dataDir })
  const onError = (error: Error): void => complain(error.message)
  const pool = createPool({ url: database.url, applicationName: `menshen ${name}`, onError, ...limits })
  const line = new ProgressLine(process.stderr, () => performance.now())
  try {
    return await use(pool, line)
  } finally {
    line.clear()
    await pool.end()
    await database.close()
  }
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`)
}
