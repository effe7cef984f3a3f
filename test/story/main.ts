import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { differenceTable } from '../../firmware-sim/check.ts'
import { bar } from '../../firmware-sim/progress.ts'
import { SCENARIO_NAMES } from '../../firmware-sim/scenario.ts'
import { startEmbeddedServer } from '../../store/embedded-server.ts'
import { migrate } from '../../store/migrate.ts'
import { createPool } from '../../store/pool.ts'
import { type DaysLived, liveDays } from './live-days.ts'

const HELP = `npm run days -- [--days 3] [--seeds 1] [--from 1] [--scenario breaches] [--heartbeat 1800] [--limit 3900]

The demonstration's 40 households live some days on a clock that stands still while messages and transactions take their
time. Then every order is replayed from the database, and the simulator is asked what it knows: the three must agree.
--heartbeat and --limit are seconds; scenarios: ${SCENARIO_NAMES.join(', ')}.`

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '3' },
    seeds: { type: 'string', default: '1' },
    from: { type: 'string', default: '1' },
    scenario: { type: 'string', default: 'breaches' },
    heartbeat: { type: 'string', default: '1800' },
    limit: { type: 'string', default: '3900' },
    help: { type: 'boolean', default: false },
  },
})

async function oneSeed(seed: number): Promise<boolean> {
  const folder = await mkdtemp(path.join(tmpdir(), 'menshen-days-'))
  await chmod(folder, 0o755)
  const server = await startEmbeddedServer({ dataDir: folder, port: 0, fsync: false })
  const onError = (error: Error) => console.error(error.message)
  const pool = createPool({ url: server.url, max: 8, applicationName: 'days', onError })
  try {
    await migrate(server.url)
    const startedMs = performance.now()
    const lived = await liveDays({
      ...{ pool, seed, days: Number(values.days) },
      scenario: SCENARIO_NAMES.find((it) => it === values.scenario) ?? 'breaches',
      ...{ heartbeatMs: Number(values.heartbeat) * 1000, reportingLimitSeconds: Number(values.limit) },
      onProgress: (share) => void (process.stderr.isTTY && process.stderr.write(`\r${bar(share)}`)),
    })
    return report(seed, lived, (performance.now() - startedMs) / 1000)
  } finally {
    await pool.end()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function report(seed: number, lived: DaysLived, seconds: number): boolean {
  const { replayDifferences, accountDifferences, alerts } = lived
  const kinds = Object.entries(alerts).map(([kind, n]) => `${n} ${kind}`)
  console.log(
    `\rseed ${seed}: ${values.days} days of ${lived.households} households in ${seconds.toFixed(0)} s: ${lived.events} events, ` +
      `${lived.openings} openings, ${lived.permits} permits, ${lived.toldAnew} stories told anew; ${kinds.join(', ')}`,
  )
  for (const it of replayDifferences.slice(0, 20)) console.log(`  live and replay differ: ${JSON.stringify(it)}`)
  if (accountDifferences.length > 0) console.log(differenceTable(accountDifferences))
  return replayDifferences.length + accountDifferences.length === 0
}

if (values.help) {
  console.log(HELP)
  process.exit(0)
}
let agreed = 0
for (let n = 0; n < Number(values.seeds); n += 1) agreed += (await oneSeed(Number(values.from) + n)) ? 1 : 0
const all = agreed === Number(values.seeds)
console.log(
  all
    ? 'Lived, replayed from the database and told by the simulator, they are the same days, to the row.'
    : `${agreed} of ${values.seeds} seeds agree; run another alone with --from SEED.`,
)
process.exit(all ? 0 : 1)
