import type { Adapter, AdapterContext, AdapterResult, RawMessage } from './adapter.ts'
import { ignored, rejected, textOf } from './answer.ts'
import { readTime } from './claimed-time.ts'
import { platformUid } from './foreign-uid.ts'
import { isRecord, parseJson, textAt } from './json.ts'
import { answerReports } from './platform-report.ts'
import type { ProductMapping } from './product-mapping.ts'

/** Tuya's standard set for a contact sensor (category `mcs`): true is open, and `temper_alarm` is how Tuya spells it. */
const CONTACT_SENSOR: ProductMapping = {
  product: '*',
  door: { path: 'doorcontact_state', open: [true], closed: [false] },
  battery: { path: 'battery_percentage', unit: 'percent' },
  tamper: { path: 'temper_alarm', tampered: [true], inPlace: [false] },
  time: null,
  device: null,
  periodic: null,
}

/**
 * Tuya Link: `tylink/<device>/thing/property/report`, `data` by property code with `{value, time}`; a time has ten digits
 * or thirteen. The topic does not name the product, so a mapping's product is the device's id here, or `*`; without one
 * the standard set counts.
 */
export const tuya: Adapter = {
  id: 'tuya',
  filters: ({ baseTopic }) => [`${baseTopic}/#`],
  parse,
}

const TOPIC = /(?:^|\/)tylink\/([^/]+)\/thing\/(.+)$/

function parse(message: RawMessage, context: AdapterContext): AdapterResult {
  const [, device, kind] = TOPIC.exec(message.topic) ?? []
  if (device === undefined) return rejected('unknown_topic', 'not a thing of Tuya')
  if (kind !== 'property/report') return ignored('no report of properties')
  const text = textOf(message)
  if (typeof text !== 'string') return text
  const json = parseJson(text)
  if (!isRecord(json)) return rejected('not_json', 'not a JSON object')
  const time = { at: readTime(json.time), source: 'platform' as const }
  const sensor = platformUid('tuya', 'tylink', device)
  const report = { product: device, device, sensor, properties: json.data, messageId: textAt(json, 'msgId'), time }
  return answerReports([{ ...report, isHistory: false }], message, context, CONTACT_SENSOR)
}
