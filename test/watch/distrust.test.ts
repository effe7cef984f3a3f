import { describe, expect, test } from 'vitest'
import { sensorUid } from '../../base/id.ts'
import type { WatchEvent } from '../../watch/door.ts'
import { doorViews } from '../../watch/door-view.ts'
import type { Distrust, Facts } from '../../watch/facts.ts'
import { tellAnew } from '../../watch/story.ts'
import { alerts, kinds, openings } from './conclusions.ts'
import { facts, fitting, MINUTE, speaker, T0 } from './stories.ts'

const minute = (n: number) => T0 + n * MINUTE
const distrust = (from: number, until: number | null, more: Partial<Distrust> = {}): Distrust => ({
  ...{ sensor: sensorUid.parse('door-0001'), from: minute(from), until: until === null ? null : minute(until) },
  cause: 'unreadable',
  ...more,
})
const patient = fitting('door-0001', { reportingLimitMs: 24 * 60 * MINUTE, contactAtStart: 'closed' })
const given = (distrusts: readonly Distrust[], more: Partial<Facts> = {}) =>
  facts({ fittings: [patient], distrusts, ...more })
const view = (told: Facts, events: readonly WatchEvent[], at: number) =>
  doorViews(told, tellAnew(told, events, at).state, at)[0]

describe('a sensor that is not believed', () => {
  test('raises one alert, from then until somebody trusts it', () => {
    const told = (until: number | null, at: number) => tellAnew(given([distrust(10, until)]), [], minute(at))
    expect(alerts(told(null, 10), 'sensor_distrusted')).toEqual([])
    expect(alerts(told(null, 11), 'sensor_distrusted')).toEqual([
      {
        ...{ startedAt: minute(10), lastAt: minute(10), sensor: 'door-0001', count: 1, late: false, raised: true },
        ...{ severity: 'major', cause: 'unreadable', ongoing: ['door-0001'], clearedAt: null, clearedReason: null },
      },
    ])
    expect(alerts(told(30, 31), 'sensor_distrusted')).toMatchObject([
      { startedAt: minute(10), lastAt: minute(30), clearedAt: minute(30), clearedReason: 'trusted_again' },
    ])
  })

  test.each([
    { cause: 'unreadable', zh: '发来的消息大多无法识别', en: 'most of what it says cannot be read' },
    { cause: 'doubled', zh: '疑似有两台设备使用它的身份', en: 'two devices seem to speak under its name' },
    { cause: 'staff', zh: '工作人员已标记', en: 'a member of staff said so' },
  ] as const)('says why: $cause', ({ cause, zh, en }) => {
    const said = (until: number | null) =>
      [...tellAnew(given([distrust(10, until, { cause })]), [], minute(31)).findings.values()][0]?.sentence
    expect(said(null)).toEqual({
      zh: `门磁数据不可信：${zh}，门的状态未知`,
      en: `The sensor is not believed, as ${en}; the door is unknown`,
    })
    expect(said(30)).toEqual({
      zh: `门磁数据曾不可信：${zh}，现已恢复采信；其间门的状态未知`,
      en: `The sensor was not believed, as ${en}; it is again, and the door was unknown meanwhile`,
    })
  })

  test('opens no door: what it says from then on and until then is no part of the story', () => {
    const say = speaker()
    const events = [9, 10, 29, 30].flatMap((it) => [say('opened', minute(it)), say('closed', minute(it) + 1000)])
    const told = tellAnew(given([distrust(10, 30)]), events, minute(40))
    expect(openings(told).map((it) => it.openedAt)).toEqual([minute(9), minute(30)])
  })

  test('leaves its door unknown, also after it is trusted, until it speaks', () => {
    const say = speaker()
    const beats = [5, 15, 35].map((it) => say('heartbeat', minute(it), { contact: 'closed' }))
    const told = given([distrust(10, 30)])
    expect(view(told, beats.slice(0, 1), minute(9))).toMatchObject({ state: 'closed', coverage: 1 })
    expect(view(told, beats.slice(0, 1), minute(10))).toMatchObject({ state: 'unknown', coverage: 0.5 })
    expect(view(told, beats.slice(0, 2), minute(20))).toMatchObject({ state: 'unknown', coverage: 0.25 })
    expect(view(told, beats.slice(0, 2), minute(31))).toMatchObject({ state: 'unknown' })
    expect(view(told, beats, minute(35))).toMatchObject({ state: 'closed', coverage: 5 / 35 })
    expect(view(told, beats, minute(40))).toMatchObject({ state: 'closed', coverage: 10 / 40 })
  })

  test('is not silent meanwhile; its limit starts anew when it is trusted', () => {
    const told = (at: number) =>
      tellAnew(
        given([distrust(2, 30)], { fittings: [fitting('door-0001', { contactAtStart: 'closed' })] }),
        [],
        minute(at),
      )
    expect(kinds(told(32))).toEqual(['sensor_distrusted'])
    expect(alerts(told(34), 'sensor_silent')).toMatchObject([{ startedAt: T0, overdueFrom: minute(33) }])
  })

  test('another sensor is as silent as ever', () => {
    const told = tellAnew(
      given([distrust(0, null, { sensor: sensorUid.parse('door-0002') })], {
        fittings: [fitting('door-0001', { contactAtStart: 'closed' }), fitting('door-0002')],
      }),
      [],
      minute(4),
    )
    expect(alerts(told, 'sensor_silent').map((it) => it.sensor)).toEqual(['door-0001'])
  })

  test('an opening that runs goes on until a message that is believed ends it', () => {
    const say = speaker()
    const events = [say('opened', minute(5)), say('closed', minute(15)), say('closed', minute(35))]
    const told = tellAnew(given([distrust(10, 30)]), events, minute(40))
    expect(openings(told).map((it) => [it.openedAt, it.closedAt])).toEqual([[minute(5), minute(35)]])
  })

  test('a door found open afterwards was opened at some time since it was last known', () => {
    const say = speaker()
    const events = [
      say('heartbeat', minute(5), { contact: 'closed' }),
      say('opened', minute(15)),
      say('heartbeat', minute(35), { contact: 'open' }),
    ]
    const told = tellAnew(given([distrust(10, 30)]), events, minute(40))
    expect(openings(told)).toMatchObject([{ openedAt: minute(35), notBefore: minute(5), how: 'reconciled' }])
  })

  test.each([
    { name: 'its count', openings: [3, 9], missing: false },
    { name: 'its numbers', openings: [null, null], missing: true },
  ])('$name proves nothing across the gap', ({ openings: [first = null, last = null], missing }) => {
    const say = speaker()
    const before = say('heartbeat', minute(5), { contact: 'closed', openings: first })
    if (missing) for (const it of [11, 12, 13]) say('heartbeat', minute(it))
    const after = say('heartbeat', minute(35), { contact: 'closed', openings: last })
    const missed = (distrusts: readonly Distrust[]) =>
      alerts(tellAnew(given(distrusts), [before, after], minute(40)), 'missed_openings').length
    expect(missed([distrust(10, 30)])).toBe(0)
    expect(missed([])).toBe(1)
  })

  test.each([
    { name: 'taken off', until: 20, endsAt: 60, clearedAt: 20, clearedReason: 'sensor_removed' },
    { name: 'past the order', until: null, endsAt: 25, clearedAt: 25, clearedReason: 'order_ended' },
  ])('$name: over', ({ until, endsAt, ...over }) => {
    const { order } = facts()
    const told = given([distrust(10, null)], {
      order: { ...order, endsAt: minute(endsAt) },
      fittings: [{ ...patient, until: until === null ? null : minute(until) }],
    })
    expect(alerts(tellAnew(told, [], minute(30)), 'sensor_distrusted')).toMatchObject([
      { clearedAt: minute(over.clearedAt), clearedReason: over.clearedReason },
    ])
  })

  test('two at once: each has its own end, and is remembered once', () => {
    const other = sensorUid.parse('door-0002')
    const given = facts({
      fittings: [patient, { ...patient, sensor: other }],
      distrusts: [distrust(10, 40), distrust(20, 30, { sensor: other })],
    })
    const told = (at: number) => tellAnew(given, [], minute(at))
    expect(told(25).state.memories.sensor_distrusted).toHaveLength(2)
    expect(told(35).state.memories.sensor_distrusted).toHaveLength(1)
    expect(alerts(told(50), 'sensor_distrusted').map((it) => [it.sensor, it.clearedAt])).toEqual([
      ['door-0001', minute(40)],
      [other, minute(30)],
    ])
  })

  test('taken off at the instant at which it is trusted: trusted', () => {
    const given = facts({ fittings: [{ ...patient, until: minute(20) }], distrusts: [distrust(10, 20)] })
    expect(alerts(tellAnew(given, [], minute(30)), 'sensor_distrusted')).toMatchObject([
      { clearedReason: 'trusted_again' },
    ])
  })

  test('a message that says nothing of the door leaves it unknown afterwards; an open door was not seen meanwhile', () => {
    const say = speaker()
    const dumb = [say('closed', minute(5)), say('heartbeat', minute(35))]
    expect(view(given([distrust(10, 30)]), dumb, minute(36))).toMatchObject({ state: 'unknown' })
    const again = speaker()
    const open = [again('opened', minute(5)), again('heartbeat', minute(35), { contact: 'open' })]
    expect(view(given([distrust(10, 30)]), open, minute(35))).toMatchObject({ state: 'open', coverage: 5 / 35 })
  })

  test('before the order began: from its beginning', () => {
    const told = tellAnew(given([distrust(-30, null)]), [], minute(1))
    expect(alerts(told, 'sensor_distrusted')).toMatchObject([{ startedAt: T0, clearedAt: null }])
  })

  test('twice: two alerts, each with its own end', () => {
    const told = tellAnew(given([distrust(10, 20), distrust(20, null, { cause: 'staff' })]), [], minute(30))
    expect(alerts(told, 'sensor_distrusted')).toMatchObject([
      { startedAt: minute(10), clearedAt: minute(20) },
      { startedAt: minute(20), clearedAt: null, cause: 'staff' },
    ])
  })
})
