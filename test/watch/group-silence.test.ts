import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sensorUid } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import {
  type Absence,
  groupEpisodes,
  groupSentence,
  type Member,
  type SensorGroup,
  type Silence,
  TOGETHER_MS,
} from '../../watch/group-silence.ts'
import { MINUTE, T0 } from './stories.ts'

const END = T0 + 14 * 24 * 60 * MINUTE
const at = (minute: number): Instant => T0 + minute * MINUTE
const member = (n: number, from = 0, until = END): Member => ({
  sensor: sensorUid.parse(`s${n}`),
  from: at(from),
  until,
})
const members = (count: number): readonly Member[] => Array.from({ length: count }, (_, n) => member(n))

/** Heard last three minutes before it was overdue. */
const silence = (n: number, overdue: number, until: number | null = null): Silence => ({
  sensor: sensorUid.parse(`s${n}`),
  since: at(overdue - 3),
  overdueFrom: at(overdue),
  until: until === null ? null : at(until),
})
const group = (more: Partial<SensorGroup>): SensorGroup => ({
  gateway: null,
  members: members(12),
  silences: [],
  absences: [],
  cuts: [],
  ...more,
})
const episodes = (given: Partial<SensorGroup>, now: number) =>
  groupEpisodes(group(given), Number.NEGATIVE_INFINITY, at(now))
const silent = (count: number, overdue: number, until: number | null = null): readonly Silence[] =>
  Array.from({ length: count }, (_, n) => silence(n, overdue, until))

describe('how many silent sensors are a group', () => {
  test.each([
    { of: 12, silent: 6, is: true },
    { of: 12, silent: 5, is: false },
    { of: 13, silent: 7, is: true },
    { of: 13, silent: 6, is: false },
    { of: 4, silent: 3, is: true },
    { of: 4, silent: 2, is: false },
    { of: 3, silent: 3, is: true },
    { of: 2, silent: 2, is: false },
  ])('$silent of $of: $is', ({ of, silent: count, is }) => {
    expect(episodes({ members: members(of), silences: silent(count, 10) }, 20)).toHaveLength(is ? 1 : 0)
  })

  test('a sensor counts once, however often it is silent, and only while its household is under an order', () => {
    const twice = [silence(0, 10, 11), silence(0, 12, 13), silence(0, 14)]
    expect(episodes({ members: members(3), silences: twice }, 20)).toEqual([])
    const three = [member(0), member(1), member(2, 0, at(9)), member(3)]
    expect(episodes({ members: three, silences: silent(3, 10) }, 20)).toEqual([])
    expect(episodes({ members: three.slice(0, 3), silences: silent(3, 8) }, 20)).toMatchObject([{ openedAt: at(8) }])
  })

  test('what is not yet does not count', () => {
    expect(episodes({ silences: silent(6, 10) }, 9)).toEqual([])
    expect(episodes({ silences: silent(6, 10) }, 10)).toHaveLength(1)
  })
})

describe('what together means', () => {
  test('silences that overlap count together, however far apart they began', () => {
    const silences = [0, 1, 2, 3, 4, 5].map((n) => silence(n, 10 + 60 * n))
    expect(episodes({ silences }, 600)).toMatchObject([{ openedAt: at(310), startedAt: at(307), count: 6 }])
  })

  test('short ones that do not overlap count together when they begin within five minutes', () => {
    const brief = (step: number) => [0, 1, 2].map((n) => silence(n, 10 + step * n, 10.5 + step * n))
    expect(episodes({ members: members(5), silences: brief(2) }, 60)).toMatchObject([
      { openedAt: at(14), startedAt: at(7), clearedAt: at(12) + TOGETHER_MS, clearedReason: 'heard_again' },
    ])
    expect(episodes({ members: members(5), silences: brief(3) }, 60)).toEqual([])
  })

  test('a sensor that was long silent counts, and is not since when the others are', () => {
    const silences = [silence(0, -5000), silence(1, 10), silence(2, 11)]
    expect(episodes({ members: members(3), silences }, 60)).toMatchObject([{ count: 3, startedAt: at(7) }])
  })
})

describe('its course', () => {
  test('the silences are told by when they were overdue, then by sensor', () => {
    const silences = [silence(3, 12), silence(2, 10), silence(1, 11), silence(0, 10)]
    const [episode] = episodes({ members: members(5), silences }, 60)
    expect(episode?.silences.map((it) => it.sensor)).toEqual(['s0', 's2', 's1', 's3'])
    const [same] = episodes({ members: members(5), silences: silences.toReversed() }, 60)
    expect(same?.silences.map((it) => it.sensor)).toEqual(['s0', 's2', 's1', 's3'])
    expect(episode).toMatchObject({ openedAt: at(11), lastAt: at(12), fitted: 5, needed: 3 })
  })

  test('what a person resolved stays told beside what falls silent at that instant', () => {
    const silences = [...silent(6, 10), ...[6, 7, 8, 9, 10, 11].map((n) => silence(n, 30))]
    expect(episodes({ silences, cuts: [at(30)] }, 60)).toMatchObject([
      { openedAt: at(10), clearedAt: at(30), clearedReason: 'resolved', count: 6 },
      { openedAt: at(30), clearedAt: null, count: 6 },
    ])
  })

  test('a person resolved that a gateway is away: it is dealt with while it stays away', () => {
    const absences = [{ from: at(10), until: null }]
    expect(episodes({ gateway: 'gw', absences, cuts: [at(20)] }, 60)).toMatchObject([
      { openedAt: at(10), clearedAt: at(20), clearedReason: 'resolved' },
    ])
  })

  test('those that are heard again stay named in it, and it was last added to when the last one fell silent', () => {
    const silences = [...silent(6, 10), silence(6, 12, 20), silence(7, 15, 25)]
    const [episode] = episodes({ silences }, 60)
    expect(episode).toMatchObject({ count: 8, lastAt: at(15) })
    expect(episode?.silences).toHaveLength(8)
  })

  test('silences exactly five minutes old are not together with those of now', () => {
    const silences = [silence(0, 10), silence(1, 15), silence(2, 15)]
    expect(episodes({ members: members(3), silences }, 60)).toMatchObject([{ startedAt: at(12) }])
    const closer = [{ ...silence(0, 10), overdueFrom: at(10) + 1 }, silence(1, 15), silence(2, 15)]
    expect(episodes({ members: members(3), silences: closer }, 60)).toMatchObject([{ startedAt: at(7) }])
  })

  test('a sensor of two households is the group’s until it is neither’s, and one of no time never', () => {
    const twice = [member(0), member(1), member(2, 0, at(5)), member(2, 1, at(20)), member(3, 2, at(2))]
    expect(episodes({ members: twice, silences: silent(3, 10) }, 15)).toMatchObject([{ fitted: 3, clearedAt: null }])
    expect(episodes({ members: twice, silences: silent(3, 10) }, 30)).toMatchObject([{ fitted: 3, clearedAt: null }])
    expect(episodes({ members: twice, silences: silent(3, 25) }, 30)).toEqual([])
  })

  test('a sensor of three households is the group’s until it is none’s', () => {
    const thrice = [5, 6, 20].map((until) => member(2, 0, at(until)))
    const given = { members: [member(0), member(1), ...thrice], silences: silent(3, 10) }
    expect(episodes(given, 15)).toMatchObject([{ openedAt: at(10), fitted: 3 }])
  })

  test('it may be enough because others leave, long after the last one fell silent: it begins then', () => {
    const leaving = [...members(6), member(6, 0, at(30)), member(7, 0, at(30))]
    expect(episodes({ members: leaving, silences: silent(3, 10) }, 60)).toMatchObject([
      { openedAt: at(30), startedAt: at(30), needed: 3 },
    ])
  })

  test('it grows with whoever falls silent, and is over when fewer than half of those it took are', () => {
    const silences = [...silent(6, 10, 40), silence(6, 20, 30), silence(7, 30)]
    expect(episodes({ silences }, 35)).toMatchObject([
      { count: 8, fitted: 12, needed: 6, clearedAt: null, lastAt: at(30) },
    ])
    expect(episodes({ silences }, 60)).toMatchObject([{ count: 8, clearedAt: at(40), clearedReason: 'heard_again' }])
  })

  test('one sensor that comes and goes is no second alert', () => {
    const silences = [...silent(5, 10), silence(5, 11, 20), silence(5, 30, 40), silence(5, 50, 60)]
    expect(episodes({ silences }, 100)).toMatchObject([{ openedAt: at(11), clearedAt: null }])
  })

  test('when it was over and they fall silent again, that is another', () => {
    const silences = [...silent(6, 10, 20), ...silent(6, 60)]
    expect(episodes({ silences }, 90).map((it) => [it.openedAt, it.clearedAt])).toEqual([
      [at(10), at(20)],
      [at(60), null],
    ])
  })

  test('the end of all orders ends it', () => {
    const ending = Array.from({ length: 3 }, (_, n) => member(n, 0, at(30)))
    const silences = silent(3, 10, 30)
    expect(episodes({ members: ending, silences }, 60)).toMatchObject([
      { clearedAt: at(30), clearedReason: 'order_ended' },
    ])
  })

  test('a person who resolves it has dealt with what was silent; what falls silent later is another', () => {
    const silences = [...silent(6, 10), silence(6, 50), silence(7, 50), silence(8, 50)]
    const resolved = episodes({ silences, cuts: [at(30)] }, 60)
    expect(resolved).toMatchObject([{ clearedAt: at(30), clearedReason: 'resolved', count: 6 }])
    const more = [...silences, ...[9, 10, 11].map((n) => silence(n, 51))]
    expect(episodes({ silences: more, cuts: [at(30)] }, 60)).toMatchObject([
      { count: 6 },
      { openedAt: at(51), count: 6 },
    ])
  })
})

describe('a gateway that is offline', () => {
  const gone = (from: number, until: number | null = null): Absence => ({
    from: at(from),
    until: until === null ? null : at(until),
  })

  test('makes all its sensors unknown at once, and is back when it is', () => {
    const away = { gateway: 'zb-1', members: members(2), absences: [gone(10, 25)] }
    const [now] = episodes(away, 10)
    expect(now).toMatchObject({ openedAt: at(10), startedAt: at(10), count: 2, offlineSince: at(10), clearedAt: null })
    expect(episodes(away, 30)).toMatchObject([{ clearedAt: at(25), clearedReason: 'heard_again' }])
  })

  test('goes on for as long as its sensors are silent', () => {
    const away = { gateway: 'zb-1', silences: silent(8, 15, 40), absences: [gone(10, 25)] }
    expect(episodes(away, 60)).toMatchObject([{ openedAt: at(10), clearedAt: at(40), count: 12 }])
  })

  test('is the cause of a silence that was noticed before it', () => {
    const away = { gateway: 'zb-1', silences: silent(6, 10), absences: [gone(12)] }
    expect(episodes(away, 60)).toMatchObject([{ openedAt: at(10), offlineSince: at(12), count: 12 }])
  })

  test('concerns nobody while no household of its is under an order', () => {
    const away = { gateway: 'zb-1', members: [member(0, 30)], absences: [gone(10)] }
    expect(episodes(away, 20)).toEqual([])
    expect(episodes(away, 40)).toMatchObject([{ openedAt: at(30), startedAt: at(10) }])
  })

  test('goes on while it is away, whoever comes under an order, though no sensor is silent', () => {
    const away = { gateway: 'zb-1', members: [member(0), member(1), member(2, 20)], absences: [gone(10)] }
    expect(episodes(away, 30)).toMatchObject([{ openedAt: at(10), lastAt: at(20), clearedAt: null, count: 3 }])
  })

  test('reported twice is offline since the first report', () => {
    const away = { gateway: 'zb-1', members: [member(0, 30)], absences: [gone(12), gone(10), gone(11)] }
    expect(episodes(away, 40)).toMatchObject([{ openedAt: at(30), startedAt: at(10), offlineSince: at(10) }])
  })

  test('that is away for no time at all was not', () => {
    expect(episodes({ gateway: 'zb-1', absences: [gone(10, 10)] }, 20)).toEqual([])
  })
})

test('what it says has its numbers and the gateway', () => {
  const say = (gateway: string | null, given: Partial<SensorGroup>, now: number) =>
    episodes({ gateway, ...given }, now).map((it) => groupSentence(gateway, it))
  expect(say(null, { silences: silent(6, 10) }, 20)).toEqual([
    {
      zh: '12 个门磁中有 6 个同时失联，门的状态未知',
      en: '6 of 12 sensors fell silent together; their doors are unknown',
    },
  ])
  expect(say('zb-1', { silences: silent(6, 10, 20) }, 30)).toEqual([
    {
      zh: '网关 zb-1 的 12 个门磁中有 6 个同时失联，门的状态未知，现已恢复',
      en: '6 of 12 sensors of the gateway zb-1 fell silent together; their doors are unknown; this is over',
    },
  ])
  expect(say('zb-1', { absences: [{ from: at(5), until: null }] }, 30)).toEqual([
    {
      zh: '网关 zb-1 离线，其 12 个门磁所在的门状态未知',
      en: 'The gateway zb-1 is offline; the doors of its 12 sensors are unknown',
    },
  ])
  expect(say('zb-1', { members: members(1), absences: [{ from: at(5), until: null }] }, 30)).toEqual([
    {
      zh: '网关 zb-1 离线，其 1 个门磁所在的门状态未知',
      en: 'The gateway zb-1 is offline; the door of its sensor is unknown',
    },
  ])
})

const minutes = fc.integer({ min: 0, max: 120 })
const generated = fc.record({
  gateway: fc.constant('zb-1'),
  members: fc.array(
    fc
      .record({ n: fc.nat(6), from: minutes, lasts: fc.integer({ min: 1, max: 200 }) })
      .map((it) => member(it.n, it.from, at(it.from + it.lasts))),
    { minLength: 1, maxLength: 10 },
  ),
  silences: fc.array(
    fc
      .record({ n: fc.nat(6), from: minutes, lasts: fc.option(fc.nat(60)) })
      .map((it) => silence(it.n, it.from, it.lasts === null ? null : it.from + it.lasts)),
    { maxLength: 14 },
  ),
  absences: fc.array(
    fc
      .record({ from: minutes, lasts: fc.option(fc.nat(60)) })
      .map((it): Absence => ({ from: at(it.from), until: it.lasts === null ? null : at(it.from + it.lasts) })),
    { maxLength: 2 },
  ),
  cuts: fc.array(minutes.map(at), { maxLength: 2 }),
})

describe('for any silences', () => {
  const told = (given: SensorGroup, now: Instant, from = Number.NEGATIVE_INFINITY) =>
    groupEpisodes(given, from, now).map(({ silences: _silences, ...it }) => it)

  test('the order in which they are given does not matter', () => {
    fc.assert(
      fc.property(generated, minutes, fc.infiniteStream(fc.nat()), (given, now, numbers) => {
        const shuffled = <T>(list: readonly T[]): readonly T[] =>
          list
            .map((it) => ({ it, key: numbers.next().value ?? 0 }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ it }) => it)
        const other: SensorGroup = {
          gateway: given.gateway,
          members: shuffled(given.members),
          silences: shuffled(given.silences),
          absences: shuffled(given.absences),
          cuts: shuffled(given.cuts),
        }
        expect(told(other, at(now))).toEqual(told(given, at(now)))
      }),
      { numRuns: 1000 },
    )
  })

  test('looking from the beginning of an episode on tells it and what follows as looking from the start does', () => {
    fc.assert(
      fc.property(generated, minutes, (given, now) => {
        const whole = told(given, at(now))
        for (const [index, { openedAt }] of whole.entries())
          expect(told(given, at(now), openedAt)).toEqual(whole.slice(index))
      }),
      { numRuns: 1000 },
    )
  })

  test('episodes do not overlap, have enough sensors, and what has ended stays as time passes', () => {
    fc.assert(
      fc.property(generated, minutes, fc.nat(100), (given, now, later) => {
        const before = told(given, at(now))
        const ended = before.filter((it) => it.clearedAt !== null)
        expect(told(given, at(now + later)).slice(0, ended.length)).toEqual(ended)
        for (const [index, it] of before.entries()) {
          expect(it.openedAt).toBeGreaterThanOrEqual(before[index - 1]?.clearedAt ?? 0)
          if (it.offlineSince === null) expect(it.count).toBeGreaterThanOrEqual(it.needed)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
