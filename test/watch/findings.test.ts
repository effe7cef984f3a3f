import { describe, expect, test } from 'vitest'
import { permitId } from '../../base/id.ts'
import type { WatchEvent } from '../../watch/door.ts'
import type { Facts, Fitting } from '../../watch/facts.ts'
import type { Opening } from '../../watch/opening.ts'
import { openingVerdict } from '../../watch/opening-verdict.ts'
import type { Policy } from '../../watch/policy.ts'
import { sentences } from '../../watch/sentences.ts'
import { tellAnew } from '../../watch/story.ts'
import { facts, fitting, MINUTE, permit, policy, speaker, T0 } from './stories.ts'

const SECOND = 1000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

interface Case {
  readonly name: string
  readonly kind: string
  readonly given?: Partial<Facts>
  readonly door?: Partial<Fitting>
  readonly under?: Partial<Policy>
  /** What the sensor says, by minutes from the start. */
  readonly says?: readonly [WatchEvent['kind'], number, Partial<WatchEvent>?][]
  readonly until: number
  readonly zh: string
  readonly en: string
  readonly thresholds: Readonly<Record<string, number | string>>
  readonly permits?: Opening['permits']
}

function found({ kind, given, door, under, says = [], until }: Case) {
  const say = speaker()
  const all = facts({
    fittings: [fitting('door-0001', { reportingLimitMs: 30 * DAY, contactAtStart: 'closed', ...door })],
    policies: [{ from: T0, policy: policy(under) }],
    ...given,
  })
  const events = says.map(([what, minutes, more]) => say(what, T0 + minutes * MINUTE, more))
  return [...tellAnew(all, events, T0 + until * MINUTE).findings.values()].filter((it) => it.kind === kind)
}

const once: Case['says'] = [
  ['opened', 1],
  ['closed', 2],
]
const window = [permit(1, T0, T0 + 10 * MINUTE, { openingsMax: 2 })]
const goingOut = [permit(1, T0, T0 + 10 * MINUTE, { openingsMax: 2, goingOut: true })]
const ended = { id: permitId.parse(1), applies: false, why: 'window_over' } as const
const overrun = { permit: 1, permitEnd: T0 + 10 * MINUTE, openingsExpected: 1 }
const shortLimit = { reportingLimitMs: 3 * MINUTE }

const CASES: readonly Case[] = [
  {
    name: 'an opening, shut again',
    kind: 'unpermitted_opening',
    says: once,
    until: 5,
    zh: '门被打开，没有有效报备',
    en: 'The door was opened and no permit covers it',
    thresholds: { graceSeconds: 0, residentFirstSeconds: 0, mergeMinutes: 10 },
  },
  {
    name: 'an opening, still open',
    kind: 'unpermitted_opening',
    says: [['opened', 1]],
    until: 2,
    zh: '门被打开，没有有效报备，目前仍开着',
    en: 'The door was opened and no permit covers it; it is still open',
    thresholds: { graceSeconds: 0, residentFirstSeconds: 0, mergeMinutes: 10 },
  },
  {
    name: 'two openings, the second still open, under another policy',
    kind: 'unpermitted_opening',
    under: { mergeMinutes: 7, graceSeconds: 5, residentFirstSeconds: 20 },
    says: [...once, ['opened', 3]],
    until: 4,
    zh: '门被打开 2 次，均无有效报备，目前仍开着',
    en: 'The door was opened 2 times and no permit covers them; it is still open',
    thresholds: { graceSeconds: 5, residentFirstSeconds: 20, mergeMinutes: 7 },
  },
  {
    name: 'two openings, shut again, beside a permit that is over',
    kind: 'unpermitted_opening',
    given: { permits: [permit(1, T0 - HOUR, T0)] },
    says: [...once, ['opened', 3], ['closed', 4]],
    until: 5,
    zh: '门被打开 2 次，均无有效报备',
    en: 'The door was opened 2 times and no permit covers them',
    thresholds: { graceSeconds: 0, residentFirstSeconds: 0, mergeMinutes: 10 },
    permits: [ended],
  },
  {
    name: 'more than the day allows',
    kind: 'opening_limit',
    under: { openingsPerDay: 1, openingAlert: 'over_limit' },
    says: [...once, ['opened', 3], ['closed', 4]],
    until: 5,
    zh: '当天无报备开门 2 次，超过上限 1 次',
    en: '2 openings without a permit today; the limit is 1',
    thresholds: { openingsPerDay: 1, day: '2026-01-06' },
  },
  {
    name: 'longer than the limit, still open',
    kind: 'left_open',
    says: [['opened', 1]],
    until: 4,
    zh: '门未关，超过 120 秒',
    en: 'The door stayed open longer than 120 s',
    thresholds: { leftOpenSeconds: 120, criticalSeconds: 1200 },
  },
  {
    name: 'far longer than the limit, shut again',
    kind: 'left_open',
    says: [
      ['opened', 1],
      ['closed', 30],
    ],
    until: 40,
    zh: '门长时间未关，超过 120 秒，现已关上',
    en: 'The door stayed open far longer than 120 s; it is closed now',
    thresholds: { leftOpenSeconds: 120, criticalSeconds: 1200 },
  },
  {
    name: 'the sensor is silent',
    kind: 'sensor_silent',
    door: shortLimit,
    until: 4,
    zh: '门磁失联超过 180 秒，门的状态未知',
    en: 'Nothing heard from the sensor for more than 180 s; the door is unknown',
    thresholds: { reportingLimitSeconds: 180 },
  },
  {
    name: 'the sensor was silent and is back',
    kind: 'sensor_silent',
    door: shortLimit,
    says: [['heartbeat', 5]],
    until: 6,
    zh: '门磁曾失联超过 180 秒，现已恢复；失联期间门的状态未知',
    en: 'The sensor was silent for more than 180 s and is back; the door was unknown meanwhile',
    thresholds: { reportingLimitSeconds: 180 },
  },
  {
    name: 'a permit is over and the door open',
    kind: 'permit_overrun',
    given: { permits: window },
    says: [['opened', 1]],
    until: 11,
    zh: '报备已结束，门仍开着',
    en: 'The permit ended and the door was still open',
    thresholds: overrun,
    permits: [ended],
  },
  {
    name: 'a permit is over and the door shut later',
    kind: 'permit_overrun',
    given: { permits: window },
    says: [
      ['opened', 1],
      ['closed', 11],
    ],
    until: 12,
    zh: '报备已结束，门仍开着；现已关上',
    en: 'The permit ended and the door was still open; it is closed now',
    thresholds: overrun,
    permits: [ended],
  },
  {
    name: 'a permit is revoked while the door is open',
    kind: 'permit_overrun',
    given: { permits: window.map((it) => ({ ...it, revokedAt: T0 + 5 * MINUTE })) },
    says: [['opened', 1]],
    until: 6,
    zh: '报备已结束，门仍开着',
    en: 'The permit ended and the door was still open',
    thresholds: { ...overrun, permitEnd: T0 + 5 * MINUTE },
    permits: [{ ...ended, why: 'revoked' }],
  },
  {
    name: 'a permit revoked exactly at its end is over',
    kind: 'permit_overrun',
    given: { permits: window.map((it) => ({ ...it, revokedAt: T0 + 10 * MINUTE })) },
    says: [['opened', 1]],
    until: 11,
    zh: '报备已结束，门仍开着',
    en: 'The permit ended and the door was still open',
    thresholds: overrun,
    permits: [ended],
  },
  {
    name: 'a going-out permit is over with no way back',
    kind: 'permit_overrun',
    given: { permits: goingOut },
    says: once,
    until: 11,
    zh: '外出报备已结束，只记录到一次开门，没有返回的开门记录',
    en: 'A going-out permit ended after a single opening; none shows the way back',
    thresholds: { ...overrun, openingsExpected: 2 },
    permits: [ended],
  },
  {
    name: 'a going-out permit with the way back after its end',
    kind: 'permit_overrun',
    given: { permits: goingOut },
    says: [...once, ['opened', 12]],
    until: 13,
    zh: '外出报备到期时只开过一次门；之后又有一次开门',
    en: 'A going-out permit ended after a single opening; the door was opened again later',
    thresholds: { ...overrun, openingsExpected: 2 },
    permits: [ended],
  },
  {
    name: 'a going-out permit with both openings, the second still open',
    kind: 'permit_overrun',
    given: { permits: goingOut },
    says: [...once, ['opened', 9]],
    until: 11,
    zh: '报备已结束，门仍开着',
    en: 'The permit ended and the door was still open',
    thresholds: { ...overrun, openingsExpected: 2 },
    permits: [ended],
  },
  {
    name: 'the counter shows an opening',
    kind: 'missed_openings',
    says: [
      ['heartbeat', 1, { openings: 1 }],
      ['heartbeat', 2, { openings: 2 }],
    ],
    until: 5,
    zh: '00:01 至 00:02 之间开门 1 次，时间不详',
    en: '1 opening between 00:01 and 00:02, time unknown',
    thresholds: { since: T0 + MINUTE, until: T0 + 2 * MINUTE, missing: 1, proof: 'counter' },
  },
  {
    name: 'the counter shows openings',
    kind: 'missed_openings',
    says: [
      ['heartbeat', 1, { openings: 1 }],
      ['heartbeat', 2, { openings: 4 }],
    ],
    until: 5,
    zh: '00:01 至 00:02 之间开门 3 次，时间不详',
    en: '3 openings between 00:01 and 00:02, times unknown',
    thresholds: { since: T0 + MINUTE, until: T0 + 2 * MINUTE, missing: 3, proof: 'counter' },
  },
  {
    name: 'a message is missing',
    kind: 'missed_openings',
    says: [
      ['heartbeat', 1],
      ['heartbeat', 2, { seq: 3 }],
    ],
    until: 5,
    zh: '00:01 至 00:02 之间缺少 1 条记录，其间可能开过门',
    en: '1 record is missing between 00:01 and 00:02; the door may have been opened',
    thresholds: { since: T0 + MINUTE, until: T0 + 2 * MINUTE, missing: 1, proof: 'sequence' },
  },
  {
    name: 'messages are missing',
    kind: 'missed_openings',
    says: [
      ['heartbeat', 1],
      ['heartbeat', 2, { seq: 4 }],
    ],
    until: 5,
    zh: '00:01 至 00:02 之间缺少 2 条记录，其间可能开过门',
    en: '2 records are missing between 00:01 and 00:02; the door may have been opened',
    thresholds: { since: T0 + MINUTE, until: T0 + 2 * MINUTE, missing: 2, proof: 'sequence' },
  },
  {
    name: 'the door is not known at the start',
    kind: 'unknown_at_start',
    door: { contactAtStart: null },
    until: 3,
    zh: '观察期开始时门的状态未知',
    en: "The door's state was not known when the order began",
    thresholds: { waitSeconds: 120 },
  },
  {
    name: 'the door is known after a while',
    kind: 'unknown_at_start',
    door: { contactAtStart: null },
    says: [['opened', 3]],
    until: 4,
    zh: '观察期开始时门的状态未知，现已知',
    en: "The door's state was not known when the order began; it is known now",
    thresholds: { waitSeconds: 120 },
  },
  {
    name: 'nobody opened, and half of the time was seen',
    kind: 'not_opened',
    under: { notOpenedHours: 2 },
    says: [['heartbeat', 60]],
    until: 125,
    zh: '2 小时没有记录到开门，其间 50% 的时间可见，请关心住户',
    en: 'No opening recorded for 2 hours, 50 % of which could be seen: please ask after the household',
    thresholds: { notOpenedHours: 2, coveragePercent: 50 },
  },
  {
    name: 'somebody opened after long',
    kind: 'not_opened',
    under: { notOpenedHours: 2 },
    says: [
      ['heartbeat', 119],
      ['opened', 125],
    ],
    until: 126,
    zh: '2 小时没有记录到开门，其间 99% 的时间可见；现已开门',
    en: 'No opening recorded for 2 hours, 99 % of which could be seen; one was opened now',
    thresholds: { notOpenedHours: 2, coveragePercent: 99 },
  },
  {
    name: 'opens and closes without end',
    kind: 'sensor_flapping',
    says: Array.from({ length: 22 }, (_, edge) => [edge % 2 === 0 ? 'opened' : 'closed', 1 + edge / 60] as const),
    until: 2,
    zh: '门磁一分钟内开关超过 20 次，可能安装松动',
    en: 'More than 20 opens and closes in a minute; the sensor or its magnet may be loose',
    thresholds: { edgesMax: 20, windowSeconds: 60 },
  },
  {
    name: 'opens and closes without end, and is calm again',
    kind: 'sensor_flapping',
    says: Array.from({ length: 22 }, (_, edge) => [edge % 2 === 0 ? 'opened' : 'closed', 1 + edge / 60] as const),
    until: 4,
    zh: '门磁一分钟内开关超过 20 次（共 22 次），可能安装松动',
    en: 'More than 20 opens and closes in a minute (22 in all); the sensor or its magnet may be loose',
    thresholds: { edgesMax: 20, windowSeconds: 60 },
  },
  {
    name: 'the sensor says that its battery is low',
    kind: 'sensor_battery',
    says: [['low_battery', 1]],
    until: 2,
    zh: '门磁报告电量低',
    en: 'The sensor reports a low battery',
    thresholds: { neededUntil: T0 + 15 * DAY },
  },
  {
    name: 'a forecast that is too short',
    kind: 'sensor_battery',
    door: { forecasts: [{ at: T0 + MINUTE, emptyAt: T0 + 3 * DAY }] },
    until: 2,
    zh: '电池预计 2026-01-09 耗尽，不够到观察期结束后一天',
    en: "The battery is forecast to be empty on 2026-01-09, before the order's end and a day",
    thresholds: { neededUntil: T0 + 15 * DAY, emptyAt: T0 + 3 * DAY },
  },
  {
    name: 'a later forecast that is long enough',
    kind: 'sensor_battery',
    door: {
      forecasts: [
        { at: T0 + MINUTE, emptyAt: T0 + 3 * DAY },
        { at: T0 + 2 * MINUTE, emptyAt: null },
      ],
    },
    until: 3,
    zh: '电池电量现已足够到观察期结束',
    en: 'The battery lasts to the end of the order now',
    thresholds: { neededUntil: T0 + 15 * DAY, emptyAt: T0 + 3 * DAY },
  },
  {
    name: 'the sensor is off its door',
    kind: 'sensor_tamper',
    says: [['tamper', 1]],
    until: 2,
    zh: '门磁被打开外壳或被拆下',
    en: "The sensor's cover was opened or the sensor was taken off",
    thresholds: {},
  },
]

describe('what an alert says, in both languages, and the numbers it was judged by', () => {
  test.each(CASES)('$kind: $name', (given) => {
    const { zh, en, thresholds, permits = [] } = given
    expect(found(given)).toMatchObject([{ sentence: { zh, en } }])
    expect(found(given).map((it) => it.thresholds)).toEqual([thresholds])
    expect(found(given).map((it) => it.permits)).toEqual([permits])
  })
})

describe('what an opening came to', () => {
  const opening = (more: Partial<Opening> = {}): Opening => ({
    ...{ sensor: fitting('door-0001').sensor, openedAt: T0, notBefore: T0, closedAt: T0 + 30 * SECOND },
    ...{ how: 'reported', test: false, permit: null, permits: [], late: false, ...more },
  })
  test.each<{ name: string; opening: Opening; under?: Partial<Policy>; verdict: string; en: string }>([
    { name: 'on test', opening: opening({ test: true }), verdict: 'test', en: 'The door was on test' },
    {
      name: 'permitted',
      opening: opening({ permit: permitId.parse(1) }),
      verdict: 'permitted',
      en: 'A permit covers it',
    },
    {
      name: 'under a policy that only counts',
      opening: opening(),
      under: { openingAlert: 'over_limit', graceSeconds: 60 },
      verdict: 'recorded',
      en: 'does not alert on single openings',
    },
    { name: 'without a grace, still open', opening: opening({ closedAt: null }), verdict: 'alerted', en: ': alerted' },
    {
      name: 'within its grace, still open',
      opening: opening({ closedAt: null }),
      under: { graceSeconds: 30 },
      verdict: 'pending',
      en: 'closed within 30 s',
    },
    {
      name: 'exactly as long as its grace',
      opening: opening(),
      under: { graceSeconds: 30 },
      verdict: 'notice',
      en: 'Shorter than the grace of 30 s',
    },
    {
      name: 'where the resident comes first, still open',
      opening: opening({ closedAt: null }),
      under: { graceSeconds: 30, residentFirstSeconds: 60 },
      verdict: 'pending',
      en: 'closed within 90 s (the resident is messaged first, after 30 s), alerted otherwise',
    },
    {
      name: 'where the resident comes first, within the grace',
      opening: opening(),
      under: { graceSeconds: 30, residentFirstSeconds: 60 },
      verdict: 'notice',
      en: 'Shorter than the grace of 30 s',
    },
    {
      name: 'where the resident comes first, a millisecond past the grace',
      opening: opening({ closedAt: T0 + 30 * SECOND + 1 }),
      under: { graceSeconds: 30, residentFirstSeconds: 60 },
      verdict: 'notice',
      en: 'Closed within the time that the resident is given, 60 s after a grace of 30 s',
    },
    {
      name: 'exactly as long as the resident is given',
      opening: opening({ closedAt: T0 + 90 * SECOND }),
      under: { graceSeconds: 30, residentFirstSeconds: 60 },
      verdict: 'notice',
      en: 'Closed within the time that the resident is given',
    },
    {
      name: 'longer than the resident is given',
      opening: opening({ closedAt: T0 + 90 * SECOND + 1 }),
      under: { graceSeconds: 30, residentFirstSeconds: 60 },
      verdict: 'alerted',
      en: ': alerted',
    },
    {
      name: 'where the resident comes first, without a grace',
      opening: opening(),
      under: { residentFirstSeconds: 30 },
      verdict: 'notice',
      en: '30 s after a grace of 0 s',
    },
    {
      name: 'longer than its grace',
      opening: opening({ closedAt: T0 + 30 * SECOND + 1 }),
      under: { graceSeconds: 30 },
      verdict: 'alerted',
      en: ': alerted',
    },
  ])('$name: $verdict', ({ opening: it, under, verdict, en }) => {
    const explained = openingVerdict(it, { policies: [{ from: T0, policy: policy(under) }] })
    expect(explained.verdict).toBe(verdict)
    expect(explained.sentence.en).toContain(en)
    expect(explained.sentence.zh).not.toBe('')
  })
})

test.each([
  {
    first: 0,
    zh: '无报备；60 秒内关上仅记录，否则告警',
    en: 'recorded only if it is closed within 60 s, alerted otherwise',
  },
  {
    first: 30,
    zh: '无报备；90 秒内关上仅记录（60 秒后先通知住户），否则告警',
    en: 'recorded only if it is closed within 90 s (the resident is messaged first, after 60 s), alerted otherwise',
  },
])(
  'while it waits, an opening says for how long, and after what the resident is messaged: $first s',
  ({ first, zh, en }) => {
    const given = policy({ graceSeconds: 60, residentFirstSeconds: first })
    expect(sentences.opening('pending', given, 'grace')).toEqual({ zh, en: `No permit covers it: ${en}` })
  },
)

test.each([
  {
    ...{ until: null, fallback: 0, clearedReason: null },
    zh: '起一周以上无人值班，也没有替补人员',
    en: ' on, for over a week, and there is no fallback',
  },
  {
    ...{ until: T0 + HOUR, fallback: 0, clearedReason: null },
    zh: '至 2026-01-06 01:00 无人值班，也没有替补人员',
    en: ' until 2026-01-06 01:00, and there is no fallback',
  },
  {
    ...{ until: T0 + HOUR, fallback: 1, clearedReason: null },
    zh: '至 2026-01-06 01:00 无人值班，由替补人员接替',
    en: ' until 2026-01-06 01:00, the fallback stands in',
  },
  {
    ...{ until: T0 + HOUR, fallback: 1, clearedReason: 'staffed' },
    zh: '至 2026-01-06 01:00 无人值班；现已有人值班',
    en: ' until 2026-01-06 01:00; somebody is now',
  },
])('a roster with nobody on duty:$en', ({ zh, en, ...more }) => {
  const gap = { area: 'street 1', roster: 'desk', from: T0, timeZone: 'Asia/Shanghai', ...more }
  expect(sentences.rosterEmpty(gap)).toEqual({
    zh: `street 1“desk”排班 2026-01-06 00:00 ${zh}`,
    en: `street 1, roster "desk": nobody is on duty from 2026-01-06 00:00${en}`,
  })
})

test.each([
  { openings: 5, zh: '00:00、00:01、00:02、00:03、00:04', en: '00:00, 00:01, 00:02, 00:03, 00:04' },
  { openings: 6, zh: '00:00、00:01、00:02、00:03、00:04 等', en: '00:00, 00:01, 00:02, 00:03, 00:04 and more' },
])('$openings openings whose records came are named by time, five at most', ({ openings, zh, en }) => {
  const times = Array.from({ length: openings }, (_, n) => T0 + n * MINUTE)
  expect(sentences.recordsCame(times, 'Asia/Shanghai')).toEqual({
    zh: `后到的记录表明开门时间为 ${zh}`,
    en: `Records that came later show when the door was opened: ${en}`,
  })
})
