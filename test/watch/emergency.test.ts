import { expect, test } from 'vitest'
import type { Facts, Permit } from '../../watch/facts.ts'
import { tellAnew } from '../../watch/story.ts'
import { deadline } from '../../watch/watch.ts'
import { alerts, kinds, quiet } from './conclusions.ts'
import { facts, fitting, MINUTE, permit, speaker, T0 } from './stories.ts'

const REPORTED = T0 + 30 * MINUTE
const reported = (more: Partial<Permit> = {}): Permit =>
  permit(7, REPORTED - 10 * MINUTE, REPORTED + 120 * MINUTE, {
    ...{ reason: 'emergency', openingsMax: 100, grantedAt: REPORTED },
    ...more,
  })
const told = (at: number, more: Partial<Facts> = {}, permits = [reported()]) =>
  alerts(tellAnew(quiet({ permits, ...more }), [], at), 'emergency').map((it) => [
    ...[it.startedAt, it.severity, it.clearedAt, it.clearedReason],
  ])

test.each([
  { name: 'not before it is reported', at: REPORTED, expected: [] },
  { name: 'at that instant', at: REPORTED + 1, expected: [[REPORTED, 'critical', null, null]] },
  {
    name: 'until its permit is over',
    at: REPORTED + 120 * MINUTE + 1,
    expected: [[REPORTED, 'critical', REPORTED + 120 * MINUTE, 'emergency_over']],
  },
])('an emergency is told $name', ({ at, expected }) => {
  expect(told(at)).toEqual(expected)
})

test('it is over when staff revoke its permit, or with the order', () => {
  const revokedAt = REPORTED + MINUTE
  expect(told(REPORTED + 2 * MINUTE, {}, [reported({ revokedAt })])).toEqual([
    [REPORTED, 'critical', revokedAt, 'emergency_over'],
  ])
  const order = { ...facts().order, endsAt: REPORTED + 5 * MINUTE }
  expect(told(order.endsAt + 1, { order })).toEqual([[REPORTED, 'critical', order.endsAt, 'order_ended']])
})

test('no other permit is one, nor one without a door, nor one from before the order', () => {
  const at = REPORTED + MINUTE
  expect(told(at, {}, [reported({ reason: 'medical' })])).toEqual([])
  expect(told(at, { fittings: [] })).toEqual([])
  expect(told(at, {}, [reported({ grantedAt: T0 - 1 })])).toEqual([])
})

test('openings just before it and after it are no breach', () => {
  const say = speaker()
  const before = [say('opened', REPORTED - 5 * MINUTE), say('closed', REPORTED - 4 * MINUTE)]
  const after = [say('opened', REPORTED + MINUTE), say('closed', REPORTED + 2 * MINUTE)]
  const given = quiet({ permits: [reported()] })
  expect(kinds(tellAnew(given, [...before, ...after], REPORTED + 10 * MINUTE))).toEqual(['emergency'])
})

test('its end is waited for', () => {
  const given = quiet({ permits: [reported()] })
  expect(deadline(given, tellAnew(given, [], REPORTED + 1).state)).toBe(REPORTED + 120 * MINUTE)
})

test('two at once are two, at the first door that has a sensor then, each over with its own permit', () => {
  const second = REPORTED + 5 * MINUTE
  const again = permit(8, second, second + 10 * MINUTE, { reason: 'emergency', grantedAt: second })
  const fittings = [
    fitting('door-0001', { until: REPORTED }),
    fitting('door-0002', { from: REPORTED, reportingLimitMs: 24 * 60 * MINUTE }),
    fitting('door-0003', { reportingLimitMs: 24 * 60 * MINUTE }),
  ]
  const given = facts({ fittings, permits: [permit(6, T0, REPORTED + MINUTE), reported(), again] })
  const found = alerts(tellAnew(given, [], REPORTED + 200 * MINUTE), 'emergency')
  expect(found.map((it) => [it.sensor, it.startedAt, it.clearedAt])).toEqual([
    ['door-0002', REPORTED, REPORTED + 120 * MINUTE],
    ['door-0002', second, second + 10 * MINUTE],
  ])
})

test('it says what it rests on, and in words whether it is over', () => {
  const found = (at: number) =>
    [...tellAnew(quiet({ permits: [reported()] }), [], at).findings.values()].find((it) => it.kind === 'emergency')
  expect(found(REPORTED + 1)).toMatchObject({
    ...{ thresholds: { permitMinutes: 120 }, permits: [{ id: 7, applies: true, why: 'covers' }] },
    sentence: { en: 'The household reports an emergency; every opening has a permit. Call now' },
  })
  expect(found(REPORTED + 120 * MINUTE + 1)).toMatchObject({
    sentence: { en: 'The household reported an emergency; its permit is over' },
  })
})
