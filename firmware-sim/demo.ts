import type { Pool } from 'pg'
import type { AreaId, HouseholdId } from '../base/id.ts'
import type { Clock } from '../base/instant.ts'
import type { Log } from '../base/log.ts'
import { type CommunityDoor, communityExists, ensureCommunity } from '../registry/community.ts'
import { grantPermit } from '../registry/permit.ts'
import { ensureRootArea } from '../registry/root-area.ts'
import { type Alert, findAlerts } from '../store/alert.ts'
import { currentLogPosition, type LogPosition, readAlertLog } from '../store/alert-log.ts'
import { inTransaction, type Queryable } from '../store/transaction.ts'
import { livePast } from './demo-past.ts'
import { sceneOf } from './demo-scene.ts'
import { accountsLine, ensureDemoStaff } from './demo-staff.ts'
import { NO_FAULTS } from './faults.ts'
import { type FleetOptions, startFleet } from './fleet.ts'
import type { HouseholdKey } from './household.ts'
import { DEFAULT_PROFILE } from './profile.ts'
import { seededRandom } from './random.ts'
import { DAY_MS } from './scenario.ts'
import { SimulatedSensor } from './sensor.ts'

export interface DemoOptions {
  readonly pool: Pool
  readonly clock: Clock
  readonly log: Log
  readonly brokerUrl: string
  readonly seed: number
  /** Of every account. */
  readonly password: string
  readonly print: (line: string) => void
}

/** A day is lived in less than two and a half hours: slow enough to see a door stand open, fast enough to see another soon. */
const SPEED = 10
const DAYS = 365
const PAST_DAYS = 3
/** Seldom heartbeats, so that the days before the start are told in seconds; the limit is two of them and a half. */
const HEARTBEAT_MS = 240_000
const REPORTING_LIMIT_SECONDS = 600
/** When somebody opens their door for all to see, and for how long. */
const OPENS_AFTER_MS = 25_000
const OPENS_FOR_MS = 40_000
const LOOK_EVERY_MS = 500
const LINES_AT_ONCE = 200

/**
 * The simulated community: 40 households that have lived through some days and go on living: deliveries under permits,
 * breaches, sensors that fail. The first start makes the days before it; a later one goes on with what there is.
 */
export async function startDemo(options: DemoOptions): Promise<() => Promise<void>> {
  const { pool, clock, print, password } = options
  const root = await inTransaction(pool, ensureRootArea)
  const doors = await inTransaction(pool, (tx) => openCommunity(tx, root, options))
  print(accountsLine(password))
  const stopPrinting = await printAlerts(options, root, await currentLogPosition(pool))
  const households = new Map(doors.map((it): [HouseholdKey, HouseholdId] => [it.householdId, it.householdId]))
  let stopping = false
  const stopScenes = startScenes(options, doors)
  const fleet = await startFleet({
    ...fleetOf(options, doors),
    grantPermit: async ({ household, ...permit }) => {
      if (stopping) return
      const householdId = households.get(household)
      if (householdId === undefined) throw new RangeError(`no household ${household}`)
      const grant = { ...permit, note: '', householdId, areaId: null, goingOut: false, grantedBy: '值班员' }
      await inTransaction(pool, (tx) => grantPermit(tx, [root], grant, clock()))
    },
  })
  print(`${doors.length} simulated households live here, and somebody will open a door shortly. Ctrl-C ends it.`)
  fleet.played.catch((error: Error) =>
    options.log.error({ err: error }, 'a permit was not granted; its household stands still'),
  )
  return async () => {
    stopping = true
    await stopScenes()
    await fleet.stop()
    await fleet.played
    await stopPrinting()
  }
}

/** The community and its staff; at the first start with the days that lie behind them. */
export async function openCommunity(
  tx: Queryable,
  root: AreaId,
  { clock, seed, password, days = PAST_DAYS }: Pick<DemoOptions, 'clock' | 'seed' | 'password'> & { days?: number },
): Promise<readonly CommunityDoor[]> {
  const now = clock()
  const staff = await ensureDemoStaff(tx, root, password, now)
  const settings = { reportingLimitSeconds: REPORTING_LIMIT_SECONDS }
  if (await communityExists(tx)) return ensureCommunity(tx, now, settings)
  const doors = await ensureCommunity(tx, now - days * DAY_MS, settings)
  await livePast(tx, { doors, root, staff, seed, days, now, profile: { heartbeatMs: HEARTBEAT_MS } })
  return doors
}

function fleetOf({ brokerUrl, clock, seed }: DemoOptions, doors: readonly CommunityDoor[]): FleetOptions {
  const living = doors.filter((it) => (sceneOf(doors, it)?.goesOn ?? 'lives') === 'lives')
  return {
    ...{ brokerUrl, clock, seed, scenario: 'demonstration', days: DAYS, speed: SPEED, faults: NO_FAULTS },
    households: living.map((it) => ({ key: it.householdId, sensors: [{ id: it.uid, secret: it.secret }] })),
  }
}

/** The doors that stay as they are, and the one that is opened while one looks. */
function startScenes({ brokerUrl, clock, seed }: DemoOptions, doors: readonly CommunityDoor[]): () => Promise<void> {
  const timers: NodeJS.Timeout[] = []
  const sensors = doors.flatMap((door) => {
    const goesOn = sceneOf(doors, door)?.goesOn ?? 'lives'
    if (goesOn === 'lives' || goesOn === 'silent') return []
    const random = seededRandom(seed, door.uid, 'now')
    const told = { id: door.uid, secret: door.secret, brokerUrl, profile: DEFAULT_PROFILE, random, clock }
    const sensor = new SimulatedSensor({ ...told, door: goesOn === 'open' ? 'open' : 'closed' })
    sensor.start()
    if (goesOn === 'uncovered') sensor.feel({ kind: 'cover', cover: 'removed' })
    if (goesOn === 'opens') {
      const move = (contact: 'open' | 'closed') => () => sensor.feel({ kind: 'door', door: contact })
      timers.push(setTimeout(move('open'), OPENS_AFTER_MS), setTimeout(move('closed'), OPENS_AFTER_MS + OPENS_FOR_MS))
    }
    return [sensor]
  })
  return async () => {
    for (const timer of timers) clearTimeout(timer)
    await Promise.all(sensors.map((it) => it.stop()))
  }
}

/** Prints a line for every alert that is raised, or whose trouble begins again, from here on. Not for our own tests, which lie outside the root area. */
async function printAlerts(
  { pool, clock, log, print }: DemoOptions,
  root: AreaId,
  from: LogPosition,
): Promise<() => Promise<void>> {
  let position = from
  const look = async (): Promise<void> => {
    const entries = await readAlertLog(pool, position, LINES_AT_ONCE)
    position = entries.at(-1)?.position ?? position
    const news = new Set(entries.filter((it) => it.what === 'raised' || it.what === 'reopened').map((it) => it.alertId))
    for (const alert of await findAlerts(pool, [...news], clock()))
      if (alert.areaPath.includes(root)) print(lineOf(alert))
  }
  let running: Promise<void> | null = null
  const timer = setInterval(() => {
    running ??= look()
      .catch((error: Error) => log.error({ err: error }, 'the alerts could not be read'))
      .finally(() => {
        running = null
      })
  }, LOOK_EVERY_MS)
  return async () => {
    clearInterval(timer)
    await running
  }
}

const SIGN = { critical: '!!', major: ' !', minor: '  ' } as const

function lineOf(alert: Alert): string {
  const at = new Date(alert.raisedAt).toISOString().slice(11, 19)
  const place = [alert.building, alert.unit, alert.room].filter((it) => it !== null).join(' ')
  return `${at} ${SIGN[alert.severity]} ${alert.kind.padEnd(20)} ${place}  ${sentenceOf(alert.explanation)}`
}

function sentenceOf(explanation: unknown): string {
  if (typeof explanation !== 'object' || explanation === null || !('sentence' in explanation)) return ''
  const { sentence } = explanation
  if (typeof sentence !== 'object' || sentence === null || !('zh' in sentence) || !('en' in sentence)) return ''
  return `${sentence.zh} · ${sentence.en}`
}
