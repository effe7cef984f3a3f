import type { Clock, Instant } from '../base/instant.ts'
import { accountOf, type Expectation, type ExpectationBasis, expectationOf, type HouseholdAccount } from './account.ts'
import { Bell } from './bell.ts'
import type { DoorSensor } from './door-sensor.ts'
import { playGatewayDays } from './family/gateway-day.ts'
import { type BehindGateway, SensorBehindGateway } from './family/sensor-behind-gateway.ts'
import type { SimulatedGateway } from './family/simulated-gateway.ts'
import type { Faults } from './faults.ts'
import { type HouseholdKey, type PermitGrant, SimulatedHousehold } from './household.ts'
import { DEFAULT_PROFILE, type Profile } from './profile.ts'
import type { Progress } from './progress.ts'
import { between, seededRandom } from './random.ts'
import { DAY_MS, type DayPlan, planDay, type ScenarioName } from './scenario.ts'
import { type SensorOptions, SimulatedSensor } from './sensor.ts'
import { type Timers, trueTimers } from './timers.ts'
import { Turns } from './turns.ts'

export interface Credential {
  readonly id: string
  readonly secret: string
}

export interface FleetHousehold {
  readonly key: HouseholdKey
  readonly sensors: readonly Credential[]
}

export interface FleetOptions {
  readonly brokerUrl: string
  readonly households: readonly FleetHousehold[]
  readonly seed: number | string
  readonly scenario: ScenarioName
  /** Simulated days. */
  readonly days: number
  /**
   * Simulated time in true time. Only the schedule is compressed: what the sensors say on the wire is true, since the
   * service reckons with true ages. At 60, an opening of a minute lasts a second.
   */
  readonly speed: number
  readonly clock: Clock
  /** How sensors and homes wait; absent: in true time. */
  readonly after?: Timers['after']
  readonly faults: Faults
  /** Departures from the default sensor; `speed` is set from the above. */
  readonly profile?: Partial<Omit<Profile, 'speed'>>
  readonly connectsPerSecond?: number
  /** How long after the last attempt the sensors that are not connected yet are waited for. */
  readonly connectLimitMs?: number
  /** Sensors of other makers by their id, and the gateways that speak for them, which are installed already. */
  readonly behind?: ReadonlyMap<string, BehindGateway>
  /** Asked before the happening that the permit is for; without it every opening is uncovered. */
  readonly grantPermit?: (grant: PermitGrant) => Promise<unknown>
}

export interface Fleet {
  /** When the first simulated day began. */
  readonly from: Instant
  /** Resolves when the last day is over, or the fleet is stopped. */
  readonly played: Promise<void>
  /** Resolves when nothing is under way: every message is answered, no connection begins or ends, no permit is asked for. */
  quiet(): Promise<void>
  /** Waits until what was made before the call is stored; resolves with the number of sensors that still owe something. */
  drained(limitMs: number): Promise<number>
  stop(): Promise<void>
  progress(): Progress
  account(): readonly HouseholdAccount[]
  expectations(basis: ExpectationBasis, at: Instant): readonly Expectation[]
}

export const SENSORS_MAX = 10_000
export const CONNECTS_PER_SECOND_DEFAULT = 200
const CONNECT_LIMIT_MS_DEFAULT = 30_000
const GRANTS_AT_ONCE = 8
const STOPS_AT_ONCE = 200
const DRAIN_LOOKS_EVERY_MS = 50

/**
 * Connects every sensor, asks for the first day's permits, and begins the first day.
 * Throws when no sensor at all could connect, with the broker's reason.
 */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const count = options.households.reduce((sum, household) => sum + household.sensors.length, 0)
  if (count === 0 || count > SENSORS_MAX) throw new RangeError(`a fleet has 1 to ${SENSORS_MAX} sensors, not ${count}`)
  const bell = new Bell()
  const households = options.households.map((household) => furnished(household, options, bell))
  const sensors = households.flatMap((household) => household.sensors)
  const gateways = gatewaysOf(options, bell)
  let endGatewayDays = () => {}
  const stop = async () => {
    endGatewayDays()
    for (const household of households) household.stop()
    const turns = new Turns(STOPS_AT_ONCE)
    await Promise.all([...sensors, ...gateways].map((it) => turns.run(() => it.stop())))
  }
  try {
    await connectAll(sensors, options)
    const from = options.clock()
    const turns = new Turns(GRANTS_AT_ONCE)
    const { end } = await begin(households, options, turns, bell)
    endGatewayDays = playGatewayDays(gateways, {
      ...options,
      from,
      after: options.after ?? trueTimers(options.clock).after,
    })
    const quiet = () => allQuiet(() => turns.isIdle && sensors.every((it) => it.isQuiet), bell)
    return { ...fleetOf(households, options, from), played: end, quiet, stop }
  } catch (cause) {
    await stop()
    throw cause
  }
}

function fleetOf(
  households: readonly SimulatedHousehold[],
  options: FleetOptions,
  from: Instant,
): Omit<Fleet, 'played' | 'quiet' | 'stop'> {
  const sensors = households.flatMap((household) => household.sensors)
  const lengthMs = (options.days * DAY_MS) / options.speed
  return {
    from,
    drained: (limitMs) => drained(sensors, options.clock(), limitMs),
    progress: () => progressOf(sensors, (options.clock() - from) / lengthMs),
    account: () => households.map(accountOf),
    expectations: (basis, at) => households.map((household) => expectationOf(household, basis, at)),
  }
}

/** Asked at every ring, and only once what is decided by then has been done: promises that are kept act before that. */
async function allQuiet(isQuiet: () => boolean, bell: Bell): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve))
    if (isQuiet()) return
    await bell.heard()
  }
}

function furnished(plan: FleetHousehold, options: FleetOptions, bell: Bell): SimulatedHousehold {
  const household = new SimulatedHousehold(plan.key)
  for (const [index, { id, secret }] of plan.sensors.entries()) {
    const random = seededRandom(options.seed, plan.key, index)
    const profile: Profile = {
      ...DEFAULT_PROFILE,
      rssi: Math.round(between(random, -88, -52)),
      ...options.profile,
      speed: options.speed,
    }
    const { brokerUrl, clock, after, faults } = options
    const told: Required<Pick<SensorOptions, 'onMade' | 'onAnswered'>> = {
      onMade: (entry, at) => household.note(id, entry, at),
      onAnswered: () => bell.ring(),
    }
    const time = { clock, ...(after && { after }) }
    const behind = options.behind?.get(id)
    household.sensors.push(
      behind === undefined
        ? new SimulatedSensor({ id, secret, brokerUrl, profile, random, faults, ...time, ...told })
        : new SensorBehindGateway({ ...behind, profile, random, ...time, ...told }),
    )
  }
  return household
}

function gatewaysOf({ behind }: FleetOptions, bell: Bell): readonly SimulatedGateway[] {
  const gateways = [...new Set([...(behind?.values() ?? [])].map((it) => it.gateway))]
  for (const gateway of gateways) gateway.onAnswered = () => bell.ring()
  return gateways
}

/** At an even rate with jitter, so that a broker's connection limit is met as a real fleet would meet it. */
async function connectAll(sensors: readonly DoorSensor[], options: FleetOptions): Promise<void> {
  const random = seededRandom(options.seed, 'connects')
  const everyMs = 1000 / (options.connectsPerSecond ?? CONNECTS_PER_SECOND_DEFAULT)
  const startedMs = performance.now()
  const connected: Promise<void>[] = []
  for (const [index, sensor] of sensors.entries()) {
    const inMs = startedMs + (index + random()) * everyMs - performance.now()
    if (inMs > 1) await pause(inMs)
    sensor.start()
    connected.push(sensor.connected())
  }
  await atMost(options.connectLimitMs ?? CONNECT_LIMIT_MS_DEFAULT, Promise.all(connected))
  if (sensors.some((sensor) => sensor.counts.connects > 0)) return
  const why = sensors.find((sensor) => sensor.lastFailure !== null)?.lastFailure ?? 'no answer'
  throw new Error(`none of ${sensors.length} sensors could connect to ${options.brokerUrl}: ${why}`)
}

/**
 * Every household begins its first day as soon as its permits are granted, one after the other, and lives its days to
 * the end. Returns when all have begun, with the promise of their end.
 */
async function begin(
  households: readonly SimulatedHousehold[],
  options: FleetOptions,
  turns: Turns,
  bell: Bell,
): Promise<{ end: Promise<void> }> {
  const lives: Promise<void>[] = []
  const begun = households.map((household) =>
    turns.run(async () => {
      const from = options.clock()
      const plan = await granted(household, options, 0, from)
      const askFor = (day: number) => turns.run(() => granted(household, options, day, from)).finally(() => bell.ring())
      lives.push(live(household, options, askFor, plan, from))
    }),
  )
  await Promise.all(begun)
  return { end: Promise.all(lives).then(() => undefined) }
}

/** While one day is lived, the next one's permits are asked for. */
async function live(
  household: SimulatedHousehold,
  options: FleetOptions,
  askFor: (day: number) => Promise<DayPlan>,
  first: DayPlan,
  from: Instant,
): Promise<void> {
  const { days, speed, clock, after } = options
  const timers = after === undefined ? trueTimers(clock) : { clock, after }
  const end = from + (days * DAY_MS) / speed
  let plan: DayPlan | null = first
  for (let day = 0; plan !== null; day += 1) {
    const until = Math.min(end, from + ((day + 1) * DAY_MS) / speed)
    const isLast = day + 1 >= days
    const next = isLast ? Promise.resolve(null) : askFor(day + 1)
    await Promise.all([next, household.play(plan, from, until, speed, timers)])
    plan = await next
  }
  household.settle(clock())
}

async function granted(
  household: SimulatedHousehold,
  options: FleetOptions,
  day: number,
  from: Instant,
): Promise<DayPlan> {
  const { seed, scenario, speed, grantPermit } = options
  const plan = planDay({ seed, household: household.key, scenario, day, sensors: household.sensors.length })
  if (grantPermit === undefined) return plan
  for (const grant of household.permitsOf(plan, from, speed)) {
    await grantPermit(grant)
    household.grants.push(grant)
  }
  return plan
}

async function drained(sensors: readonly DoorSensor[], at: Instant, limitMs: number): Promise<number> {
  const endsMs = performance.now() + limitMs
  let left = sensors
  for (;;) {
    left = left.filter((sensor) => (sensor.oldestUnstoredAt ?? Number.POSITIVE_INFINITY) <= at)
    if (left.length === 0 || performance.now() > endsMs) return left.length
    await pause(DRAIN_LOOKS_EVERY_MS)
  }
}

function progressOf(sensors: readonly DoorSensor[], share: number): Progress {
  const sum = { connected: 0, made: 0, stored: 0, resent: 0 }
  for (const sensor of sensors) {
    const { made, journalLeft, dropped, resent } = sensor.counts
    sum.connected += sensor.linkIsUp ? 1 : 0
    sum.made += made
    sum.stored += made - journalLeft - dropped
    sum.resent += resent
  }
  return { sensors: sensors.length, share, ...sum }
}

async function atMost(limitMs: number, done: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise((resolve) => {
    timer = setTimeout(resolve, limitMs)
  })
  await Promise.race([done, limit])
  clearTimeout(timer)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
