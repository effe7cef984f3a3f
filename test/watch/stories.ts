import fc from 'fast-check'
import { householdId, orderId, permitId, sensorUid } from '../../base/id.ts'
import type { WatchEvent } from '../../watch/door.ts'
import type { Facts, Fitting, Permit } from '../../watch/facts.ts'
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
      'opened',
      'closed',
      'opened',
      'closed',
      'heartbeat',
      'tamper',
      'tamper_cleared',
      'hello',
      'test',
    ),
    door: fc.constantFrom('open', 'closed', null),
    reboots: fc.integer({ min: 0, max: 15 }).map((it) => it === 0),
    counts: fc.boolean(),
  }),
  { minLength: 1, maxLength: 25 },
)

const policies = fc.record({
  openingAlert: fc.constantFrom('every', 'every', 'over_limit', 'never'),
  graceSeconds: fc.constantFrom(0, 0, 30),
  openingsPerDay: fc.constantFrom(1, 5),
  leftOpenSeconds: fc.constantFrom(60, 120),
  mergeMinutes: fc.constantFrom(0, 2, 10),
})

const permits = fc.array(
  fc.record({
    from: fc.nat(90),
    lasts: fc.integer({ min: 1, max: 40 }),
    openingsMax: fc.integer({ min: 1, max: 3 }),
    revokedAfter: fc.option(fc.nat(30)),
  }),
  { maxLength: 3 },
)

/** A generated household: two doors, several boots, permits, a policy, an order that may end in the middle of it. */
export const story = () =>
  fc
    .record({ steps, policies, permits, lasts: fc.constantFrom(40, 600) })
    .map(({ steps, policies, permits, lasts }) => {
      const events = spoken(steps)
      const end = events.reduce((last, it) => Math.max(last, it.occurredAt), T0) + 30 * MINUTE
      const settled = facts({
        order: { id: orderId.parse(1), startsAt: T0, endsAt: T0 + lasts * MINUTE },
        policies: [{ from: T0, policy: policy(policies) }],
        fittings: [fitting('door-0001'), fitting('door-0002', { from: T0 + 5 * MINUTE })],
        permits: permits.map((it, index) =>
          permit(index + 1, T0 + it.from * MINUTE, T0 + (it.from + it.lasts) * MINUTE, {
            openingsMax: it.openingsMax,
            revokedAt: it.revokedAfter === null ? null : T0 + (it.from + it.revokedAfter) * MINUTE,
          }),
        ),
      })
      return { facts: settled, events, end }
    })

type Step = typeof steps extends fc.Arbitrary<(infer S)[]> ? S : never

function spoken(all: readonly Step[]): readonly WatchEvent[] {
  const speakers = new Map<string, { say: ReturnType<typeof speaker>; boots: number; openings: number }>()
  let at = T0
  return all.map((step) => {
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
    if (step.kind === 'opened') speaking.openings += 1
    const occurredAt = at + step.jitterMs
    const contact = step.kind === 'opened' ? 'open' : step.kind === 'closed' ? 'closed' : step.door
    return speaking.say(step.kind, occurredAt, {
      contact,
      receivedAt: occurredAt + step.delayMs,
      openings: step.counts ? speaking.openings : null,
    })
  })
}
