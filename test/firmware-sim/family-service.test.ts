import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { startEscalator } from '../../alerts/escalator.ts'
import { type Sweep, startSweep } from '../../alerts/sweep.ts'
import { Closers } from '../../base/closers.ts'
import { WatchCache } from '../../evaluator/watch-cache.ts'
import { ApiClient } from '../../firmware-sim/api-client.ts'
import { FAMILY_NAMES, familiesNamed } from '../../firmware-sim/family/families.ts'
import { provisionFamilies } from '../../firmware-sim/family/provision-families.ts'
import { NO_FAULTS } from '../../firmware-sim/faults.ts'
import { type Fleet, startFleet } from '../../firmware-sim/fleet.ts'
import { playStepped } from '../../firmware-sim/play-stepped.ts'
import { grantOverApi, type Provisioned, provisionAreas, provisionHomes } from '../../firmware-sim/provision.ts'
import { DAY_MS } from '../../firmware-sim/scenario.ts'
import { SteppedClock } from '../../firmware-sim/stepped-clock.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from '../api/api-fixture.ts'
import { type Pipeline, startPipeline } from '../ingest/pipeline.ts'
import { until } from '../support/until.ts'

/** API, broker, ingest and sweep as main.ts builds them, on a clock that is stepped: a day of each family in seconds. */
const time = new SteppedClock(Date.UTC(2026, 2, 2, 4))
const closers = new Closers()
let fixture: ApiFixture
let pipeline: Pipeline
let sweep: Sweep
let url: string

const SENSORS = 3
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const HEARTBEAT_MS = HOUR_MS
const LOOK_EVERY_MS = 5 * MINUTE_MS
const NEVER_MS = 2 ** 31 - 1
/** Huawei's times are whole seconds; a second message of the same one is a millisecond later. */
const TIMES_WITHIN_MS = 1010

beforeAll(async () => {
  fixture = await startApi({ clock: time.clock })
  closers.add('api', () => fixture.close())
  url = await fixture.api.listen({ host: '127.0.0.1', port: 0 })
  pipeline = await startPipeline(fixture.pool, time.clock)
  closers.add('pipeline', () => pipeline.close())
  const given = { pool: fixture.pool, clock: time.clock, log: pino({ level: 'silent' }) }
  const escalator = startEscalator({ ...given, metrics: new Registry() })
  closers.add('escalator', () => escalator.stop())
  const passing = { cache: new WatchCache(), everyMs: NEVER_MS, ensurePulse: async () => undefined }
  sweep = startSweep({ ...given, ...passing, escalateDue: escalator.run })
  closers.add('sweep', () => sweep.stop())
})
afterAll(() => closers.close())

const board = z.object({
  board: z.object({ households: z.array(z.object({ id: z.number(), state: z.string(), hasSensor: z.boolean() })) }),
})

/** A session lasts for less than these days do. */
let session: { readonly api: ApiClient; readonly since: number } | null = null

async function visitor(): Promise<ApiClient> {
  if (session !== null && time.clock() - session.since < HOUR_MS) return session.api
  const api = new ApiClient(url)
  await api.logIn('admin', ADMIN_PASSWORD)
  session = { api, since: time.clock() }
  return api
}

/** Gateways are registered, their sensors appear and are fitted. */
async function fitted(api: ApiClient, name: string, run: string) {
  const startsAt = time.clock()
  const plan = { sensors: SENSORS, run, startsAt, endsAt: startsAt + 2 * DAY_MS, reportingLimitSeconds: 7200 }
  const areas = await provisionAreas(api, plan)
  const told = { brokerUrl: brokerUrl(), clock: time.clock, after: time.after, areaId: areas.building }
  const stock = await provisionFamilies(api, { ...plan, ...told, families: familiesNamed(name) ?? [] })
  const provisioned = await provisionHomes(api, plan, areas, async (index) => {
    return { id: stock[index]?.device.uid ?? '', secret: '' }
  })
  return { stock, provisioned }
}

/** And the homes' first day begins. */
async function moveIn(api: ApiClient, name: string): Promise<{ fleet: Fleet; provisioned: Provisioned }> {
  const { stock, provisioned } = await fitted(api, name, name.replace('-', '').slice(0, 12))
  const fleet = await startFleet({
    ...{ brokerUrl: brokerUrl(), households: provisioned.households, seed: 3, scenario: 'breaches', days: 1, speed: 1 },
    ...{ clock: time.clock, after: time.after, faults: NO_FAULTS, profile: { heartbeatMs: HEARTBEAT_MS } },
    behind: new Map(stock.map((it) => [it.device.uid, it])),
    grantPermit: async (grant) => grantOverApi(await visitor(), provisioned.ids, grant),
  })
  return { fleet, provisioned }
}

function brokerUrl(): string {
  return `mqtt://127.0.0.1:${pipeline.port}`
}

interface Looked {
  readonly opened: number
  readonly wrong: readonly string[]
}

/**
 * Holds the board against the doors. What a gateway has lost of a sensor excuses a difference until both agree again, and
 * what it will say later until it has.
 */
class Onlooker {
  readonly #fleet: Fleet
  readonly #provisioned: Provisioned
  readonly #lostWhenAgreed = new Map<number, number>()
  #opened = 0
  readonly #wrong: string[] = []

  constructor(fleet: Fleet, provisioned: Provisioned) {
    this.#fleet = fleet
    this.#provisioned = provisioned
  }

  async look(): Promise<void> {
    const shown = await (await visitor()).get(`/areas/${this.#provisioned.building}/board`, board)
    const isAllConnected = this.#fleet.progress().connected === SENSORS
    for (const { household, openings, sensors } of this.#fleet.account()) {
      const id = this.#provisioned.ids.get(household) ?? 0
      const door = openings.at(-1)?.closedAt === null ? 'open' : 'closed'
      const state = shown.board.households.find((it) => it.id === id)?.state
      const lost = sensors.reduce((sum, it) => sum + it.dropped, 0)
      const isKept = sensors.some((it) => it.journalLeft > 0)
      const isExcused = isKept || lost > (this.#lostWhenAgreed.get(id) ?? 0) || (state === 'unknown' && !isAllConnected)
      if (state === door) {
        this.#lostWhenAgreed.set(id, lost)
        if (door === 'open') this.#opened += 1
      } else if (!isExcused) {
        this.#wrong.push(`home ${id} is ${state}, its door ${door}, at ${new Date(time.clock()).toISOString()}`)
      }
    }
  }

  get looked(): Looked {
    return { opened: this.#opened, wrong: this.#wrong }
  }
}

interface FoundOpening {
  readonly openedAt: number
  readonly closedAt: number | null
}

/**
 * Never more openings than the door made: no start of a gateway, no message twice is one. And those that it made, at their
 * times, but for what was lost: without its closing, an opening takes the next one in.
 */
async function compareOpenings(fleet: Fleet, provisioned: Provisioned): Promise<void> {
  for (const { household, openings, sensors } of fleet.account()) {
    const { rows } = await fixture.pool.query<FoundOpening>(
      `select (extract(epoch from opened_at) * 1000)::float8 as "openedAt",
         (extract(epoch from closed_at) * 1000)::float8 as "closedAt"
       from opening where household_id = $1 order by opened_at`,
      [provisioned.ids.get(household)],
    )
    const lost = sensors.reduce((sum, it) => sum + it.dropped, 0)
    const agreed = openings.filter((made) => rows.some((found) => isSame(made, found)))
    expect(rows.length).toBeLessThanOrEqual(openings.length)
    expect(agreed.length).toBeGreaterThanOrEqual(openings.length - 2 * lost)
    if (lost === 0) expect(rows.length).toBe(openings.length)
  }
}

function isSame(made: FoundOpening, found: FoundOpening): boolean {
  const isSoon = Math.abs(found.openedAt - made.openedAt) < TIMES_WITHIN_MS
  if (made.closedAt === null || found.closedAt === null) return isSoon && made.closedAt === found.closedAt
  return isSoon && Math.abs(found.closedAt - made.closedAt) < TIMES_WITHIN_MS
}

test.each(FAMILY_NAMES)(
  '%s: a day’s doors on the board are as the simulator has them',
  async (name) => {
    const api = await visitor()
    const { fleet, provisioned } = await moveIn(api, name)
    try {
      const onlooker = new Onlooker(fleet, provisioned)
      await playStepped(fleet, time, LOOK_EVERY_MS, async () => {
        await sweep.run()
        await onlooker.look()
      })
      await fleet.quiet()
      await sweep.run()
      const { opened, wrong } = onlooker.looked
      expect(wrong).toEqual([])
      expect(opened).toBeGreaterThan(0)
      await compareOpenings(fleet, provisioned)
      const shown = await (await visitor()).get(`/areas/${provisioned.building}/board`, board)
      expect(shown.board.households.map((it) => it.hasSensor)).toEqual([true, true, true])
      const refused = await fixture.pool.query('select code, detail from rejected_message')
      expect(refused.rows).toEqual([])
    } finally {
      await fleet.stop()
    }
  },
  120_000,
)

test('all families at once take turns, and each has its gateway and every model that it knows', async () => {
  const api = await visitor()
  const plan = { run: 'all', startsAt: time.clock(), endsAt: time.clock() + DAY_MS, reportingLimitSeconds: 7200 }
  const sensors = 2 * FAMILY_NAMES.length
  const areas = await provisionAreas(api, { ...plan, sensors })
  const told = { brokerUrl: brokerUrl(), clock: time.clock, after: time.after, areaId: areas.building }
  const families = familiesNamed('all') ?? []
  const stock = await provisionFamilies(api, { ...plan, ...told, sensors, families })
  try {
    const turns = stock.map((it) => [it.gateway.family.name, it.device.number])
    expect(turns).toEqual([1, 2].flatMap((number) => FAMILY_NAMES.map((name) => [name, number])))
    const { rows } = await fixture.pool.query(
      `select g.adapter, count(*)::int as sensors from sensor s join gateway g on g.id = s.gateway_id
       where s.uid = any($1) and s.state = 'stock' group by g.adapter`,
      [stock.map((it) => it.device.uid)],
    )
    expect(Object.fromEntries(rows.map((it) => [it.adapter, it.sensors]))).toEqual(
      Object.fromEntries(FAMILY_NAMES.map((name) => [name, 2])),
    )
  } finally {
    await Promise.all(stock.map((it) => it.gateway.stop()))
  }
})

const REPORT = { isTampered: false, openings: 1, lastOpenMs: 0, batteryPercent: 90, batteryMillivolts: 2900, rssi: -60 }

test.each(['onenet', 'alibaba'])(
  '%s: what a gateway heard while MQTT was away is an opening of its own time, and a late alert',
  async (name) => {
    const { stock, provisioned } = await fitted(await visitor(), name, `past${name}`)
    const index = stock.findIndex(({ device, gateway }) => gateway.family.past?.isKept(device))
    const { device, gateway } = stock[index] ?? expect.fail('no gateway keeps anything')
    const household = provisioned.ids.get(index + 1)
    let count = 0
    const hear = (afterMs: number, kind: 'opened' | 'closed' | 'heartbeat', door: 'open' | 'closed') => {
      time.goTo(time.clock() + afterMs)
      count += 1
      return gateway.hear({ ...REPORT, device, kind, door, count, at: time.clock() })
    }
    try {
      expect(hear(MINUTE_MS, 'heartbeat', 'closed')).toBe('said')
      gateway.loseNetwork()
      await until('MQTT is away', () => gateway.isQuiet)
      expect(hear(10 * MINUTE_MS, 'opened', 'open')).toBe('kept')
      const openedAt = time.clock()
      expect(hear(MINUTE_MS, 'closed', 'closed')).toBe('kept')
      time.goTo(time.clock() + 10 * MINUTE_MS)
      gateway.regainNetwork()
      await until('the past is told', () => gateway.keptOf(device.uid).length === 0 && gateway.isQuiet)
      const { rows } = await fixture.pool.query(
        `select (extract(epoch from o.opened_at) * 1000)::float8 as "openedAt",
           extract(epoch from o.closed_at - o.opened_at)::int as seconds, a.kind, a.late
         from opening o join alert a using (household_id) where o.household_id = $1`,
        [household],
      )
      expect(rows).toEqual([{ openedAt, seconds: 60, kind: 'unpermitted_opening', late: true }])
    } finally {
      await Promise.all(stock.map((it) => it.gateway.stop()))
    }
  },
)
