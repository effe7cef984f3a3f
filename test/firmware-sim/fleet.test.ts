import { afterEach, describe, expect, test } from 'vitest'
import { Closers } from '../../base/closers.ts'
import type { HouseholdAccount } from '../../firmware-sim/account.ts'
import { faults, NO_FAULTS } from '../../firmware-sim/faults.ts'
import { type FleetOptions, startFleet } from '../../firmware-sim/fleet.ts'
import type { PermitGrant } from '../../firmware-sim/household.ts'
import { DAY_MS } from '../../firmware-sim/scenario.ts'
import { policySettings } from '../../watch/policy.ts'
import { type StoringBroker, storingBroker } from './storing-broker.ts'

const closers = new Closers()
afterEach(() => closers.close())

/** A day in a minute, and of that day the first hour and a bit: three seconds. */
const SPEED = 1440
const DAYS = 0.05
const DRAIN_LIMIT_MS = 30_000

async function build(count: number, options: Partial<FleetOptions> = {}) {
  const broker = await storingBroker()
  closers.add('broker', () => broker.close())
  const fleet = await startFleet({
    brokerUrl: broker.url,
    households: Array.from({ length: count }, (_, index) => ({
      key: index,
      sensors: [{ id: `sim-${index}`.padEnd(8, 'x'), secret: 'a secret' }],
    })),
    ...{ seed: 7, scenario: 'ordinary', days: DAYS, speed: SPEED, clock: Date.now, faults: NO_FAULTS },
    ...{ connectsPerSecond: 2000, profile: { retryMs: 300, heartbeatMs: 1000 } },
    ...options,
  })
  closers.add('fleet', () => fleet.stop())
  return { broker, fleet }
}

describe('fleet', { timeout: 60_000 }, () => {
  test('200 sensors connect, live a compressed piece of a day, and everything they made is stored', async () => {
    const granted: PermitGrant[] = []
    const { broker, fleet } = await build(200, { grantPermit: async (grant) => granted.push(grant) })
    expect(fleet.progress().connected).toBe(200)
    await fleet.played
    expect(await fleet.drained(DRAIN_LIMIT_MS)).toBe(0)
    await fleet.stop()
    const accounts = fleet.account()
    expect(nameOfEach(broker).size).toBeGreaterThanOrEqual(storedCount(accounts))
    expect(accounts.every(({ complete }) => complete)).toBe(true)
    expect(accounts.flatMap(({ permits }) => permits)).toHaveLength(granted.length)
  })

  test('a lossy, doubling, reordering link loses nothing in the end', async () => {
    const bad = faults.parse({ loss: 0.2, duplicate: 0.2, reorder: 0.3, delay: 0.2, delayMsMax: 300, reboot: 0.02 })
    const { broker, fleet } = await build(40, { faults: bad, scenario: 'bad_network' })
    await fleet.played
    expect(await fleet.drained(DRAIN_LIMIT_MS)).toBe(0)
    await fleet.stop()
    const names = nameOfEach(broker)
    expect(names.size).toBeGreaterThanOrEqual(storedCount(fleet.account()))
    expect(broker.arrivals.length).toBeGreaterThan(names.size)
  })

  test('what it expects of the service comes from the watch: permitted homes raise nothing, breaches do', async () => {
    const policy = { ...policySettings.parse({ leftOpenSeconds: 3600 }), name: 'default', version: 1 }
    const alertsOf = async (scenario: FleetOptions['scenario'], grantPermit?: () => Promise<void>) => {
      const { fleet } = await build(40, { scenario, days: 2 * DAYS, ...(grantPermit && { grantPermit }) })
      await fleet.played
      await fleet.drained(DRAIN_LIMIT_MS)
      const basis = { policy, timeZone: 'Asia/Shanghai', reportingLimitMs: 3_600_000 }
      const span = { startsAt: fleet.from - 60_000, endsAt: fleet.from + DAY_MS }
      return fleet.expectations({ ...basis, ...span }, Date.now()).map(({ alerts }) => Object.keys(alerts).sort())
    }
    const [permitted, forbidden] = await Promise.all([alertsOf('calm', async () => {}), alertsOf('calm')])
    expect(permitted.flat()).toEqual([])
    expect(new Set(forbidden.flat())).toEqual(new Set(['unpermitted_opening']))
  })

  test('a broker that nobody can reach is said in one sentence', async () => {
    const { broker } = await build(1)
    broker.aedes.authenticate = (_client, _name, _password, done) => done(null, false)
    await expect(
      startFleet({
        brokerUrl: broker.url,
        households: [{ key: 1, sensors: [{ id: 'sim-nobody', secret: 'wrong' }] }],
        ...{
          seed: 1,
          scenario: 'calm',
          days: DAYS,
          speed: SPEED,
          clock: Date.now,
          faults: NO_FAULTS,
          connectLimitMs: 500,
        },
      }),
    ).rejects.toThrow(/none of 1 sensors could connect .*Not authorized/)
  })
})

const nameOfEach = ({ arrivals }: StoringBroker) =>
  new Set(arrivals.map(({ sensor, message }) => `${sensor}/${message.boot}/${message.seq}`))

/** What the sensors were told is stored. A heartbeat may still be under way when the fleet is stopped. */
function storedCount(accounts: readonly HouseholdAccount[]): number {
  const sensors = accounts.flatMap((account) => account.sensors)
  return sensors.reduce((sum, { made, journalLeft, dropped }) => sum + made - journalLeft - dropped, 0)
}
