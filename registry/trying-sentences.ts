import type { AdapterResult, Rejection } from '../adapters/adapter.ts'
import { ANY_PRODUCT, type Look, type MappingUse } from '../adapters/product-mapping.ts'
import { unreachable } from '../base/unreachable.ts'
import type { DoorEvent } from '../protocol/door-event.ts'

export interface Sentence {
  readonly zh: string
  readonly en: string
}

export interface TriedEvent {
  readonly event: DoorEvent
  /** Null: no sensor of that name is registered, so the event would be counted and not recorded. */
  readonly state: 'stock' | 'fitted' | 'retired' | null
}

const LOOKS_MAX = 200

/** What was seen in a message, in the order in which it was looked at, and what would come of it. */
export function tryingSentences(
  adapter: string,
  uses: readonly MappingUse[],
  result: AdapterResult,
  events: readonly TriedEvent[],
): readonly Sentence[] {
  const read = { zh: `按“${adapter}”的格式读取这条消息。`, en: `The message is read as ${adapter} writes it.` }
  const looked = uses.flatMap((use) => [ofUse(use), ...use.looks.map(ofLook)]).slice(0, LOOKS_MAX)
  return [read, ...looked, ...ofResult(result), ...events.flatMap(ofEvent), NOTHING_RECORDED]
}

const NOTHING_RECORDED: Sentence = { zh: '这是试读，没有记录任何内容。', en: 'This was a trial: nothing was recorded.' }

function ofUse({ product, device, mapping }: MappingUse): Sentence {
  const whose = { zh: `产品“${product}”的设备“${device}”`, en: `Device "${device}" of product "${product}"` }
  if (mapping === null)
    return { zh: `${whose.zh}：还没有人为该产品设置映射。`, en: `${whose.en}: nobody has mapped this product.` }
  if (mapping.product === ANY_PRODUCT && product !== ANY_PRODUCT) {
    return { zh: `${whose.zh}：使用通用映射“*”。`, en: `${whose.en}: the mapping for all products, "*", is used.` }
  }
  return { zh: `${whose.zh}：使用该产品的映射。`, en: `${whose.en}: the product's own mapping is used.` }
}

const SUBJECTS: Readonly<Record<Look['what'], Sentence>> = {
  door: { zh: '门状态', en: 'The door' },
  battery: { zh: '电量', en: 'The battery' },
  tamper: { zh: '防拆', en: 'Tamper' },
  time: { zh: '时间', en: 'The time' },
  periodic: { zh: '定时上报标记', en: 'The mark of a report by the clock' },
}

const MEANINGS: Readonly<Record<Look['meaning'], Sentence>> = {
  open: { zh: '表示门开着', en: 'which means open' },
  closed: { zh: '表示门关着', en: 'which means closed' },
  read: { zh: '已读取', en: 'which is read' },
  on: { zh: '表示“是”', en: 'which means yes' },
  off: { zh: '表示“否”', en: 'which means no' },
  absent: { zh: '消息中没有，视为未上报', en: 'which is not in the message, so nothing is said of it' },
  unreadable: { zh: '不在映射所列的值中，因此不作判断', en: 'which the mapping does not list, so nothing is guessed' },
}

function ofLook({ what, path, value, meaning }: Look): Sentence {
  const [subject, means] = [SUBJECTS[what], MEANINGS[meaning]]
  if (meaning === 'absent')
    return { zh: `${subject.zh}：“${path}”${means.zh}。`, en: `${subject.en}: looked for at "${path}", ${means.en}.` }
  return {
    zh: `${subject.zh}：“${path}”的值是 ${value}，${means.zh}。`,
    en: `${subject.en}: "${path}" is ${value}, ${means.en}.`,
  }
}

function ofResult(result: AdapterResult): readonly Sentence[] {
  switch (result.kind) {
    case 'events':
      return result.rejected.map(ofRejection)
    case 'rejected':
      return result.rejections.map(ofRejection)
    case 'ignored':
      return [
        {
          zh: `这条消息与门无关，不处理（${result.why}）。`,
          en: `It says nothing of a door and is left aside: ${result.why}.`,
        },
      ]
    case 'gateway':
      return [
        result.state === 'online'
          ? { zh: '网关报告自己在线。', en: 'The gateway says that it is online.' }
          : { zh: '网关报告自己离线。', en: 'The gateway says that it is offline.' },
      ]
    case 'inventory':
      return result.sensors.map((it) => ({
        zh: `得知一个传感器：${it.sensor}，网关称它为“${it.alias}”。`,
        en: `It tells of a sensor: ${it.sensor}, which the gateway calls "${it.alias}".`,
      }))
    default:
      return unreachable(result)
  }
}

function ofRejection({ code, detail }: Rejection): Sentence {
  return {
    zh: `有内容无法使用，会计入拒收（${code}：${detail}）。`,
    en: `Something cannot be used and would be counted as rejected (${code}): ${detail}.`,
  }
}

function ofEvent({ event, state }: TriedEvent): readonly Sentence[] {
  const at = new Date(event.occurredAt).toISOString()
  const door = DOORS[event.contact ?? 'null']
  const told: Sentence = {
    zh: `会得到传感器 ${event.sensor} 的一条事件：${door.zh}，时间 ${at}（${TIMES[event.timeSource].zh}）。`,
    en: `It would become an event of sensor ${event.sensor}: ${door.en}, at ${at} (${TIMES[event.timeSource].en}).`,
  }
  return [told, STATES[state ?? 'null']]
}

const DOORS: Readonly<Record<'open' | 'closed' | 'null', Sentence>> = {
  open: { zh: '门开着', en: 'the door is open' },
  closed: { zh: '门关着', en: 'the door is closed' },
  null: { zh: '没有说门的状态', en: 'nothing is said of the door' },
}

const TIMES: Readonly<Record<TriedEvent['event']['timeSource'], Sentence>> = {
  age: { zh: '按传感器报的时长', en: 'by the age that the sensor says' },
  device: { zh: '设备的时间', en: "the device's time" },
  gateway: { zh: '网关的时间', en: "the gateway's time" },
  platform: { zh: '平台的时间', en: "the platform's time" },
  arrival: { zh: '到达时间', en: 'when it arrived' },
}

const STATES: Readonly<Record<'stock' | 'fitted' | 'retired' | 'null', Sentence>> = {
  fitted: {
    zh: '该传感器已安装，有隔离令期间会记录。',
    en: 'The sensor is fitted: during an order it would be recorded.',
  },
  stock: {
    zh: '该传感器尚未安装，只计数，不记录。',
    en: 'The sensor is fitted nowhere: it would be counted, not recorded.',
  },
  retired: { zh: '该传感器已回收，只计数，不记录。', en: 'The sensor is retired: it would be counted, not recorded.' },
  null: {
    zh: '该传感器尚未登记，只计数，不记录。',
    en: 'No such sensor is registered: it would be counted, not recorded.',
  },
}
