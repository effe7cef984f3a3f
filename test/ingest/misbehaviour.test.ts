import { describe, expect, test } from 'vitest'
import { sensorUid } from '../../base/id.ts'
import { Misbehaviour, RETURNS_MIN, UNREADABLE_MIN } from '../../ingest/misbehaviour.ts'
import type { Intake } from '../../ingest/read-message.ts'
import { doorEvent } from '../evaluator/door-event.ts'
import { MINUTE, speaker, T0 } from '../watch/stories.ts'

const ID = 'door-0001'
type Said = Pick<Intake, 'events' | 'rejected'>

const unreadable = (count = 1): Said => ({
  events: [],
  rejected: Array.from({ length: count }, () => ({
    ...{ receivedAt: T0, clientId: ID, topic: 'up', payload: Buffer.from('?'), code: 'not_json', detail: '' },
  })),
})
const heard = (boot: string, at: number): Said => ({
  events: [doorEvent(speaker(sensorUid.parse(ID), boot)('heartbeat', at))],
  rejected: [],
})

describe('messages that nobody can read', () => {
  const read = (said: readonly (readonly [number, Said])[]) => {
    const misbehaviour = new Misbehaviour()
    return said.map(([at, it]) => misbehaviour.seen(ID, it, at)).at(-1)
  }
  const every = (ms: number, count: number) =>
    Array.from({ length: count }, (_, n) => [T0 + n * ms, unreadable()] as const)

  test.each([
    { name: 'one less than too many', said: every(1000, UNREADABLE_MIN - 1), cause: null },
    { name: 'too many', said: every(1000, UNREADABLE_MIN), cause: 'unreadable' },
    { name: 'too many in one payload', said: [[T0, unreadable(UNREADABLE_MIN)] as const], cause: 'unreadable' },
    { name: 'as many over a longer time', said: every(MINUTE, UNREADABLE_MIN), cause: null },
    {
      name: 'too many among as many that can be read',
      said: every(1000, UNREADABLE_MIN).flatMap((it) => [[it[0], heard('b1', it[0])] as const, it]),
      cause: 'unreadable',
    },
    {
      name: 'too many among more that can be read',
      said: every(1000, UNREADABLE_MIN).flatMap((it) => [it, [it[0], heard('b1', it[0])] as const]),
      cause: null,
    },
  ])('$name: $cause', ({ said, cause }) => expect(read(said)).toBe(cause))

  test('one that was dealt with begins anew', () => {
    const misbehaviour = new Misbehaviour()
    misbehaviour.seen(ID, unreadable(UNREADABLE_MIN), T0)
    misbehaviour.forget(ID)
    expect(misbehaviour.seen(ID, unreadable(), T0)).toBe(null)
  })
})

describe('two devices under one name', () => {
  /** What has been noticed after runs spoke at these minutes, in this order. */
  const noticed = (said: readonly (readonly [boot: string, minute: number])[]) => {
    const misbehaviour = new Misbehaviour()
    return said.map(([boot, at]) => misbehaviour.seen(ID, heard(boot, T0 + at * MINUTE), T0)).at(-1)
  }
  const turns = (times: number) =>
    Array.from({ length: times + 1 }, (_, n) => [['a', 10 * n] as const, ['b', 10 * n + 5] as const]).flat()

  test('take turns', () => {
    const said = turns(RETURNS_MIN)
    expect(noticed(said)).toBe('doubled')
    expect(noticed(said.slice(0, -3))).toBe(null)
  })

  const innocent = (name: string, said: readonly (readonly [string, number])[]) => ({ name, said })
  const handedOver = (earlier: (n: number) => string) =>
    [0, 1, 2, 3, 4].flatMap((n) => [['b', 100 + n] as const, [earlier(n), 50 + n] as const])
  test.each([
    innocent(
      'a sensor that restarts again and again',
      [...'abcdefg'].map((it, n) => [it, n] as const),
    ),
    innocent(
      'a sensor that restarted and hands over what it kept of the run before',
      handedOver(() => 'a'),
    ),
    innocent(
      'runs before, heard of late and for the first time',
      handedOver((n) => `a${n}`),
    ),
    innocent('a run that says a great deal at once where another had taken its place', [
      ['a', 0],
      ['b', 5],
      ...[6, 7, 8, 9].map((it) => ['a', it] as const),
      ['b', 12],
    ]),
    innocent(
      'turns over days',
      turns(RETURNS_MIN).map(([boot, at]) => [boot, at * 120] as const),
    ),
  ])('$name: no', ({ said }) => expect(noticed(said)).toBe(null))
})
