import type { Instant } from '../base/instant.ts'
import type { News } from './course.ts'
import type { Part, Reach } from './reach.ts'

/** The words of an alarm: short, and where to look at three in the morning. */
export interface AlarmWords {
  readonly zh: string
  readonly en: string
}

const REACHED: Readonly<Record<Part, AlarmWords>> = {
  nothing: {
    zh: '自检传感器未能连上 MQTT 服务或取得数据库应答。请先查看服务进程、MQTT 端口和数据库',
    en: 'its sensor could not speak to the broker. Look at the process, the MQTT port and the database',
  },
  published: {
    zh: '消息已发布，但未被确认。请查看数据库和消息入库',
    en: 'the message was published and not acknowledged. Look at the database and at ingest',
  },
  acknowledged: {
    zh: '消息已确认，但查不到记录。请查看被拒收的消息和数据库',
    en: 'the message was acknowledged and is not found stored. Look at the rejected messages and the database',
  },
  stored: {
    zh: '开门记录已入库，但未产生告警。请查看服务日志',
    en: 'the opening is stored and raised no alert. Look at the log of the service',
  },
  raised: {
    zh: '告警已产生，但通知无人领取发送。请查看通知发送进程',
    en: 'the alert is raised and nobody has claimed its notification. Look at the outbox',
  },
  claimed: {
    zh: '通知已领取发送，但未送达。请查看网络和通知渠道',
    en: 'its notification was claimed and did not arrive. Look at the network and the channels',
  },
  delivered: { zh: '通知已送达，但超过时限', en: 'it arrived, but too late' },
}

const PREFIX = { zh: '【门神自检】', en: '[Menshen self-test] ' }

/** The canary's: a test opening did or did not become a message in time. */
export function canaryWords(news: News, { part, why }: Reach, since: Instant, limitMs: number): AlarmWords {
  const at = new Date(since).toISOString()
  if (news === 'over') {
    return {
      zh: `${PREFIX.zh}恢复正常：测试告警又能送达。故障自 ${at} 起。`,
      en: `${PREFIX.en}It is over: test alerts arrive again. The trouble began at ${at}.`,
    }
  }
  const seconds = Math.round(limitMs / 1000)
  const because = why === null ? { zh: '', en: '' } : { zh: `（${why}）`, en: ` (${why})` }
  const still = news === 'goes_on' ? { zh: '仍然', en: 'still ' } : { zh: '', en: '' }
  return {
    zh: `${PREFIX.zh}告警${still.zh}无法送达：测试告警 ${seconds} 秒内未到。${REACHED[part].zh}${because.zh}。自 ${at} 起。`,
    en: `${PREFIX.en}Alerts may ${still.en}not reach anybody: a test alert did not arrive within ${seconds} s: ${REACHED[part].en}${because.en}. Since ${at}.`,
  }
}

/** The watchdog's: the service itself does not say that its test alerts arrive. */
export function watchdogWords(news: News, seen: AlarmWords, since: Instant, limitMs: number): AlarmWords {
  const at = new Date(since).toISOString()
  if (news === 'over') {
    return {
      zh: `${PREFIX.zh}看门狗：服务恢复正常，测试告警又能送达。`,
      en: `${PREFIX.en}Watchdog: the service is back, test alerts arrive again.`,
    }
  }
  const seconds = Math.round(limitMs / 1000)
  const still = news === 'goes_on' ? { zh: '仍然', en: 'still ' } : { zh: '', en: '' }
  return {
    zh: `${PREFIX.zh}看门狗：已超过 ${seconds} 秒${still.zh}没有成功的测试告警，告警可能无法送达。${seen.zh}。最后一次成功：${at}。`,
    en: `${PREFIX.en}Watchdog: ${still.en}no successful test alert for more than ${seconds} s; alerts may not reach anybody. ${seen.en}. Last success: ${at}.`,
  }
}
