import type { Pool } from 'pg'
import type { AreaId, HouseholdId } from '../base/id.ts'
import type { Clock } from '../base/instant.ts'
import type { Log } from '../base/log.ts'
import { seedCommunity } from '../registry/community.ts'
import { grantPermit } from '../registry/permit.ts'
import { ensureRootArea } from '../registry/root-area.ts'
import { type Alert, findAlerts } from '../store/alert.ts'
import { currentLogPosition, type LogPosition, readAlertLog } from '../store/alert-log.ts'
import { inTransaction } from '../store/transaction.ts'
import { NO_FAULTS } from './faults.ts'
import { startFleet } from './fleet.ts'

export interface DemoOptions {
  readonly pool: Pool
  readonly clock: Clock
  readonly log: Log
  readonly brokerUrl: string
  readonly seed: number
  readonly print: (line: string) => void
}

/** A day of 24 hours is lived in twelve minutes, so that the first breach is there within one. */
const SPEED = 120
const DAYS = 365
const LOOK_EVERY_MS = 500
const LINES_AT_ONCE = 200

/** The simulated community: 40 households live through ordinary days, deliveries under permits, and breaches. */
export async function startDemo(options: DemoOptions): Promise<() => Promise<void>> {
  const { pool, clock, brokerUrl, seed } = options
  const doors = await seedCommunity(pool, clock)
  const root = await inTransaction(pool, ensureRootArea)
  const stopPrinting = await printAlerts(options, root, await currentLogPosition(pool))
  const households = new Map(doors.map((it): [number, HouseholdId] => [it.householdId, it.householdId]))
  let stopping = false
  const fleet = await startFleet({
    brokerUrl,
    households: doors.map((it) => ({ key: it.householdId, sensors: [{ id: it.uid, secret: it.secret }] })),
    seed,
    scenario: 'breaches',
    days: DAYS,
    speed: SPEED,
    clock,
    faults: NO_FAULTS,
    grantPermit: async ({ household, ...permit }) => {
      if (stopping) return
      const householdId = households.get(Number(household))
      if (householdId === undefined) throw new RangeError(`no household ${household}`)
      const grant = { ...permit, householdId, areaId: null, goingOut: false, grantedBy: '演示值班台' }
      await inTransaction(pool, (tx) => grantPermit(tx, [root], grant, clock()))
    },
  })
  fleet.played.catch((error: Error) =>
    options.log.error({ err: error }, 'a permit was not granted; its household stands still'),
  )
  return async () => {
    stopping = true
    await fleet.stop()
    await fleet.played
    await stopPrinting()
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
