import { systemClock } from '../base/instant.ts'
import { type ReplayedOrders, replayOrders } from '../evaluator/replay-orders.ts'
import { HELP, type ReplayCommand, readReplayOptions } from './replay-options.ts'
import { replayReport } from './replay-report.ts'
import { runCommand, withDatabase } from './run-command.ts'

const NAME = 'replay'
const CONNECTIONS = 2

const reading = readReplayOptions(process.argv.slice(2), systemClock())
process.exitCode = await runCommand(reading, { name: NAME, help: HELP }, run)

/** 1 when something differs. */
async function run(command: ReplayCommand, signal: AbortSignal): Promise<number> {
  const replayed = await replay(command, signal)
  process.stdout.write(command.json ? `${JSON.stringify(replayed)}\n` : replayReport(replayed))
  return replayed.differences.length === 0 ? 0 : 1
}

function replay({ span }: ReplayCommand, signal: AbortSignal): Promise<ReplayedOrders> {
  return withDatabase({ name: NAME, environment: process.env, max: CONNECTIONS }, (pool, line) =>
    replayOrders({
      ...{ pool, span, now: systemClock(), signal },
      onProgress: ({ ordersDone, ordersAll, events }) =>
        line.show(ordersDone / ordersAll, `orders ${ordersDone}/${ordersAll}  events ${events}`),
    }),
  )
}
