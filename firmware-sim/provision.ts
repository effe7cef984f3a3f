import { z } from 'zod'
import type { Instant } from '../base/instant.ts'
import type { ApiClient } from './api-client.ts'
import type { Credential, FleetHousehold } from './fleet.ts'
import type { HouseholdKey, PermitGrant } from './household.ts'

export interface Provisioned {
  /** The area that holds them all. */
  readonly building: number
  readonly households: readonly FleetHousehold[]
  /** The service's own id of each. */
  readonly ids: ReadonlyMap<HouseholdKey, number>
  /** From when on all of them are watched. */
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly reportingLimitMs: number
}

export interface ProvisionPlan {
  readonly sensors: number
  /** Names this run's records apart from another run's: `[a-z0-9]`, at most 12. */
  readonly run: string
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly reportingLimitSeconds: number
}

export interface ProvisionedAreas {
  readonly building: number
  readonly units: readonly number[]
}

const HOMES_PER_UNIT = 100
const HOMES_PER_FLOOR = 4
const BELOW: readonly string[] = ['district', 'street', 'community', 'compound', 'building', 'unit']

const created = z.object({ id: z.number().int().positive() })
const ordered = z.object({ activation: z.object({ activeSince: z.iso.datetime() }) })
const me = z.object({ roles: z.array(z.object({ areaId: z.number().int().positive() })) })
const areas = z.object({ areas: z.array(z.object({ id: z.number().int().positive(), kind: z.string() })) })
const registered = z.object({ secret: z.string() })

/** Puts each home in its unit, with one sensor that is fitted and an order. `sensorOf` a home, by its index, has it in the stock. */
export async function provisionHomes(
  api: ApiClient,
  plan: ProvisionPlan,
  { building, units }: ProvisionedAreas,
  sensorOf: (index: number, unit: number) => Promise<Credential>,
): Promise<Provisioned> {
  const ids = new Map<HouseholdKey, number>()
  const homes = Array.from({ length: plan.sensors }, async (_, index) => {
    const unit = units[Math.floor(index / HOMES_PER_UNIT)]
    if (unit === undefined) throw new RangeError(`no unit for home ${index}`)
    const home = await provisionHome(api, plan, unit, index, await sensorOf(index, unit))
    ids.set(home.household.key, home.id)
    return home
  })
  const { endsAt, reportingLimitSeconds } = plan
  const made = await Promise.all(homes)
  const households = made.map((it) => it.household)
  const startsAt = made.reduce((last, it) => Math.max(last, it.watchedFrom), plan.startsAt)
  return { building, households, ids, startsAt, endsAt, reportingLimitMs: reportingLimitSeconds * 1000 }
}

/** Registers a native sensor for each home. */
export function nativeSensors(
  api: ApiClient,
  { run, reportingLimitSeconds }: ProvisionPlan,
): (index: number, unit: number) => Promise<Credential> {
  return async (index, areaId) => {
    const uid = `sim-${run}-${index + 1}`
    const { secret } = await api.post('/sensors', { uid, reportingLimitSeconds, areaId }, registered)
    return { id: uid, secret }
  }
}

export async function grantOverApi(api: ApiClient, ids: Provisioned['ids'], grant: PermitGrant): Promise<void> {
  const { household, from, until, reason, openingsMax, note } = grant
  const window = { from: iso(from), until: iso(until) }
  await api.post('/permits', { householdId: ids.get(household), ...window, reason, openingsMax, note }, created)
}

/** A compound of the run's own, below the provisioner's area: a building, and in it units of a hundred homes. */
export async function provisionAreas(api: ApiClient, { run, sensors }: ProvisionPlan): Promise<ProvisionedAreas> {
  const own = (await api.get('/me', me)).roles[0]?.areaId
  if (own === undefined) throw new Error('this user has no role in any area and cannot provision anything')
  const { areas: known } = await api.get('/areas?limit=200', areas)
  const kind = known.find((area) => area.id === own)?.kind ?? 'city'
  let parentId = own
  for (const each of BELOW.slice(BELOW.indexOf(kind) + 1, -1)) {
    parentId = (await api.post('/areas', { parentId, kind: each, name: `模拟 ${run}` }, created)).id
  }
  const names = Array.from({ length: Math.ceil(sensors / HOMES_PER_UNIT) }, (_, index) => `${index + 1}单元 ${run}`)
  const units = names.map(async (name) => (await api.post('/areas', { parentId, kind: 'unit', name }, created)).id)
  return { building: parentId, units: await Promise.all(units) }
}

async function provisionHome(
  api: ApiClient,
  plan: ProvisionPlan,
  areaId: number,
  index: number,
  sensor: Credential,
): Promise<{ id: number; household: FleetHousehold; watchedFrom: Instant }> {
  const place = index % HOMES_PER_UNIT
  const floor = Math.floor(place / HOMES_PER_FLOOR) + 1
  const room = `${floor}${`${(place % HOMES_PER_FLOOR) + 1}`.padStart(2, '0')}`
  const { id } = await api.post('/households', { areaId, room, floor }, created)
  const { run, startsAt, endsAt } = plan
  await api.post('/fittings', { sensorUid: sensor.id, householdId: id }, created)
  const term = {
    startsAt: iso(startsAt),
    endsAt: iso(endsAt),
    basis: `simulation ${run}`,
    override: { reason: 'simulation' },
  }
  const { activation } = await api.post('/orders', { householdId: id, ...term }, ordered)
  const watchedFrom = Date.parse(activation.activeSince)
  return { id, watchedFrom, household: { key: index + 1, sensors: [sensor] } }
}

function iso(at: Instant): string {
  return new Date(at).toISOString()
}
