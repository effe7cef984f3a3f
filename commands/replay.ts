import path from 'node:path'
import { readConfig } from '../base/config.ts'
import { Failure } from '../base/failure.ts'
import { systemClock } from '../base/instant.ts'
import { type ReplayedOrders, replayOrders } from '../evaluator/replay-orders.ts'
import { openDatabase } from '../store/open-database.ts'
import { createPool } from '../store/pool.ts'
import { ProgressLine } from './progress-line.ts'
import { HELP, type ReplayCommand, readReplayOptions } from './replay-options.ts'
import { replayReport } from './replay-report.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const CONNECTIONS = 2

process.exitCode = await main(process.argv.slice(2))

/** The exit code: 0 when nothing differs, 1 when something does or it failed, 2 when the options make no sense. */
async function main(args: readonly string[]): Promise<number> {
  const reading = readReplayOptions(args, systemClock())
  switch (reading.kind) {
    case 'help':
      process.stdout.write(HELP)
      return 0
    case 'wrong':
      complain([...reading.problems, 'npm run replay -- --help lists the options.'].join('\n'))
      return 2
    case 'ok':
      return run(reading.command)
  }
}

async function run(command: ReplayCommand): Promise<number> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(new Error('Stopped.')))
  try {
    const replayed = await replay(command, stop.signal)
    process.stdout.write(command.json ? `${JSON.stringify(replayed)}\n` : replayReport(replayed))
    return replayed.differences.length === 0 ? 0 : 1
  } catch (error) {
    if (!(error instanceof Error)) throw error
    complain(
      error instanceof Failure ? `${error.code}: ${error.message} ${JSON.stringify(error.details)}` : error.message,
    )
    return 1
  }
}

async function replay({ span }: ReplayCommand, signal: AbortSignal): Promise<ReplayedOrders> {
  const config = readConfig(process.env)
  const dataDir = path.resolve(ROOT, config.MENSHEN_DATA_DIR, 'postgres')
  const database = await openDatabase({ url: config.DATABASE_URL, dataDir })
  const onError = (error: Error): void => complain(error.message)
  const pool = createPool({ url: database.url, max: CONNECTIONS, applicationName: 'menshen replay', onError })
  const line = new ProgressLine(process.stderr, () => performance.now())
  try {
    return await replayOrders({
      ...{ pool, span, now: systemClock(), signal },
      onProgress: ({ ordersDone, ordersAll, events }) =>
        line.show(ordersDone / ordersAll, `orders ${ordersDone}/${ordersAll}  events ${events}`),
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
