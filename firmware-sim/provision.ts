import { z } from 'zod'
import type { Instant } from '../base/instant.ts'
import type { ApiClient } from './api-client.ts'
import type { FleetHousehold } from './fleet.ts'
import type { HouseholdKey, PermitGrant } from './household.ts'

export interface Provisioned {
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

const HOMES_PER_UNIT = 100
const HOMES_PER_FLOOR = 4
const BELOW: readonly string[] = ['district', 'street', 'community', 'compound', 'building', 'unit']

const created = z.object({ id: z.number().int().positive() })
const ordered = z.object({ activation: z.object({ activeSince: z.iso.datetime() }) })
const me = z.object({ roles: z.array(z.object({ areaId: z.number().int().positive() })) })
const areas = z.object({ areas: z.array(z.object({ id: z.number().int().positive(), kind: z.string() })) })
const registered = z.object({ uid: z.string(), secret: z.string() })

/** Makes a compound of its own for the run, and in it a home with one fitted sensor and an order for each sensor. */
export async function provision(api: ApiClient, plan: ProvisionPlan): Promise<Provisioned> {
  const units = await provisionUnits(api, plan)
  const ids = new Map<HouseholdKey, number>()
  const homes = Array.from({ length: plan.sensors }, async (_, index) => {
    const unit = units[Math.floor(index / HOMES_PER_UNIT)]
    if (unit === undefined) throw new RangeError(`no unit for home ${index}`)
    const home = await provisionHome(api, plan, unit, index)
    ids.set(home.household.key, home.id)
    return home
  })
  const { endsAt, reportingLimitSeconds } = plan
  const made = await Promise.all(homes)
  const households = made.map((it) => it.household)
  const startsAt = made.reduce((last, it) => Math.max(last, it.watchedFrom), plan.startsAt)
  return { households, ids, startsAt, endsAt, reportingLimitMs: reportingLimitSeconds * 1000 }
}

export async function grantOverApi(api: ApiClient, ids: Provisioned['ids'], grant: PermitGrant): Promise<void> {
  const { household, from, until, reason, openingsMax, note } = grant
  const window = { from: iso(from), until: iso(until) }
  await api.post('/permits', { householdId: ids.get(household), ...window, reason, openingsMax, note }, created)
}

/** Areas below the provisioner's own, down to units of a hundred homes. */
async function provisionUnits(api: ApiClient, { run, sensors }: ProvisionPlan): Promise<readonly number[]> {
  const own = (await api.get('/me', me)).roles[0]?.areaId
  if (own === undefined) throw new Error('this user has no role in any area and cannot provision anything')
  const { areas: known } = await api.get('/areas?limit=200', areas)
  const kind = known.find((area) => area.id === own)?.kind ?? 'city'
  let parentId = own
  for (const each of BELOW.slice(BELOW.indexOf(kind) + 1, -1)) {
    parentId = (await api.post('/areas', { parentId, kind: each, name: `模拟 ${run}` }, created)).id
  }
  const names = Array.from({ length: Math.ceil(sensors / HOMES_PER_UNIT) }, (_, index) => `${index + 1}单元 ${run}`)
  return Promise.all(
    names.map(async (name) => (await api.post('/areas', { parentId, kind: 'unit', name }, created)).id),
  )
}

async function provisionHome(
  api: ApiClient,
  plan: ProvisionPlan,
  areaId: number,
  index: number,
): Promise<{ id: number; household: FleetHousehold; watchedFrom: Instant }> {
  const place = index % HOMES_PER_UNIT
  const floor = Math.floor(place / HOMES_PER_FLOOR) + 1
  const room = `${floor}${`${(place % HOMES_PER_FLOOR) + 1}`.padStart(2, '0')}`
  const { id } = await api.post('/households', { areaId, room, floor }, created)
  const { reportingLimitSeconds, run, startsAt, endsAt } = plan
  const uid = `sim-${run}-${index + 1}`
  const sensor = await api.post('/sensors', { uid, reportingLimitSeconds, areaId }, registered)
  await api.post('/fittings', { sensorUid: uid, householdId: id }, created)
  const term = {
    startsAt: iso(startsAt),
    endsAt: iso(endsAt),
    basis: `simulation ${run}`,
    override: { reason: 'simulation' },
  }
  const { activation } = await api.post('/orders', { householdId: id, ...term }, ordered)
  const watchedFrom = Date.parse(activation.activeSince)
  return { id, watchedFrom, household: { key: index + 1, sensors: [{ id: uid, secret: sensor.secret }] } }
}

function iso(at: Instant): string {
  return new Date(at).toISOString()
}
