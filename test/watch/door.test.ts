import { describe, expect, test } from 'vitest'
import { contactOf, type DoorState, doorAtStart, edgeOf, isLate, tamperOf, type WatchEvent } from '../../watch/door.ts'
import { householdCoverage } from '../../watch/door-view.ts'
import { isCutBetween, isTestOf, policyAt, reportingLimitAt, testOver, withinOrder } from '../../watch/facts.ts'
import { missesMessages } from '../../watch/missed.ts'
import { facts, fitting, MINUTE, policy, speaker, T0 } from './stories.ts'

const event = (kind: WatchEvent['kind'], more: Partial<WatchEvent> = {}) => speaker()(kind, T0 + 5 * MINUTE, more)
const door = (more: Partial<DoorState> = {}): DoorState => ({ ...doorAtStart(fitting('door-0001'), T0), ...more })

test.each([
  { name: 'two minutes', delayMs: 2 * MINUTE, late: false },
  { name: 'a millisecond more', delayMs: 2 * MINUTE + 1, late: true },
])('heard $name after it happened: late $late', ({ delayMs, late }) => {
  expect(isLate(event('opened', { receivedAt: T0 + 5 * MINUTE + delayMs }))).toBe(late)
})

test.each<[WatchEvent['kind'], WatchEvent['contact'], WatchEvent['contact']]>([
  ['opened', 'closed', 'open'],
  ['opened', null, 'open'],
  ['closed', 'open', 'closed'],
  ['closed', null, 'closed'],
  ['heartbeat', 'open', 'open'],
  ['heartbeat', null, null],
  ['test', 'open', null],
])('%s that says %j of the door: %j', (kind, contact, expected) => {
  expect(contactOf(event(kind, { contact }))).toBe(expected)
})

test.each<[WatchEvent['kind'], boolean | null, boolean | null]>([
  ['tamper', null, true],
  ['tamper', false, true],
  ['tamper_cleared', true, false],
  ['heartbeat', true, true],
  ['heartbeat', false, false],
  ['heartbeat', null, null],
])('%s that says %j of tampering: %j', (kind, tamper, expected) => {
  expect(tamperOf(event(kind, { tamper }))).toBe(expected)
})

describe('which edge a message shows', () => {
  const heardAt = T0 + MINUTE
  const at = T0 + 5 * MINUTE
  test.each<{ name: string; is: Partial<DoorState>; says: WatchEvent; edge: ReturnType<typeof edgeOf> }>([
    {
      name: 'nothing said',
      is: { contact: 'open' },
      says: event('heartbeat', { contact: null }),
      edge: { kind: 'none' },
    },
    {
      name: 'it was opened',
      is: { contact: 'closed' },
      says: event('opened'),
      edge: { kind: 'opens', notBefore: at, how: 'reported' },
    },
    {
      name: 'it was opened somewhen since the last contact',
      is: { contact: 'closed' },
      says: event('heartbeat', { contact: 'open' }),
      edge: { kind: 'opens', notBefore: heardAt, how: 'reconciled' },
    },
    {
      name: 'a message that claims to be older than the last contact',
      is: { contact: 'closed', at: at + MINUTE },
      says: event('heartbeat', { contact: 'open' }),
      edge: { kind: 'opens', notBefore: at, how: 'reconciled' },
    },
    { name: 'it was shut', is: { contact: 'open' }, says: event('closed'), edge: { kind: 'closes' } },
    { name: 'shut as before', is: { contact: 'closed' }, says: event('closed'), edge: { kind: 'none' } },
    { name: 'open as before', is: { contact: 'open' }, says: event('opened'), edge: { kind: 'none' } },
    {
      name: 'open as before, and the count moved by one more than we have',
      is: { contact: 'open', openings: 5, recorded: 2 },
      says: event('opened', { openings: 8 }),
      edge: { kind: 'closes_and_opens' },
    },
    {
      name: 'open as before, and the count is what we have',
      is: { contact: 'open', openings: 5, recorded: 2 },
      says: event('opened', { openings: 7 }),
      edge: { kind: 'none' },
    },
    {
      name: 'open as before by a heartbeat, whatever the count',
      is: { contact: 'open', openings: 5, recorded: 0 },
      says: event('heartbeat', { contact: 'open', openings: 9 }),
      edge: { kind: 'none' },
    },
  ])('$name', ({ is, says, edge }) => {
    expect(edgeOf(door({ at: heardAt, heard: true, ...is }), says)).toEqual(edge)
  })
})

test.each([
  { name: 'the next message', is: {}, says: { seq: 6 }, missing: false },
  { name: 'one is left out', is: {}, says: { seq: 7 }, missing: true },
  { name: 'one from before', is: {}, says: { seq: 4 }, missing: false },
  { name: 'the first that is heard', is: { heard: false }, says: { seq: 7 }, missing: false },
  { name: 'another run of the sensor', is: { boot: 'boot0' }, says: { seq: 7 }, missing: false },
  { name: 'a sensor that does not number', is: {}, says: { seq: null }, missing: false },
  { name: 'a sensor that did not number', is: { seq: null }, says: { seq: 7 }, missing: false },
])('messages are missing: $name: $missing', ({ is, says, missing }) => {
  expect(missesMessages(door({ heard: true, boot: 'boot1', seq: 5, ...is }), event('heartbeat', says))).toBe(missing)
})

describe('windows are [from, until)', () => {
  const { sensor } = fitting('door-0001')
  const other = fitting('door-0002').sensor
  const window = { from: T0 + 5 * MINUTE, until: T0 + 10 * MINUTE, reason: 'walk test', by: 'installer' }
  const given = facts({ tests: [{ ...window, sensor }] })

  test.each([
    { name: 'ends before it', from: T0, until: window.from - 1, touches: false },
    { name: 'ends as it begins', from: T0, until: window.from, touches: true },
    { name: 'is within it', from: window.from + 1, until: window.until - 1, touches: true },
    { name: 'begins as it ends', from: window.until, until: window.until, touches: false },
    { name: 'begins a millisecond before its end', from: window.until - 1, until: T0 + 20 * MINUTE, touches: true },
  ])('time that $name touches the test: $touches', ({ from, until, touches }) => {
    expect(testOver(given, sensor, from, until) !== undefined).toBe(touches)
    expect(testOver(given, other, from, until)).toBe(undefined)
    expect(testOver(facts(), sensor, from, until)).toBe(undefined)
  })

  test('a test of all doors is one of each', () => {
    expect([sensor, null].map((it) => isTestOf({ ...window, sensor: it }, other))).toEqual([false, true])
  })

  test.each([
    { at: T0 - 1, within: false },
    { at: T0, within: true },
    { at: facts().order.endsAt - 1, within: true },
    { at: facts().order.endsAt, within: false },
  ])('the order holds at $at: $within', ({ at, within }) => {
    expect(withinOrder(facts().order, at)).toBe(within)
  })

  test.each([
    { at: T0 + MINUTE - 1, cut: false },
    { at: T0 + MINUTE, cut: true },
    { at: T0 + 2 * MINUTE - 1, cut: true },
    { at: T0 + 2 * MINUTE, cut: false },
  ])('a person closed it at $at, between: $cut', ({ at, cut }) => {
    const cuts = [{ kind: 'left_open', at }]
    expect(isCutBetween(facts({ cuts }), 'left_open', T0 + MINUTE, T0 + 2 * MINUTE)).toBe(cut)
    expect(isCutBetween(facts({ cuts }), 'sensor_silent', T0 + MINUTE, T0 + 2 * MINUTE)).toBe(false)
  })
})

test.each([
  { at: T0 - MINUTE, version: 1, limit: 3 },
  { at: T0 + MINUTE - 1, version: 1, limit: 3 },
  { at: T0 + MINUTE, version: 2, limit: 5 },
  { at: T0 + 2 * MINUTE, version: 3, limit: 7 },
])('at $at version $version of the policy holds, and a limit of $limit minutes', ({ at, version, limit }) => {
  const policies = [1, 2, 3].map((it) => ({ from: T0 + (it - 1) * MINUTE, policy: policy({ version: it }) }))
  const [first, ...later] = policies
  if (first === undefined) throw new Error('there are three')
  expect(policyAt({ policies: [first, ...later] }, at).version).toBe(version)
  const limits = [5, 7].map((minutes, n) => ({ from: T0 + (n + 1) * MINUTE, reportingLimitMs: minutes * MINUTE }))
  expect(reportingLimitAt(fitting('door-0001', { limits }), at)).toBe(limit * MINUTE)
  expect(reportingLimitAt(fitting('door-0001'), at)).toBe(3 * MINUTE)
})

test.each([
  { doors: [], coverage: null },
  { doors: [1], coverage: 1 },
  { doors: [0.5, 0.25, 0.75], coverage: 0.25 },
])('doors known for $doors of the time make a household known for $coverage', ({ doors, coverage }) => {
  expect(householdCoverage(doors.map((it) => ({ coverage: it })))).toBe(coverage)
})
