import type { Pool } from 'pg'
import { type AreaId, type HouseholdId, type SensorUid, sensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { evaluate, type Outcome } from '../../evaluator/evaluate.ts'
import { passTimeWhereDue } from '../../evaluator/pass-time.ts'
import { WatchCache } from '../../evaluator/watch-cache.ts'
import type { Contact, DoorEvent } from '../../protocol/door-event.ts'
import { createArea } from '../../registry/area.ts'
import { fitSensor } from '../../registry/fitting.ts'
import { createHousehold } from '../../registry/household.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { registerSensor } from '../../registry/sensor.ts'
import { inTransaction, type Queryable } from '../../store/transaction.ts'

export const NOW = Date.parse('2026-03-02T04:00:00Z')
export const HOUR_MS = 3_600_000

export interface BuildingHome {
  readonly household: HouseholdId
  readonly sensor: SensorUid
  readonly fitting: number
}

export interface Building {
  readonly root: AreaId
  readonly area: AreaId
  /** A home with a sensor on its door since two hours before `NOW`. */
  readonly addHome: () => Promise<BuildingHome>
  /** The home's sensor says that its door did something, then and there. */
  readonly say: (home: BuildingHome, kind: 'opened' | 'closed', at: Instant) => Promise<Outcome>
  readonly passTime: (at: Instant) => Promise<void>
  readonly inDb: <T>(work: (tx: Queryable) => Promise<T>) => Promise<T>
}

/** A building within the root area, whose homes' sensors speak straight to the evaluator. */
export async function makeBuilding(pool: Pool, name: string): Promise<Building> {
  const inDb: Building['inDb'] = (work) => inTransaction(pool, work)
  const root = await inDb(ensureRootArea)
  const scope = [root]
  const area = await inDb((tx) => createArea(tx, scope, { parentId: root, kind: 'building', name, timeZone: null }))
  const cache = new WatchCache()
  let homes = 0
  let spoken = 0
  const addHome = (): Promise<BuildingHome> =>
    inDb(async (tx) => {
      homes += 1
      const number = homes
      const household = await createHousehold(tx, scope, { areaId: area, room: `${number}`, floor: null })
      const sensor = sensorUid.parse(`door-${area}-${number}`)
      const device = { uid: sensor, model: 'native', reportingLimitSeconds: 7 * 3600, areaId: area, gateway: null }
      await registerSensor(tx, scope, device)
      const fitting = await fitSensor(
        tx,
        scope,
        { sensorUid: sensor, householdId: household, door: 'front' },
        NOW - 2 * HOUR_MS,
      )
      return { household, sensor, fitting }
    })
  const say: Building['say'] = async (home, kind, at) => {
    spoken += 1
    const silent = { openings: null, batteryPercent: null, batteryMillivolts: null, batteryLow: null, tamper: null }
    const contact: Contact = kind === 'opened' ? 'open' : 'closed'
    const event: DoorEvent = {
      ...{ sensor: home.sensor, boot: 'b1', seq: spoken, kind, contact },
      ...{ occurredAt: at, receivedAt: at, timeSource: 'age', origin: 'live', rssi: null, firmware: null },
      ...silent,
    }
    const outcome = await inDb((tx) => evaluate(tx, cache, [event], [], at))
    outcome.remember()
    return outcome
  }
  const passTime = async (at: Instant): Promise<void> => {
    while ((await inDb((tx) => passTimeWhereDue(tx, cache, at))).more);
  }
  return { root, area, addHome, say, passTime, inDb }
}
