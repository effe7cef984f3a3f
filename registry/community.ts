import type { Pool } from 'pg'
import { type AreaId, type HouseholdId, type SensorUid, sensorUid } from '../base/id.ts'
import type { Clock, Instant } from '../base/instant.ts'
import { type AreaKind, findAreaByName, insertArea, type Scope } from '../store/area.ts'
import { findCurrentFitting } from '../store/fitting.ts'
import { findHouseholdByRoom, insertHousehold } from '../store/household.ts'
import { findOverlappingOrder } from '../store/order.ts'
import { findSensor } from '../store/sensor.ts'
import { inTransaction, type Queryable } from '../store/transaction.ts'
import { NATIVE_MODEL, sensorProfile } from '../watch/sensor-profile.ts'
import { fitSensor } from './fitting.ts'
import { createOrder } from './order.ts'
import { ensureRootArea } from './root-area.ts'
import type { Randomness } from './secret.ts'
import { registerSensor, reissueSecret } from './sensor.ts'

const BUILDINGS = 2
const UNITS = 2
const FLOORS = 10
const STREET = '门神街道'
const ORDER_MS = 14 * 24 * 3600 * 1000

export interface CommunityDoor {
  readonly uid: SensorUid
  /** Issued anew at every run: only its hash is stored. */
  readonly secret: string
  readonly householdId: HouseholdId
  /** For people, as "1号楼 2单元 0301". */
  readonly place: string
}

export interface CommunityOptions {
  readonly random?: Randomness
  readonly reportingLimitSeconds?: number
}

/** @see ensureCommunity, in a transaction of its own. */
export function seedCommunity(
  pool: Pool,
  clock: Clock,
  options: CommunityOptions = {},
): Promise<readonly CommunityDoor[]> {
  return inTransaction(pool, (tx) => ensureCommunity(tx, clock(), options))
}

/**
 * The demonstration's community: 2 buildings of 2 units of 10 floors, one household on each, each with a sensor on its
 * door and under an order of 14 days from now. A second run finds what the first made, issues the sensors' secrets
 * anew and, where the order is over, gives a new one.
 */
export async function ensureCommunity(
  tx: Queryable,
  now: Instant,
  { random, reportingLimitSeconds = sensorProfile(NATIVE_MODEL).limitSeconds }: CommunityOptions = {},
): Promise<readonly CommunityDoor[]> {
  const root = await ensureRootArea(tx)
  const street = await ensureArea(tx, root, 'street', STREET)
  const community = await ensureArea(tx, street, 'community', '平安社区')
  const compound = await ensureArea(tx, community, 'compound', '平安小区')
  const doors: CommunityDoor[] = []
  for (const home of homes()) {
    doors.push(await ensureHome(tx, { root, compound, home, now, random, reportingLimitSeconds }))
  }
  return doors
}

export async function communityExists(tx: Queryable): Promise<boolean> {
  return (await findAreaByName(tx, await ensureRootArea(tx), 'street', STREET)) !== null
}

interface Home {
  readonly building: number
  readonly unit: number
  readonly floor: number
  readonly room: string
}

function homes(): readonly Home[] {
  const all: Home[] = []
  for (let building = 1; building <= BUILDINGS; building++) {
    for (let unit = 1; unit <= UNITS; unit++) {
      for (let floor = 1; floor <= FLOORS; floor++) {
        all.push({ building, unit, floor, room: `${String(floor).padStart(2, '0')}01` })
      }
    }
  }
  return all
}

interface HomeTask {
  readonly root: AreaId
  readonly compound: AreaId
  readonly home: Home
  readonly now: Instant
  readonly random: Randomness | undefined
  readonly reportingLimitSeconds: number
}

async function ensureHome(tx: Queryable, task: HomeTask): Promise<CommunityDoor> {
  const { home, now } = task
  const scope: Scope = [task.root]
  const building = await ensureArea(tx, task.compound, 'building', `${home.building}号楼`)
  const areaId = await ensureArea(tx, building, 'unit', `${home.unit}单元`)
  const householdId =
    (await findHouseholdByRoom(tx, areaId, home.room)) ??
    (await insertHousehold(tx, { areaId, room: home.room, floor: home.floor }))
  const uid = sensorUid.parse(`door-${home.building}-${home.unit}-${home.room}`)
  const secret = await ensureSensor(tx, scope, uid, areaId, task)
  if ((await findCurrentFitting(tx, uid)) === null) {
    await fitSensor(tx, scope, { sensorUid: uid, householdId, door: 'front' }, now)
  }
  await ensureOrder(tx, scope, householdId, now)
  return { uid, secret, householdId, place: `${home.building}号楼 ${home.unit}单元 ${home.room}` }
}

async function ensureArea(tx: Queryable, parentId: AreaId, kind: AreaKind, name: string): Promise<AreaId> {
  const area = await findAreaByName(tx, parentId, kind, name)
  return area?.id ?? insertArea(tx, { parentId, kind, name, timeZone: null })
}

async function ensureSensor(
  tx: Queryable,
  scope: Scope,
  uid: SensorUid,
  areaId: AreaId,
  { random, reportingLimitSeconds }: Pick<HomeTask, 'random' | 'reportingLimitSeconds'>,
): Promise<string> {
  if ((await findSensor(tx, scope, true, uid)) !== null) return reissueSecret(tx, uid, random)
  const sensor = { uid, model: NATIVE_MODEL, reportingLimitSeconds, areaId, gateway: null }
  const { secret } = await registerSensor(tx, scope, sensor, random)
  return secret ?? ''
}

async function ensureOrder(tx: Queryable, scope: Scope, householdId: HouseholdId, now: Instant): Promise<void> {
  if ((await findOverlappingOrder(tx, householdId, now, now + 1)) !== null) return
  const order = {
    householdId,
    startsAt: now,
    endsAt: now + ORDER_MS,
    basis: '演示',
    issuedBy: 'menshen',
    policy: null,
    override: { reason: '演示' },
  }
  await createOrder(tx, scope, order, now)
}
