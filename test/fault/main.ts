import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Pool } from 'pg'
import { startEmbeddedServer } from '../../store/embedded-server.ts'
import { migrate } from '../../store/migrate.ts'
import { createPool } from '../../store/pool.ts'
import { startMosquitto } from '../peers/mosquitto.ts'
import { type KillReport, killRun } from './kill-run.ts'
import { notifyRun } from './notify-run.ts'

/**
 * `npm run faults`: the kill runs, seed after seed, on databases that sync to the disk: of the way from the door to the
 * alert with many sensors, and of the way from the alert to people with the service's own times. `--only doors` or
 * `--only messages` runs one of the two. `--only peers` kills one of two workers on a mosquitto every few seconds for two minutes.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    from: { type: 'string', default: '1' },
    sensors: { type: 'string', default: '500' },
    only: { type: 'string', default: 'both' },
  },
})

/** What a run found: what it did, and which rules are broken. */
interface Outcome {
  readonly sentence: string
  readonly broken: readonly (readonly [rule: string, found: readonly string[]])[]
}

interface Given {
  readonly url: string
  readonly pool: Pool
  readonly seed: number
}

async function doors(given: Given): Promise<Outcome> {
  return outcomeOf(await killRun({ ...given, sensors: Number(values.sensors) }))
}

function outcomeOf({ lost, doubled, unnotified, different, ...it }: KillReport): Outcome {
  return {
    sentence: `${it.kills} kills, ${it.messages} messages, ${it.alerts} alerts: L D N S hold`,
    broken: broken({ L: lost, D: doubled, N: unnotified, S: different }),
  }
}

/** Needs mosquitto, so it is not among `both`. */
async function peers(given: Given): Promise<Outcome> {
  const mosquitto = await startMosquitto()
  try {
    const shared = { brokerUrl: mosquitto.url, forMs: 120_000, everyMs: 4000 }
    return outcomeOf(await killRun({ ...given, sensors: Number(values.sensors), shared }))
  } finally {
    await mosquitto.stop()
  }
}

async function messages(given: Given): Promise<Outcome> {
  const times = { leaseMs: 30_000, stepsMs: [0, 5000, 10_000] }
  const { undelivered, late, keys, afterwards, skipped, ...it } = await notifyRun({ ...given, ...times })
  return {
    sentence: `${it.kills} kills, ${it.alerts} alerts, ${it.acknowledged} acknowledged, ${it.handedOver} handed over: the ${it.again} that were held went again in time under their own keys or were not needed any more, nothing was claimed after an acknowledgement (${it.onTheirWay} were on their way), and no step is missing`,
    broken: broken({ undelivered, late, keys, afterwards, skipped }),
  }
}

function broken(rules: Readonly<Record<string, readonly string[]>>): Outcome['broken'] {
  return Object.entries(rules).filter(([, found]) => found.length > 0)
}

/** On a database of its own. */
async function holds(what: string, seed: number, run: (given: Given) => Promise<Outcome>): Promise<boolean> {
  const folder = await mkdtemp(path.join(tmpdir(), 'menshen-faults-'))
  await chmod(folder, 0o755)
  const server = await startEmbeddedServer({ dataDir: folder, port: 0 })
  await migrate(server.url)
  const pool = createPool({
    url: server.url,
    max: 8,
    applicationName: 'faults',
    onError: (error) => console.error(error.message),
  })
  try {
    const outcome = await run({ url: server.url, pool, seed })
    const isWhole = outcome.broken.length === 0
    console.log(`seed ${seed}, ${what}: ${isWhole ? '' : 'BROKEN, or else: '}${outcome.sentence}`)
    for (const [rule, found] of outcome.broken)
      console.log(`  ${rule}: ${found.length}, as ${found.slice(0, 5).join('; ')}`)
    return isWhole
  } finally {
    await pool.end()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const RUNS = { doors, messages, peers }
const wanted = values.only === 'both' ? (['doors', 'messages'] as const) : [which(values.only)]
const seeds = Array.from({ length: Number(values.seeds) }, (_, n) => Number(values.from) + n)
let held = 0
for (const seed of seeds) {
  const found: boolean[] = []
  for (const name of wanted) found.push(await holds(name, seed, RUNS[name]))
  held += found.every(Boolean) ? 1 : 0
}
console.log(
  held === seeds.length
    ? `All ${held} seeds hold.`
    : `${held} of ${values.seeds} seeds hold; run a broken one alone with --from SEED --seeds 1.`,
)
process.exit(held === seeds.length ? 0 : 1)

function which(name: string): keyof typeof RUNS {
  if (name === 'doors' || name === 'messages' || name === 'peers') return name
  console.error(`--only takes doors, messages or peers, not ${name}.`)
  return process.exit(2)
}
