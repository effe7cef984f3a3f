import { unreachable } from '../base/unreachable.ts'
import type { OpeningVerdictKind } from './opening.ts'
import type { Policy } from './policy.ts'
import type { Episode, Sentence } from './rule.ts'

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
  opening(verdict: OpeningVerdictKind, policy: Policy): Sentence {
    switch (verdict) {
      case 'permitted':
        return { zh: '有有效报备', en: 'A permit covers it' }
      case 'notice':
        return {
          zh: `开门未超过宽限 ${policy.graceSeconds} 秒，仅记录`,
          en: `Shorter than the grace of ${policy.graceSeconds} s: recorded only`,
        }
      case 'pending':
        return {
          zh: `无报备；超过宽限 ${policy.graceSeconds} 秒即告警`,
          en: `No permit covers it; it alerts once it has lasted ${policy.graceSeconds} s`,
        }
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
  withdrawn: (): Sentence => ({
    zh: '后到的记录表明情况并非如此，告警撤销',
    en: 'Records that came later show that it was not so; the alert is withdrawn',
  }),
  sensorTamper: (): Sentence => ({
    zh: '门磁被打开外壳或被拆下',
    en: "The sensor's cover was opened or the sensor was taken off",
  }),
}
