import { systemClock } from '../base/instant.ts'
import { policySettings } from '../watch/policy.ts'
import type { ExpectationBasis, HouseholdAccount } from './account.ts'
import { type Difference, differences, differenceTable, readFound } from './check.ts'
import { type Fleet, startFleet } from './fleet.ts'
import { judgeByCommand } from './judge/judge-cli.ts'
import { HELP, readOptions, type SimOptions } from './options.ts'
import { prepare, type Run } from './prepare-run.ts'
import { progressText, showProgress } from './progress.ts'
import { grantOverApi, type Provisioned } from './provision.ts'
import { bootName } from './random.ts'
import { DAY_MS } from './scenario.ts'

/** Clocks of one machine, rounded to milliseconds on both sides, and the way through the broker. */
const TOLERANCE_MS = 1500
const LATEST_REORDER_MS = 800
/** The sweep that acts on passed deadlines needs a moment. */
const CHECK_TRIES_MAX = 10
const CHECK_EVERY_MS = 1000

process.exitCode = await main(process.argv.slice(2))

/** The exit code: 0 when all went as expected, 1 when not, 2 when the options make no sense. */
async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--judge')) return orComplain(() => judgeByCommand(args, say))
  const reading = readOptions(args, process.env.SIM_PASSWORD, bootName(Math.random))
  if (reading.kind === 'help') {
    say(HELP)
    return 0
  }
  if (reading.kind === 'wrong') {
    complain([...reading.problems, 'npm run sim -- --help lists the options.'].join('\n'))
    return 2
  }
  return orComplain(() => simulate(reading.options))
}

async function orComplain(run: () => Promise<number>): Promise<number> {
  try {
    return await run()
  } catch (cause) {
    complain(cause instanceof Error ? cause.message : String(cause))
    return 1
  }
}

async function simulate(options: SimOptions): Promise<number> {
  const trueMinutes = ((options.days * DAY_MS) / options.speed / 60_000).toFixed(1)
  say(`seed ${options.seed}: ${options.scenario}, ${options.days} simulated days in ${trueMinutes} minutes`)
  const run = await prepare(options, say)
  const { brokerUrl, seed, scenario, days, speed, faults, profile, connectsPerSecond } = options
  const { api, provisioned, behind } = run
  sayWhereToLook(run)
  const fleet = await startFleet({
    ...{ brokerUrl, households: run.households, seed, scenario, days, speed, faults, profile, connectsPerSecond },
    ...{ clock: systemClock, behind },
    ...(api && provisioned && { grantPermit: (grant) => grantOverApi(api, provisioned.ids, grant) }),
  })
  try {
    return await live(run, fleet)
  } finally {
    await fleet.stop()
  }
}

async function live(run: Run, fleet: Fleet): Promise<number> {
  const interrupted = interruption()
  const hideProgress = showProgress(() => fleet.progress(), process.stdout)
  const ended = await Promise.race([fleet.played.then(() => 'played' as const), interrupted])
  const owing = ended === 'played' ? await Promise.race([fleet.drained(run.options.drainMs), interrupted]) : ended
  hideProgress()
  summarize(run, fleet)
  if (owing === 'interrupted') {
    say('Interrupted: the days are not over, and nothing was compared.')
    return 0
  }
  return conclude(run, fleet, owing)
}

async function conclude(run: Run, fleet: Fleet, owing: number): Promise<number> {
  if (owing > 0) {
    complain(
      `${owing} sensors still hold messages that were not acknowledged. Look at the service's log, or give --drain more seconds.`,
    )
    return 1
  }
  if (!run.options.check) return 0
  const { all, compared, skipped } = await compare(run, fleet)
  if (skipped > 0) say(`${skipped} households were not compared: their journals overflowed or they did too much.`)
  if (all.length === 0) {
    say(`The service and the sensors agree about ${compared} households.`)
    return 0
  }
  say(differenceTable(all))
  const homes = new Set(all.map(({ household }) => household)).size
  complain(
    `${all.length} differences in ${homes} of ${compared} households. Run again with --seed ${run.options.seed} and look at the first household of the table.`,
  )
  return 1
}

/** Compares until nothing differs any more, or the tries are used up. */
async function compare({ options, api, provisioned }: Run, fleet: Fleet) {
  if (api === null || provisioned === null) throw new TypeError('nothing to compare with')
  const complete = new Set(fleet.account().flatMap((it) => (it.complete ? [it.household] : [])))
  const { driftPpmMax, delay, delayMsMax } = options.faults
  const driftMs = ((options.days * DAY_MS) / options.speed) * (driftPpmMax / 1e6)
  const toleranceMs = TOLERANCE_MS + LATEST_REORDER_MS + (delay > 0 ? 2 * delayMsMax : 0) + driftMs
  let all: readonly Difference[] = []
  for (let tries = 0; tries < CHECK_TRIES_MAX; tries += 1) {
    const at = systemClock()
    const expected = fleet.expectations(basisOf(provisioned), at).filter(({ household }) => complete.has(household))
    const each = expected.map(async (it) => {
      const id = provisioned.ids.get(it.household) ?? 0
      return differences(it, await readFound(api, id, provisioned.startsAt, at + 1), toleranceMs)
    })
    all = (await Promise.all(each)).flat()
    if (all.length === 0) break
    await new Promise((resolve) => setTimeout(resolve, CHECK_EVERY_MS))
  }
  return { all, compared: complete.size, skipped: provisioned.households.length - complete.size }
}

function basisOf({ startsAt, endsAt, reportingLimitMs }: Provisioned): ExpectationBasis {
  const policy = { ...policySettings.parse({}), name: 'default', version: 1 }
  return { startsAt, endsAt, policy, timeZone: 'Asia/Shanghai', reportingLimitMs }
}

/** The first Ctrl-C ends the run in order; a second one finds Node's own handler again. */
function interruption(): Promise<'interrupted'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve('interrupted'))
  })
}

function summarize(run: Run, fleet: Fleet): void {
  const accounts = fleet.account()
  const sum = (count: (account: HouseholdAccount) => number) => accounts.reduce((all, it) => all + count(it), 0)
  say(progressText(fleet.progress()))
  say(
    [
      `openings ${sum((it) => it.openings.length)}`,
      `permits ${sum((it) => it.permits.length)}`,
      `tampers ${sum((it) => it.sensors.reduce((all, sensor) => all + sensor.tampers, 0))}`,
      `silences ${sum((it) => it.silences.length)}`,
      `reboots ${sum((it) => it.sensors.reduce((all, sensor) => all + sensor.reboots, 0))}`,
      `${run.behind.size === 0 ? 'lost from full journals' : 'not heard'} ${sum((it) => it.sensors.reduce((all, sensor) => all + sensor.dropped, 0))}`,
    ].join('  '),
  )
  sayWhereToLook(run)
}

function sayWhereToLook({ options, provisioned, behind }: Run): void {
  if (options.api === null || provisioned === null) return
  const building = new URL(`/buildings/${provisioned.building}`, options.api.url).href
  const gateways = new Set([...behind.values()].map((it) => it.gateway)).size
  const sensors =
    gateways === 0 ? '' : ` (gateways: ${gateways}; their sensors: ${new URL('/deploy/stock', options.api.url).href})`
  say(`The doors are at ${building}${sensors}`)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`)
}
