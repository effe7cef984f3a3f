import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'
import { type DutyDesk, startDutyDesk } from './duty-desk.ts'
import { type MoodyReceiver, startMoodyReceiver } from './moody-receiver.ts'
import { environment, NOTIFY_PLACES, notifyRun } from './notify-run.ts'
import { furnishNeighbourhood, raiseAlert } from './notify-setting.ts'
import { ServiceProcess } from './service-process.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await freshDatabase()
})
afterEach(() => database.close())

/**
 * `npm run faults` does the same with the service's own lease and ten seeds, with a second worker beside the killed one in
 * every other; five whole services start here one after the other, which a busy machine takes minutes for.
 */
test('killed before the provider is called, before the mark and in a step: every message goes, under its one key, and none once somebody answered', async () => {
  const { url, pool } = database
  const report = await notifyRun({ url, pool, seed: 4, leaseMs: 4000, stepsMs: [0, 1500, 3000] })
  expect(report).toMatchObject({ undelivered: [], late: [], keys: [], afterwards: [], skipped: [] })
  expect(report.kills).toBe(NOTIFY_PLACES.length)
  expect(report.again).toBeGreaterThan(0)
  expect(report.acknowledged).toBeGreaterThan(0)
}, 600_000)

describe('when no worker ran', () => {
  const DESK_MS = 2000
  const WAIT_MS_MAX = 60_000
  let receiver: MoodyReceiver
  let desk: DutyDesk
  let service: ServiceProcess | null = null
  beforeEach(async () => {
    const { url, pool } = database
    receiver = await startMoodyReceiver()
    desk = await startDutyDesk(url, pool)
    await furnishNeighbourhood(pool, { receiver: receiver.url, stepsMs: [0, DESK_MS, 600_000], households: 3 })
  })
  afterEach(async () => {
    await service?.end()
    await desk.close()
    await receiver.close()
  })

  const start = async (): Promise<ServiceProcess> => {
    service = new ServiceProcess(environment(database.url, null))
    await service.running()
    return service
  }
  const stepsTo = (alert: number): readonly string[] => [
    ...new Set(receiver.handedOver.filter((it) => it.alert === alert && it.reason !== 'raised').map((it) => it.reason)),
  ]
  const queued = async (alert: number): Promise<readonly string[]> => {
    const { rows } = await database.pool.query<{ level: string }>(
      `select detail ->> 'level' as level from alert_log where alert_id = $1 and what = 'escalated' order by id`,
      [alert],
    )
    return rows.map((it) => it.level)
  }

  test('what came due is done at once on return and in order, and nothing of what somebody answered', async () => {
    const longAgo = Date.now() - DESK_MS - 1000
    const answered = await raiseAlert(database.pool, 0, 'critical', longAgo)
    const alert = await raiseAlert(database.pool, 1, 'critical', longAgo)
    await desk.acknowledge(answered)
    await start()
    await until('grid worker and desk are told', () => stepsTo(alert).length === 2, WAIT_MS_MAX)
    expect(new Set(stepsTo(alert))).toEqual(new Set(['step/grid_worker', 'step/duty_desk']))
    expect(await queued(alert)).toEqual(['grid_worker', 'duty_desk'])
    await until(
      'the areas are told of both',
      () => receiver.handedOver.some((it) => it.alert === answered),
      WAIT_MS_MAX,
    )
    expect(stepsTo(answered)).toEqual([])
    expect(await queued(answered)).toEqual([])
  }, 180_000)

  test('a step that was taken before is not taken again', async () => {
    const first = await start()
    const alert = await raiseAlert(database.pool, 2, 'critical')
    const endsAt = Date.now() + DESK_MS
    const gridWell = () => receiver.handedOver.filter((it) => it.alert === alert && it.path === '/grid-well')
    await until('the grid worker is told', () => gridWell().length === 1, WAIT_MS_MAX)
    await until(
      'that is marked',
      async () => {
        const { rows } = await database.pool.query(
          "select 1 from notification n join contact_point c on c.id = n.contact_point_id where n.alert_id = $1 and c.target like '%/grid-well' and n.sent_at is not null",
          [alert],
        )
        return rows.length === 1
      },
      WAIT_MS_MAX,
    )
    await first.kill()
    await until('the desk is due', () => Date.now() > endsAt)
    await start()
    await until('the desk is told', () => stepsTo(alert).includes('step/duty_desk'), WAIT_MS_MAX)
    expect(await queued(alert)).toEqual(['grid_worker', 'duty_desk'])
    expect(gridWell()).toHaveLength(1)
  }, 180_000)
})
