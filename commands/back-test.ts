import { systemClock } from '../base/instant.ts'
import { backTest } from '../evaluator/back-test/back-test.ts'
import type { BackTestResult } from '../evaluator/back-test/back-test-result.ts'
import { type BackTestCommand, HELP, readBackTestOptions } from './back-test-options.ts'
import { backTestReport } from './back-test-report.ts'
import { runCommand, withDatabase } from './run-command.ts'

const NAME = 'back-test'
const CONNECTIONS = 3
const STATEMENT_MS_MAX = 600_000

const reading = await readBackTestOptions(process.argv.slice(2), systemClock())
process.exitCode = await runCommand(reading, { name: NAME, help: HELP }, run)

async function run(command: BackTestCommand, signal: AbortSignal): Promise<number> {
  const result = await compare(command, signal)
  process.stdout.write(command.json ? `${JSON.stringify(result)}\n` : backTestReport(result))
  return 0
}

function compare({ area, from, until, settings }: BackTestCommand, signal: AbortSignal): Promise<BackTestResult> {
  const limits = { max: CONNECTIONS, statementMsMax: STATEMENT_MS_MAX }
  return withDatabase({ name: NAME, environment: process.env, ...limits }, (pool, line) =>
    backTest({
      ...{ pool, span: { area, from, until }, settings, now: systemClock(), signal },
      elapsed: () => performance.now(),
      onProgress: ({ ordersDone, ordersAll, events }) =>
        line.show(ordersDone / Math.max(1, ordersAll), `orders ${ordersDone}/${ordersAll}  events ${events}`),
    }),
  )
}
