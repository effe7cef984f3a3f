import path from 'node:path'
import { readConfig } from '../base/config.ts'
import { Failure } from '../base/failure.ts'
import { systemClock } from '../base/instant.ts'
import { backTest } from '../evaluator/back-test/back-test.ts'
import type { BackTestResult } from '../evaluator/back-test/back-test-result.ts'
import { openDatabase } from '../store/open-database.ts'
import { createPool } from '../store/pool.ts'
import { type BackTestCommand, HELP, readBackTestOptions } from './back-test-options.ts'
import { backTestReport } from './back-test-report.ts'
import { ProgressLine } from './progress-line.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const CONNECTIONS = 3
const STATEMENT_MS_MAX = 600_000

process.exitCode = await main(process.argv.slice(2))

/** The exit code: 0 when there is a result, 1 when it failed or was stopped, 2 when the options make no sense. */
async function main(args: readonly string[]): Promise<number> {
  const reading = await readBackTestOptions(args, systemClock())
  switch (reading.kind) {
    case 'help':
      process.stdout.write(HELP)
      return 0
    case 'wrong':
      complain([...reading.problems, 'npm run back-test -- --help lists the options.'].join('\n'))
      return 2
    case 'ok':
      return run(reading.command)
  }
}

async function run(command: BackTestCommand): Promise<number> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(new Error('Stopped.')))
  try {
    const result = await compare(command, stop.signal)
    process.stdout.write(command.json ? `${JSON.stringify(result)}\n` : backTestReport(result))
    return 0
  } catch (error) {
    if (!(error instanceof Error)) throw error
    complain(
      error instanceof Failure ? `${error.code}: ${error.message} ${JSON.stringify(error.details)}` : error.message,
    )
    return 1
  }
}

async function compare({ area, from, until, settings }: BackTestCommand, signal: AbortSignal): Promise<BackTestResult> {
  const config = readConfig(process.env)
  const dataDir = path.resolve(ROOT, config.MENSHEN_DATA_DIR, 'postgres')
  const database = await openDatabase({ url: config.DATABASE_URL, dataDir })
  const { url } = database
  const onError = (error: Error): void => complain(error.message)
  const limits = { max: CONNECTIONS, statementMsMax: STATEMENT_MS_MAX }
  const pool = createPool({ url, applicationName: 'menshen back-test', onError, ...limits })
  const elapsed = (): number => performance.now()
  const line = new ProgressLine(process.stderr, elapsed)
  try {
    return await backTest({
      ...{ pool, span: { area, from, until }, settings, now: systemClock(), elapsed, signal },
      onProgress: ({ ordersDone, ordersAll, events }) =>
        line.show(ordersDone / Math.max(1, ordersAll), `orders ${ordersDone}/${ordersAll}  events ${events}`),
    })
  } finally {
    line.clear()
    await pool.end()
    await database.close()
  }
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`)
}
