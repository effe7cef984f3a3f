import type { Adapter, AdapterContext, AdapterResult, RawMessage } from './adapter.ts'
import { ignored, rejected, textOf } from './answer.ts'
import { readTime } from './claimed-time.ts'
import { imeiUid, platformUid } from './foreign-uid.ts'
import { fieldOf, isRecord, parseJson, textAt } from './json.ts'
import { answerReports } from './platform-report.ts'

const REPORTS: ReadonlySet<unknown> = new Set(['dataReport', 'eventReport'])

/**
 * China Telecom's CTWing AEP pushes its messages by HTTP; whoever forwards them publishes each as it is below the base
 * topic. `timestamp` is the platform's, in milliseconds. A sensor is known by its IMEI, else by product and device. The
 * properties are in `payload` (of an event in `eventContent`); `{"APPdata": …}` is the device's own bytes, which need a
 * decoder that the platform has and we do not. An unknown IMSI is the word "undefined", and is not read.
 */
export const ctwing: Adapter = {
  id: 'ctwing',
  filters: ({ baseTopic }) => [`${baseTopic}/#`],
  parse,
}

function parse(message: RawMessage, context: AdapterContext): AdapterResult {
  const text = textOf(message)
  if (typeof text !== 'string') return text
  const json = parseJson(text)
  if (!isRecord(json)) return rejected('not_json', 'not a JSON object')
  if (!REPORTS.has(json.messageType)) return ignored('no report of data')
  const properties = fieldOf(json, 'payload') ?? fieldOf(json, 'eventContent')
  const product = textAt(json, 'productId')
  const imei = textAt(json, 'IMEI')
  const device = textAt(json, 'deviceId')
  if (product === null || (device === null && imei === null))
    return rejected('not_a_message', 'no product or no device')
  if (isRecord(properties) && 'APPdata' in properties) {
    return rejected('unknown_model', 'APPdata is the bytes of a device: let the platform decode them')
  }
  const sensor = imeiUid(imei) ?? platformUid('ctwing', product, device ?? '')
  const report = {
    ...{ product, device: imeiUid(imei) === null ? (device ?? '') : (imei ?? ''), sensor, properties, messageId: null },
    ...{ time: { at: readTime(json.timestamp), source: 'platform' as const }, isHistory: false },
  }
  return answerReports([report], message, context)
}
