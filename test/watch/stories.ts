import fc from 'fast-check'
import { householdId, orderId, permitId, sensorUid } from '../../base/id.ts'
import type { WatchEvent } from '../../watch/door.ts'
import { DISTRUST_CAUSES, type Facts, type Fitting, type Permit } from '../../watch/facts.ts'
import { type Policy, policySettings } from '../../watch/policy.ts'

export const T0 = Date.UTC(2026, 0, 5, 16)
export const MINUTE = 60_000

export const policy = (settings: Partial<Policy> = {}): Policy => ({
  name: 'default',
  version: 1,
  ...policySettings.parse({}),
  ...settings,
})

export function facts(more: Partial<Facts> = {}): Facts {
  return {
    household: householdId.parse(1),
    order: { id: orderId.parse(1), startsAt: T0, endsAt: T0 + 14 * 24 * 60 * MINUTE },
    timeZone: 'Asia/Shanghai',
    policies: [{ from: T0, policy: policy() }],
    permits: [],
    fittings: [fitting('door-0001')],
    tests: [],
    distrusts: [],
    outages: [],
    cuts: [],
    ...more,
  }
}

export const fitting = (sensor: string, more: Partial<Fitting> = {}): Fitting => ({
  sensor: sensorUid.parse(sensor),
  door: 'front',
  from: T0 - 60 * MINUTE,
  until: null,
  reportingLimitMs: 3 * MINUTE,
  contactAtStart: null,
  gateway: null,
  limits: [],
  forecasts: [],
  ...more,
})

export const permit = (id: number, from: number, until: number, more: Partial<Permit> = {}): Permit => ({
  id: permitId.parse(id),
  from,
  until,
  reason: 'delivery',
  openingsMax: 1,
  goingOut: false,
  grantedBy: 'duty desk',
  grantedAt: from,
  revokedAt: null,
  ...more,
})

/** A sensor's messages one after another: `say(kind, at)` numbers them within their boot. */
export function speaker(sensor = 'door-0001', boot = 'boot1') {
  let seq = 0
  return (kind: WatchEvent['kind'], at: number, more: Partial<WatchEvent> = {}): WatchEvent => ({
    sensor: sensorUid.parse(sensor),
    kind,
    contact: kind === 'opened' ? 'open' : kind === 'closed' ? 'closed' : null,
    occurredAt: at,
    receivedAt: at,
    boot,
    seq: ++seq,
    openings: null,
    tamper: null,
    ...more,
  })
}

const steps = fc.array(
  fc.record({
    afterMs: fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 8 * MINUTE })),
    jitterMs: fc.integer({ min: -400, max: 400 }),
    delayMs: fc.oneof(fc.constant(50), fc.integer({ min: 0, max: 20 * MINUTE })),
    sensor: fc.constantFrom('door-0001', 'door-0001', 'door-0002'),
    kind: fc.constantFrom(
      ...(['opened', 'closed', 'opened', 'closed', 'heartbeat', 'tamper', 'tamper_cleared', 'hello', 'test'] as const),
      'low_battery',
    ),
    door: fc.constantFrom('open', 'closed', null),
    reboots: oneIn(15),
    counts: fc.boolean(),
    /** Openings that happened and were never said; only the counter knows. */
    missed: fc.oneof(
      { weight: 9, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) },
    ),
    lost: oneIn(12),
  }),
  { minLength: 1, maxLength: 25 },
)

function oneIn(n: number) {
  return fc.integer({ min: 1, max: n }).map((it) => it === n)
}

const settings = fc.record({
  openingAlert: fc.constantFrom('every', 'every', 'over_limit', 'never'),
  graceSeconds: fc.constantFrom(0, 0, 30),
  residentFirstSeconds: fc.constantFrom(0, 0, 60),
  openingsPerDay: fc.constantFrom(1, 5),
  leftOpenSeconds: fc.constantFrom(60, 120),
  mergeMinutes: fc.constantFrom(0, 2, 10),
  notOpenedHours: fc.constantFrom(null, null, 1),
})

/** A policy at the start, and at most two changes of it. */
const policies = fc
  .tuple(settings, fc.array(fc.record({ after: fc.integer({ min: 1, max: 90 }), settings }), { maxLength: 2 }))
  .map(([first, changes]): Facts['policies'] => [
    { from: T0, policy: policy(first) },
    ...changes
      .toSorted((a, b) => a.after - b.after)
      .map((it, index) => ({ from: T0 + it.after * MINUTE, policy: policy({ ...it.settings, version: index + 2 }) })),
  ])

const permits = fc
  .array(
    fc.record({
      from: fc.nat(90),
      lasts: fc.integer({ min: 1, max: 40 }),
      openingsMax: fc.integer({ min: 1, max: 3 }),
      goingOut: fc.boolean(),
      reason: fc.constantFrom('delivery', 'delivery', 'emergency'),
      revokedAfter: fc.option(fc.nat(30)),
    }),
    { maxLength: 3 },
  )
  .map((all) =>
    all.map(({ from, lasts, revokedAfter, ...more }, index) =>
      permit(index + 1, T0 + from * MINUTE, T0 + (from + lasts) * MINUTE, {
        ...more,
        revokedAt: revokedAfter === null ? null : T0 + (from + revokedAfter) * MINUTE,
      }),
    ),
  )

const window = (lastsMax: number) =>
  fc
    .record({ from: fc.nat(90), lasts: fc.integer({ min: 1, max: lastsMax }) })
    .map((it) => ({ from: T0 + it.from * MINUTE, until: T0 + (it.from + it.lasts) * MINUTE }))

const tests = fc.array(
  fc
    .record({ window: window(15), sensor: fc.constantFrom(null, sensorUid.parse('door-0001')) })
    .map((it) => ({ ...it.window, sensor: it.sensor, reason: 'walk test', by: 'installer' })),
  { maxLength: 1 },
)

const outages = fc.array(window(40), { maxLength: 2 }).map((all) => all.toSorted((a, b) => a.from - b.from))

/** One after another for each sensor, the last perhaps without an end. */
const distrusts = fc
  .array(
    fc.record({
      ...{ after: fc.integer({ min: 1, max: 40 }), lasts: fc.integer({ min: 1, max: 40 }), endless: oneIn(4) },
      ...{ sensor: fc.constantFrom('door-0001', 'door-0002'), cause: fc.constantFrom(...DISTRUST_CAUSES) },
    }),
    { maxLength: 3 },
  )
  .map((all) => {
    const freeFrom = new Map<string, number>()
    return all.flatMap(({ after, lasts, endless, sensor, cause }) => {
      const from = (freeFrom.get(sensor) ?? T0) + after * MINUTE
      const until = endless ? null : from + lasts * MINUTE
      freeFrom.set(sensor, until ?? Number.POSITIVE_INFINITY)
      return Number.isFinite(from) ? [{ sensor: sensorUid.parse(sensor), from, until, cause }] : []
    })
  })

const fittings = fc
  .record({
    contactAtStart: fc.constantFrom(null, 'closed', 'closed', 'open'),
    limits: fc.array(
      fc.record({ from: fc.nat(60), minutes: fc.constantFrom(2, 6) }).map((it) => ({
        from: T0 + it.from * MINUTE,
        reportingLimitMs: it.minutes * MINUTE,
      })),
      { maxLength: 1 },
    ),
    forecasts: fc
      .uniqueArray(fc.record({ at: fc.nat(60), lasts: fc.boolean() }), { maxLength: 2, selector: (it) => it.at })
      .map((all) =>
        all
          .toSorted((a, b) => a.at - b.at)
          .map((it) => ({ at: T0 + it.at * MINUTE, emptyAt: it.lasts ? null : T0 + 100 * MINUTE })),
      ),
    swappedAfter: fc.option(fc.integer({ min: 10, max: 60 }), { freq: 4 }),
  })
  .map(({ swappedAfter, ...first }): readonly Fitting[] => [
    fitting('door-0001', { ...first, until: swappedAfter === null ? null : T0 + swappedAfter * MINUTE }),
    fitting('door-0002', { from: T0 + 5 * MINUTE }),
  ])

export interface Story {
  readonly facts: Facts
  readonly events: readonly WatchEvent[]
  /** Past every event and every deadline of the generated facts but the order's. */
  readonly end: number
}

/**
 * A generated household: two doors, several boots, permits, policies that change, tests, sensors that are not believed, outages of ours, a sensor that
 * is taken off, openings and messages that are lost, an order that may end in the middle of it.
 */
export const story = (): fc.Arbitrary<Story> =>
  fc
    .record({ steps, policies, permits, tests, distrusts, outages, fittings, lasts: fc.constantFrom(40, 600) })
    .map(({ steps: all, lasts, ...more }) => {
      const events = spoken(all)
      const end = events.reduce((last, it) => Math.max(last, it.occurredAt), T0) + 30 * MINUTE
      const order = { id: orderId.parse(1), startsAt: T0, endsAt: T0 + lasts * MINUTE }
      return { facts: facts({ ...more, order }), events, end }
    })

type Step = typeof steps extends fc.Arbitrary<(infer S)[]> ? S : never

function spoken(all: readonly Step[]): readonly WatchEvent[] {
  const speakers = new Map<string, { say: ReturnType<typeof speaker>; boots: number; openings: number }>()
  let at = T0
  return all.flatMap((step) => {
    at += step.afterMs
    const known = speakers.get(step.sensor)
    const speaking =
      known === undefined || step.reboots
        ? {
            say: speaker(step.sensor, `boot${(known?.boots ?? 0) + 1}`),
            boots: (known?.boots ?? 0) + 1,
            openings: known?.openings ?? 7,
          }
        : known
    speakers.set(step.sensor, speaking)
    speaking.openings += step.missed + (step.kind === 'opened' ? 1 : 0)
    const occurredAt = at + step.jitterMs
    const contact = step.kind === 'opened' ? 'open' : step.kind === 'closed' ? 'closed' : step.door
    const said = speaking.say(step.kind, occurredAt, {
      contact,
      receivedAt: occurredAt + step.delayMs,
      openings: step.counts ? speaking.openings : null,
    })
    return step.lost ? [] : [said]
  })
}
