import { describe, expect, test } from 'vitest'
import { sensorUid } from '../../base/id.ts'
import { doorAtStart, type WatchEvent } from '../../watch/door.ts'
import { follows, inOrder, tellAnew, tellOn } from '../../watch/story.ts'
import { begin, deadline, pass } from '../../watch/watch.ts'
import type { WatchState } from '../../watch/watch-state.ts'
import { facts, fitting, MINUTE, permit, policy, speaker, T0 } from './stories.ts'

const said = (
  sensor: string,
  boot: string,
  seq: number | null,
  ms: number,
  more: Partial<WatchEvent> = {},
): WatchEvent => speaker(sensor, boot)('heartbeat', T0 + ms, { seq, ...more })

describe('the one order of a story', () => {
  const nameOf = ({ sensor, boot, seq, kind, contact, occurredAt }: WatchEvent) =>
    [sensor, boot, seq ?? `${kind} ${contact}`, occurredAt - T0].join(' ')

  test.each<{ name: string; told: readonly WatchEvent[] }>([
    { name: 'a sensor’s own numbers rule over its ages', told: [said('a', 'x', 1, 90), said('a', 'x', 2, 50)] },
    {
      name: 'runs by their first happening',
      told: [said('a', 'y', 9, 10), said('a', 'y', 10, 80), said('a', 'x', 1, 40)],
    },
    { name: 'runs that begin at one instant by name', told: [said('a', 'x', 1, 10), said('a', 'y', 1, 10)] },
    { name: 'sensors by time', told: [said('b', 'x', 1, 10), said('a', 'x', 1, 11)] },
    {
      name: 'sensors at one instant by name',
      told: [said('a', 'x', 1, 10), said('b', 'x', 1, 10), said('c', 'x', 1, 10)],
    },
    {
      name: 'a sensor that claims an earlier time is placed a millisecond after itself',
      told: [
        said('a', 'x', 1, 10),
        said('a', 'x', 2, 5),
        said('b', 'x', 1, 11),
        said('a', 'x', 3, 5),
        said('b', 'x', 2, 12),
      ],
    },
    { name: 'without numbers by time', told: [said('a', 'x', null, 10), said('a', 'x', null, 20)] },
    {
      name: 'without numbers at one instant by kind, then by contact',
      told: [
        said('a', 'x', null, 10, { kind: 'closed', contact: 'open' }),
        said('a', 'x', null, 10, { kind: 'opened', contact: 'closed' }),
        said('a', 'x', null, 10, { kind: 'opened', contact: 'open' }),
      ],
    },
  ])('$name', ({ told }) => {
    expect(inOrder(told).map(nameOf)).toEqual(told.map(nameOf))
    expect(inOrder(told.toReversed()).map(nameOf)).toEqual(told.map(nameOf))
    expect(inOrder([...told.slice(1), ...told.slice(0, 1)]).map(nameOf)).toEqual(told.map(nameOf))
  })
})

describe('what can be folded on to a state', () => {
  const fitted = facts({ fittings: [fitting('door-0001'), fitting('door-0002')] })
  const heard = {
    ...doorAtStart(fitting('door-0001'), T0),
    heard: true,
    at: T0 + 100,
    boot: 'x',
    seq: 5,
    bootFirstAt: T0 + 50,
  }
  const state = (more: Partial<WatchState> = {}): WatchState => ({
    ...begin(fitted).state,
    ...{ at: T0 + 100, lastSensor: sensorUid.parse('door-0001'), sweptAt: T0 + 20 },
    doors: { 'door-0001': { ...heard, pastBoots: ['w'] }, 'door-0002': doorAtStart(fitting('door-0002'), T0) },
    ...more,
  })
  test.each<{ name: string; state?: Partial<WatchState>; event: WatchEvent; is: boolean }>([
    { name: 'the next message', event: said('door-0001', 'x', 6, 200), is: true },
    { name: 'the same message again', event: said('door-0001', 'x', 5, 100), is: false },
    { name: 'an earlier number', event: said('door-0001', 'x', 4, 200), is: false },
    { name: 'the next number with an earlier time', event: said('door-0001', 'x', 6, 60), is: true },
    { name: 'the next number at the run’s first time', event: said('door-0001', 'x', 6, 50), is: true },
    { name: 'the next number from before the run’s first', event: said('door-0001', 'x', 6, 49), is: false },
    { name: 'a time that has been acted on', event: said('door-0002', 'x', 1, 20), state: { at: T0 }, is: false },
    { name: 'a millisecond past it', event: said('door-0002', 'x', 1, 21), state: { at: T0 }, is: true },
    { name: 'another run, later', event: said('door-0001', 'y', 1, 101), is: true },
    { name: 'another run at the same time', event: said('door-0001', 'y', 1, 100), is: false },
    { name: 'a run that is over', event: said('door-0001', 'w', 9, 200), is: false },
    { name: 'without a number, later', event: said('door-0001', 'x', null, 101), is: true },
    { name: 'without a number, at the same time', event: said('door-0001', 'x', null, 100), is: false },
    { name: 'another sensor before it', event: said('door-0002', 'x', 1, 99), is: false },
    { name: 'another sensor at the same time, later by name', event: said('door-0002', 'x', 1, 100), is: true },
    {
      name: 'another sensor at the same time, earlier by name',
      event: said('door-0002', 'x', 1, 100),
      state: { lastSensor: sensorUid.parse('door-0003') },
      is: false,
    },
    { name: 'the first of all', event: said('door-0002', 'x', 1, 100), state: { lastSensor: null }, is: true },
    {
      name: 'a sensor at its own instant again, that was not heard yet',
      event: said('door-0002', 'x', 1, 100),
      state: { lastSensor: sensorUid.parse('door-0002') },
      is: true,
    },
  ])('$name: $is', ({ state: more = {}, event, is }) => {
    expect(follows(state(more), event)).toBe(is)
  })

  test('several are put in order first, and none is folded when one does not follow', () => {
    const begun = begin(fitted).state
    const say = speaker()
    const events = [say('opened', T0 + 10), say('closed', T0 + 20)]
    const told = tellOn(fitted, begun, events.toReversed())
    expect([...(told?.openings.values() ?? [])]).toMatchObject([{ openedAt: T0 + 10, closedAt: T0 + 20 }])
    expect(tellOn(fitted, told?.state ?? begun, events)).toBe(null)
    expect(tellOn(fitted, told?.state ?? begun, events.slice(1))).toBe(null)
  })
})

describe('the passing of time', () => {
  const patient = { reportingLimitMs: 30 * 24 * 60 * MINUTE, contactAtStart: 'closed' } as const
  const given = facts({
    fittings: [fitting('door-0001', patient)],
    tests: [{ sensor: null, from: T0 + 10 * MINUTE, until: T0 + 20 * MINUTE, reason: 'walk test', by: 'installer' }],
  })

  test('the next deadline is the end of a test, then the end of the order, then none', () => {
    const { state } = begin(given)
    expect(deadline(given, state)).toBe(T0 + 20 * MINUTE)
    const after = pass(given, state, T0 + 20 * MINUTE + 1).state
    expect(after.sweptAt).toBe(T0 + 20 * MINUTE)
    expect(deadline(given, after)).toBe(given.order.endsAt)
    const ended = pass(given, after, given.order.endsAt + 1).state
    expect(deadline(given, ended)).toBe(null)
    expect(ended.ended).toBe(true)
    expect(pass(given, state, T0 + 20 * MINUTE).state).toEqual(state)
  })

  test('the earliest of what the rules wait for', () => {
    const door = facts({ fittings: [fitting('door-0001', patient)] })
    const { state } = tellAnew(door, [speaker()('opened', T0 + MINUTE)], T0 + MINUTE)
    expect(deadline(door, state)).toBe(T0 + 3 * MINUTE)
    const told = pass(door, state, T0 + 3 * MINUTE + 1)
    expect([...told.findings.values()].map((it) => it.kind)).toEqual(['left_open'])
    expect(deadline(door, told.state)).toBe(T0 + 21 * MINUTE)
  })

  test('what a sensor said before it was fitted, or from a time outside the order, changes nothing', () => {
    const late = facts({ fittings: [fitting('door-0001', { ...patient, from: T0 + MINUTE })] })
    const before = tellAnew(late, [], T0 + 5 * MINUTE)
    const say = speaker()
    expect(tellAnew(late, [say('opened', T0 + MINUTE - 1)], T0 + 5 * MINUTE)).toEqual(before)
    expect(tellAnew(late, [say('opened', T0 - 1), say('closed', late.order.endsAt)], T0 + 5 * MINUTE)).toEqual(before)
    expect(before.state.doors['door-0001']).toMatchObject({ at: T0 + MINUTE, heard: false, coveredMs: 0 })
    const taken = facts({ fittings: [fitting('door-0001', { ...patient, until: T0 + MINUTE })] })
    expect(tellAnew(taken, [say('opened', T0 + MINUTE - 1)], T0 + 5 * MINUTE).openings.size).toBe(1)
    expect(tellAnew(taken, [say('opened', T0 + MINUTE)], T0 + 5 * MINUTE).openings.size).toBe(0)
  })
})

describe('what is remembered of a door', () => {
  const given = facts({ fittings: [fitting('door-0001', { contactAtStart: 'closed' })] })
  const remembered = (...events: readonly WatchEvent[]) =>
    tellAnew(given, events, T0 + 9 * MINUTE).state.doors['door-0001']

  test('runs of its sensor: the first happening of this one, and those that are over', () => {
    const events = [said('door-0001', 'x', 1, 10), said('door-0001', 'x', 2, 20), said('door-0001', 'y', 1, 30)]
    expect(remembered(...events)).toMatchObject({ boot: 'y', seq: 1, bootFirstAt: T0 + 30, pastBoots: ['x'] })
    const third = said('door-0001', 'z', 1, 40)
    expect(remembered(...events, third)).toMatchObject({ boot: 'z', pastBoots: ['x', 'y'] })
    expect(remembered(...events.slice(0, 2))).toMatchObject({ boot: 'x', seq: 2, bootFirstAt: T0 + 10, pastBoots: [] })
  })

  test('what it counted, and the openings recorded since', () => {
    const say = speaker()
    const first = say('opened', T0 + 10)
    const counted = say('closed', T0 + 20, { openings: 4 })
    const second = say('opened', T0 + 30)
    expect(remembered(first)).toMatchObject({ openings: null, countedAt: null, recorded: 0 })
    expect(remembered(first, counted)).toMatchObject({ openings: 4, countedAt: T0 + 20, recorded: 0 })
    expect(remembered(first, counted, second)).toMatchObject({ openings: 4, countedAt: T0 + 20, recorded: 1 })
    const same = say('heartbeat', T0 + 40, { openings: 4, contact: 'closed', seq: 3 })
    expect(remembered(first, counted, same)).toMatchObject({ openings: 4, countedAt: T0 + 40, recorded: 0 })
    const open = { ...same, contact: 'open' } as const
    expect(remembered(first, counted, open)).toMatchObject({
      contact: 'open',
      openings: 4,
      countedAt: T0 + 40,
      recorded: 0,
    })
  })

  test.each([
    { name: 'exactly the limit', gap: 3 * MINUTE, covered: 4 * MINUTE },
    { name: 'a millisecond more', gap: 3 * MINUTE + 1, covered: MINUTE },
  ])('time is proved over a gap of $name', ({ gap, covered }) => {
    const say = speaker()
    expect(remembered(say('heartbeat', T0 + MINUTE), say('heartbeat', T0 + MINUTE + gap))?.coveredMs).toBe(covered)
  })

  test('the permit’s openings that were used', () => {
    const permits = [permit(1, T0, T0 + 9 * MINUTE, { openingsMax: 3 })]
    const say = speaker()
    const events = [10, 20].flatMap((ms) => [say('opened', T0 + ms), say('closed', T0 + ms + 5)])
    expect(tellAnew({ ...given, permits }, events, T0 + MINUTE).state.permitUse).toEqual({ 1: 2 })
  })

  test('a count that proves openings uses as many of a permit as it proves', () => {
    const permits = [permit(1, T0, T0 + 9 * MINUTE, { openingsMax: 3 })]
    const say = speaker()
    const events = [3, 5].map((openings, n) => say('heartbeat', T0 + n * MINUTE, { openings, contact: 'closed' }))
    expect(tellAnew({ ...given, permits }, events, T0 + 3 * MINUTE).state.permitUse).toEqual({ 1: 2 })
  })

  test('a count that stood still is no opening', () => {
    const asked = facts({ ...given, policies: [{ from: T0, policy: policy({ notOpenedHours: 1 }) }] })
    const say = speaker()
    const events = [1, 30].map((minutes) => say('heartbeat', T0 + minutes * MINUTE, { openings: 3, contact: 'closed' }))
    const told = tellAnew(asked, events, T0 + 61 * MINUTE)
    expect([...told.findings.values()].filter((it) => it.kind === 'not_opened')).toHaveLength(1)
  })

  test('a message whose place would be past the end of the order has the last millisecond of it', () => {
    const order = { ...given.order, endsAt: T0 + MINUTE }
    const say = speaker()
    const events = [say('opened', order.endsAt - 1), say('closed', order.endsAt - 1)]
    const told = tellAnew({ ...given, order }, events, order.endsAt)
    expect([...told.openings.values()]).toMatchObject([{ openedAt: order.endsAt - 1, closedAt: order.endsAt - 1 }])
    expect(told.state).toMatchObject({ at: order.endsAt - 1, lastSensor: 'door-0001' })
  })

  test('a door that stands open when the order begins, with a sensor fitted just then', () => {
    const open = facts({ fittings: [fitting('door-0001', { from: T0, contactAtStart: 'open' })] })
    expect([...begin(open).openings.values()]).toMatchObject([
      { openedAt: T0, notBefore: T0, late: false, test: false },
    ])
    expect(begin(open).state).toMatchObject({ sweptAt: T0 - 1, at: T0, lastSensor: null })
    const later = facts({ fittings: [fitting('door-0001', { from: T0 + 1, contactAtStart: 'open' })] })
    expect(begin(later).openings.size).toBe(0)
  })

  test('a test that ends with the order leaves nothing behind', () => {
    const endsAt = T0 + 5 * MINUTE
    const tests = [{ sensor: null, from: T0, until: endsAt, reason: 'walk test', by: 'installer' }]
    const ending = { ...given, order: { ...given.order, endsAt }, tests }
    const told = tellAnew(ending, [speaker()('opened', T0 + MINUTE, { tamper: true })], endsAt + 1)
    expect([...told.openings.values()]).toMatchObject([{ openedAt: T0 + MINUTE, test: true, closedAt: null }])
    expect(told.findings.size).toBe(0)
  })

  test('of two tests each ends for itself, and what counts from then on is not late', () => {
    const window = { from: T0, reason: 'walk test', by: 'installer' }
    const tests = [
      { ...window, sensor: sensorUid.parse('door-0001'), until: T0 + 5 * MINUTE },
      { ...window, sensor: sensorUid.parse('door-0002'), until: T0 + 8 * MINUTE },
    ]
    const both = facts({ tests, fittings: ['door-0001', 'door-0002'].map((it) => fitting(it)) })
    const events = ['door-0001', 'door-0002'].map((it) => speaker(it)('opened', T0 + MINUTE, { tamper: true }))
    const told = tellAnew(both, events, T0 + 20 * MINUTE)
    const openings = [...told.openings.values()].filter((it) => !it.test)
    expect(openings.map((it) => [it.sensor, it.openedAt - T0, it.late])).toEqual([
      ['door-0001', 5 * MINUTE, false],
      ['door-0002', 8 * MINUTE, false],
    ])
    const tampered = [...told.findings.values()].filter((it) => it.kind === 'sensor_tamper').map((it) => it.episode)
    expect(tampered.map((it) => [it.sensor, it.startedAt - T0, it.late])).toEqual([
      ['door-0001', 5 * MINUTE, false],
      ['door-0002', 8 * MINUTE, false],
    ])
  })
})
