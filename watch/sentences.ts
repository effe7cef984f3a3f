import type { Instant } from '../base/instant.ts'
import { unreachable } from '../base/unreachable.ts'
import type { DistrustCause } from './facts.ts'
import { clockTime, localDay, localMinute } from './local-day.ts'
import type { OpeningVerdictKind } from './opening.ts'
import type { Policy } from './policy.ts'
import type { Episode, Sentence } from './rule.ts'

/** More times than this make no sentence. */
const TIMES_MAX = 5

/** What each kind of alert is called. */
export const titles: Readonly<Record<string, Sentence>> = {
  unpermitted_opening: { zh: '疑似违规外出：无报备开门', en: 'Suspected breach: opening without a permit' },
  opening_limit: { zh: '开门次数超限', en: 'Too many openings' },
  left_open: { zh: '门未关', en: 'Left open' },
  permit_overrun: { zh: '报备超时', en: 'Permit overrun' },
  missed_openings: { zh: '漏报开门', en: 'Openings not reported' },
  emergency: { zh: '住户报告紧急情况', en: 'Emergency reported by the household' },
  unknown_at_start: { zh: '开始时门状态未知', en: 'Door unknown at the start' },
  not_opened: { zh: '长时间未开门', en: 'Not opened for long' },
  sensor_tamper: { zh: '门磁防拆报警', en: 'Sensor tampered with' },
  sensor_silent: { zh: '门磁失联', en: 'Sensor silent' },
  sensor_distrusted: { zh: '门磁数据不可信', en: 'Sensor not believed' },
  sensor_flapping: { zh: '门磁频繁开合', en: 'Sensor flapping' },
  sensor_battery: { zh: '门磁电量不足', en: 'Sensor battery low' },
  group_silent: { zh: '网关离线或多个门磁同时失联', en: 'Gateway offline, or several sensors silent together' },
  roster_empty: { zh: '排班空缺：无人值班', en: 'Nobody on duty' },
}

/** Why a sensor is not believed. */
const DISTRUSTED: Readonly<Record<DistrustCause, Sentence>> = {
  unreadable: { zh: '发来的消息大多无法识别', en: 'most of what it says cannot be read' },
  doubled: { zh: '疑似有两台设备使用它的身份', en: 'two devices seem to speak under its name' },
  staff: { zh: '工作人员已标记', en: 'a member of staff said so' },
}

/** How an alert about an empty roster ended, in a word or two. */
const ROSTER_ENDS: Readonly<Record<string, Sentence>> = {
  staffed: { zh: '；现已有人值班', en: '; somebody is now' },
  over: { zh: '；该时段已结束', en: '; this is over' },
  roster_ended: { zh: '；排班已停用', en: '; the roster has ended' },
}

function notice({ graceSeconds, residentFirstSeconds }: Policy, endedIn: 'grace' | 'resident'): Sentence {
  return endedIn === 'grace'
    ? {
        zh: `开门未超过宽限 ${graceSeconds} 秒，仅记录`,
        en: `Shorter than the grace of ${graceSeconds} s: recorded only`,
      }
    : {
        zh: `在留给住户关门的时间内关上（宽限 ${graceSeconds} 秒，其后 ${residentFirstSeconds} 秒），仅记录`,
        en: `Closed within the time that the resident is given, ${residentFirstSeconds} s after a grace of ${graceSeconds} s: recorded only`,
      }
}

function pending({ graceSeconds, residentFirstSeconds }: Policy): Sentence {
  const seconds = graceSeconds + residentFirstSeconds
  const first =
    residentFirstSeconds === 0
      ? { zh: '', en: '' }
      : { zh: `（${graceSeconds} 秒后先通知住户）`, en: ` (the resident is messaged first, after ${graceSeconds} s)` }
  return {
    zh: `无报备；${seconds} 秒内关上仅记录${first.zh}，否则告警`,
    en: `No permit covers it: recorded only if it is closed within ${seconds} s${first.en}, alerted otherwise`,
  }
}

/** What each alert says, in Chinese and English. Sentences speak of doors and sensors, never of people (law 9). */
export const sentences = {
  unpermittedOpening(episode: Episode): Sentence {
    const { count } = episode
    const open = episode.ongoing.length > 0
    return count === 1
      ? {
          zh: `门被打开，没有有效报备${open ? '，目前仍开着' : ''}`,
          en: `The door was opened and no permit covers it${open ? '; it is still open' : ''}`,
        }
      : {
          zh: `门被打开 ${count} 次，均无有效报备${open ? '，目前仍开着' : ''}`,
          en: `The door was opened ${count} times and no permit covers them${open ? '; it is still open' : ''}`,
        }
  },
  openingLimit: (episode: Episode, limit: number): Sentence => ({
    zh: `当天无报备开门 ${episode.count} 次，超过上限 ${limit} 次`,
    en: `${episode.count} openings without a permit today; the limit is ${limit}`,
  }),
  leftOpen(episode: Episode, limitSeconds: number): Sentence {
    const longZh = episode.severity === 'critical' ? '长时间' : ''
    const longEn = episode.severity === 'critical' ? 'far longer' : 'longer'
    return {
      zh: `门${longZh}未关，超过 ${limitSeconds} 秒${episode.clearedAt === null ? '' : '，现已关上'}`,
      en: `The door stayed open ${longEn} than ${limitSeconds} s${episode.clearedAt === null ? '' : '; it is closed now'}`,
    }
  },
  sensorSilent: (episode: Episode, limitSeconds: number): Sentence => ({
    zh:
      episode.clearedReason === 'heard_again'
        ? `门磁曾失联超过 ${limitSeconds} 秒，现已恢复；失联期间门的状态未知`
        : `门磁失联超过 ${limitSeconds} 秒，门的状态未知`,
    en:
      episode.clearedReason === 'heard_again'
        ? `The sensor was silent for more than ${limitSeconds} s and is back; the door was unknown meanwhile`
        : `Nothing heard from the sensor for more than ${limitSeconds} s; the door is unknown`,
  }),
  sensorDistrusted({ cause, clearedReason }: Episode): Sentence {
    const why = DISTRUSTED[cause ?? 'staff']
    return clearedReason === 'trusted_again'
      ? {
          zh: `门磁数据曾不可信：${why.zh}，现已恢复采信；其间门的状态未知`,
          en: `The sensor was not believed, as ${why.en}; it is again, and the door was unknown meanwhile`,
        }
      : {
          zh: `门磁数据不可信：${why.zh}，门的状态未知`,
          en: `The sensor is not believed, as ${why.en}; the door is unknown`,
        }
  },
  groupSilent(group: {
    readonly gateway: string | null
    readonly count: number
    readonly fitted: number
    readonly offlineSince: Instant | null
    readonly clearedAt: Instant | null
  }): Sentence {
    const { gateway, count, fitted, clearedAt } = group
    const over = clearedAt === null ? { zh: '', en: '' } : { zh: '，现已恢复', en: '; this is over' }
    if (group.offlineSince !== null) {
      return {
        zh: `网关 ${gateway} 离线，其 ${count} 个门磁所在的门状态未知${over.zh}`,
        en: `The gateway ${gateway} is offline; ${count === 1 ? 'the door of its sensor is' : `the doors of its ${count} sensors are`} unknown${over.en}`,
      }
    }
    const of = gateway === null ? { zh: '', en: '' } : { zh: `网关 ${gateway} 的 `, en: ` of the gateway ${gateway}` }
    return {
      zh: `${of.zh}${fitted} 个门磁中有 ${count} 个同时失联，门的状态未知${over.zh}`,
      en: `${count} of ${fitted} sensors${of.en} fell silent together; their doors are unknown${over.en}`,
    }
  },
  rosterEmpty(gap: {
    readonly area: string
    readonly roster: string
    readonly from: Instant
    /** Null: no end in sight. */
    readonly until: Instant | null
    readonly fallback: number
    readonly timeZone: string
    readonly clearedReason: string | null
  }): Sentence {
    const [from, until] = [gap.from, gap.until].map((it) => (it === null ? '' : localMinute(it, gap.timeZone)))
    const end = ROSTER_ENDS[gap.clearedReason ?? '']
    const instead =
      gap.fallback === 0
        ? { zh: '，也没有替补人员', en: ', and there is no fallback' }
        : { zh: '，由替补人员接替', en: ', the fallback stands in' }
    return {
      zh: `${gap.area}“${gap.roster}”排班 ${from} ${gap.until === null ? '起一周以上' : `至 ${until} `}无人值班${(end ?? instead).zh}`,
      en: `${gap.area}, roster "${gap.roster}": nobody is on duty from ${from} ${gap.until === null ? 'on, for over a week' : `until ${until}`}${(end ?? instead).en}`,
    }
  },
  permitOverrun(episode: Episode, noReturn: boolean): Sentence {
    if (episode.clearedReason === 'returned') {
      return {
        zh: '外出报备到期时只开过一次门；之后又有一次开门',
        en: 'A going-out permit ended after a single opening; the door was opened again later',
      }
    }
    if (noReturn) {
      return {
        zh: '外出报备已结束，只记录到一次开门，没有返回的开门记录',
        en: 'A going-out permit ended after a single opening; none shows the way back',
      }
    }
    const closed = episode.clearedAt !== null
    return {
      zh: `报备已结束，门仍开着${closed ? '；现已关上' : ''}`,
      en: `The permit ended and the door was still open${closed ? '; it is closed now' : ''}`,
    }
  },
  emergency: (episode: Episode): Sentence =>
    episode.clearedAt === null
      ? {
          zh: '住户报告紧急情况，开门一律有报备；请立即联系',
          en: 'The household reports an emergency; every opening has a permit. Call now',
        }
      : { zh: '住户曾报告紧急情况，其报备现已结束', en: 'The household reported an emergency; its permit is over' },
  missedOpenings(episode: Episode, timeZone: string): Sentence {
    const { count, proof, startedAt, lastAt } = episode
    const from = clockTime(startedAt, timeZone)
    const until = clockTime(lastAt, timeZone)
    return proof === 'sequence'
      ? {
          zh: `${from} 至 ${until} 之间缺少 ${count} 条记录，其间可能开过门`,
          en: `${count} ${count === 1 ? 'record is' : 'records are'} missing between ${from} and ${until}; the door may have been opened`,
        }
      : {
          zh: `${from} 至 ${until} 之间开门 ${count} 次，时间不详`,
          en: `${count} ${count === 1 ? 'opening' : 'openings'} between ${from} and ${until}, ${count === 1 ? 'time' : 'times'} unknown`,
        }
  },
  unknownAtStart: (episode: Episode): Sentence => ({
    zh: episode.clearedAt === null ? '观察期开始时门的状态未知' : '观察期开始时门的状态未知，现已知',
    en:
      episode.clearedAt === null
        ? "The door's state was not known when the order began"
        : "The door's state was not known when the order began; it is known now",
  }),
  notOpened: (episode: Episode, hours: number, coveragePercent: number): Sentence => ({
    zh: `${hours} 小时没有记录到开门，其间 ${coveragePercent}% 的时间可见${episode.clearedReason === 'opened' ? '；现已开门' : '，请关心住户'}`,
    en: `No opening recorded for ${hours} hours, ${coveragePercent} % of which could be seen${episode.clearedReason === 'opened' ? '; one was opened now' : ': please ask after the household'}`,
  }),
  sensorFlapping: (episode: Episode): Sentence => ({
    zh: `门磁一分钟内开关超过 20 次${episode.clearedAt === null ? '' : `（共 ${episode.count} 次）`}，可能安装松动`,
    en: `More than 20 opens and closes in a minute${episode.clearedAt === null ? '' : ` (${episode.count} in all)`}; the sensor or its magnet may be loose`,
  }),
  sensorBattery(episode: Episode, emptyAt: Instant | null, timeZone: string): Sentence {
    if (episode.clearedReason === 'battery_lasts') {
      return { zh: '电池电量现已足够到观察期结束', en: 'The battery lasts to the end of the order now' }
    }
    return emptyAt === null
      ? { zh: '门磁报告电量低', en: 'The sensor reports a low battery' }
      : {
          zh: `电池预计 ${localDay(emptyAt, timeZone)} 耗尽，不够到观察期结束后一天`,
          en: `The battery is forecast to be empty on ${localDay(emptyAt, timeZone)}, before the order's end and a day`,
        }
  },
  /** `endedIn` says which time of a notice it was that the door closed in. */
  opening(verdict: OpeningVerdictKind, policy: Policy, endedIn: 'grace' | 'resident'): Sentence {
    switch (verdict) {
      case 'test':
        return { zh: '安装测试期间开门，仅记录', en: 'The door was on test: recorded only' }
      case 'permitted':
        return { zh: '有有效报备', en: 'A permit covers it' }
      case 'notice':
        return notice(policy, endedIn)
      case 'pending':
        return pending(policy)
      case 'recorded':
        return {
          zh: '无报备；现行规则对单次开门不告警',
          en: 'No permit covers it; the policy does not alert on single openings',
        }
      case 'alerted':
        return { zh: '无有效报备，已告警', en: 'No permit covers it: alerted' }
      default:
        return unreachable(verdict)
    }
  },
  permittedLater: (by: string): Sentence => ({
    zh: `事后报备已由 ${by} 批准`,
    en: `A permit granted later by ${by} covers it`,
  }),
  emergencyCovers: (): Sentence => ({
    zh: '住户报告了紧急情况，开门有报备',
    en: 'The household reported an emergency, which covers it',
  }),
  recordsCame: (openings: readonly Instant[], timeZone: string): Sentence => {
    const times = openings.slice(0, TIMES_MAX).map((it) => clockTime(it, timeZone))
    const more = openings.length > TIMES_MAX
    return {
      zh: `后到的记录表明开门时间为 ${times.join('、')}${more ? ' 等' : ''}`,
      en: `Records that came later show when the door was opened: ${times.join(', ')}${more ? ' and more' : ''}`,
    }
  },
  withdrawn: (): Sentence => ({
    zh: '后到的记录表明情况并非如此，告警撤销',
    en: 'Records that came later show that it was not so; the alert is withdrawn',
  }),
  sensorTamper: (): Sentence => ({
    zh: '门磁被打开外壳或被拆下',
    en: "The sensor's cover was opened or the sensor was taken off",
  }),
}
