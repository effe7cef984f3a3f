import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { systemClock } from '../base/instant.ts'
import { sensorId } from '../protocol/topic.ts'
import { ApiClient } from './api-client.ts'
import { provisionFamilies } from './family/provision-families.ts'
import type { BehindGateway } from './family/sensor-behind-gateway.ts'
import type { FleetHousehold } from './fleet.ts'
import type { SimOptions } from './options.ts'
import {
  nativeSensors,
  type Provisioned,
  type ProvisionedAreas,
  type ProvisionPlan,
  provisionAreas,
  provisionHomes,
} from './provision.ts'
import { bootName } from './random.ts'
import { DAY_MS } from './scenario.ts'
import { trueTimers } from './timers.ts'

/** What a run works with; `api` and `provisioned` are null when the sensors came from a file. */
export interface Run {
  readonly options: SimOptions
  readonly households: readonly FleetHousehold[]
  readonly api: ApiClient | null
  readonly provisioned: Provisioned | null
  /** Sensors of other makers, whose gateways are connected. */
  readonly behind: ReadonlyMap<string, BehindGateway>
}

const RUN_NAME_LENGTH = 6
/** The order begins before the first sensor speaks, and outlasts the run by this. */
const ORDER_MARGIN_MS = 3_600_000
const REPORTING_LIMIT_SECONDS_MIN = 180

export async function prepare(options: SimOptions, say: (text: string) => void): Promise<Run> {
  if (options.api === null) {
    const households = await readCredentials(options.credentialsFile ?? '', options.sensors)
    return { options, households, api: null, provisioned: null, behind: new Map() }
  }
  const api = new ApiClient(options.api.url)
  await api.logIn(options.api.username, options.api.password)
  const startsAt = systemClock()
  const endsAt = startsAt + (options.days * DAY_MS) / options.speed + options.drainMs + ORDER_MARGIN_MS
  const run = bootName(Math.random).slice(0, RUN_NAME_LENGTH)
  const heartbeatSeconds = options.profile.heartbeatMs / 1000
  const reportingLimitSeconds = Math.max(REPORTING_LIMIT_SECONDS_MIN, Math.ceil(heartbeatSeconds * 3))
  say(`provisioning ${options.sensors} households, run ${run}`)
  const plan = { sensors: options.sensors, run, startsAt, endsAt: Math.round(endsAt), reportingLimitSeconds }
  const areas = await provisionAreas(api, plan)
  if (options.families.length > 0) return prepareFamilies(options, api, plan, areas)
  const provisioned = await provisionHomes(api, plan, areas, nativeSensors(api, plan))
  return { options, households: provisioned.households, api, provisioned, behind: new Map() }
}

async function prepareFamilies(
  options: SimOptions,
  api: ApiClient,
  plan: ProvisionPlan,
  areas: ProvisionedAreas,
): Promise<Run> {
  const { brokerUrl, families } = options
  const time = { clock: systemClock, after: trueTimers(systemClock).after }
  const stock = await provisionFamilies(api, { ...plan, ...time, brokerUrl, families, areaId: areas.building })
  try {
    const provisioned = await provisionHomes(api, plan, areas, async (index) => {
      const sensor = stock[index]
      if (sensor === undefined) throw new RangeError(`no sensor for home ${index}`)
      return { id: sensor.device.uid, secret: '' }
    })
    const behind = new Map(stock.map((it) => [it.device.uid, it]))
    return { options, households: provisioned.households, api, provisioned, behind }
  } catch (cause) {
    await Promise.all([...new Set(stock.map((it) => it.gateway))].map((it) => it.stop()))
    throw cause
  }
}

const credential = z.object({ id: sensorId, secret: z.string().min(1) })

/** One household for each line. Throws an Error that names the line that cannot be read. */
async function readCredentials(file: string, sensors: number): Promise<readonly FleetHousehold[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  return lines.slice(0, sensors).map((line, index) => {
    const parsed = credential.safeParse(jsonOf(line))
    if (parsed.success) return { key: index + 1, sensors: [parsed.data] }
    throw new Error(`${file}, line ${index + 1}: not {"id":"...","secret":"..."}`)
  })
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
