import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbeddedServer } from '../../store/embedded-server.ts'
import { migrate } from '../../store/migrate.ts'
import { createPool } from '../../store/pool.ts'
import { killRun } from './kill-run.ts'

/** `npm run faults`: the kill run with many sensors, seed after seed, on a database that syncs to the disk. */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    from: { type: 'string', default: '1' },
    sensors: { type: 'string', default: '500' },
  },
})

async function oneSeed(seed: number): Promise<boolean> {
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
    const { lost, doubled, unnotified, different, ...counts } = await killRun({
      url: server.url,
      pool,
      sensors: Number(values.sensors),
      seed,
    })
    const letters = { L: lost, D: doubled, N: unnotified, S: different }
    const broken = Object.entries(letters).filter(([, found]) => found.length > 0)
    console.log(
      `seed ${seed}: ${counts.kills} kills, ${counts.messages} messages, ${counts.alerts} alerts: ${broken.length === 0 ? 'L D N S hold' : 'BROKEN'}`,
    )
    for (const [letter, found] of broken)
      console.log(`  ${letter}: ${found.length}, as ${found.slice(0, 5).join('; ')}`)
    return broken.length === 0
  } finally {
    await pool.end()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

let held = 0
for (let n = 0; n < Number(values.seeds); n += 1) held += (await oneSeed(Number(values.from) + n)) ? 1 : 0
console.log(
  held === Number(values.seeds)
    ? `All ${held} seeds hold.`
    : `${held} of ${values.seeds} seeds hold; run a broken one alone with --from SEED --seeds 1.`,
)
process.exit(held === Number(values.seeds) ? 0 : 1)
