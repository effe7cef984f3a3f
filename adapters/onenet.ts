import type { Adapter, AdapterContext, AdapterResult, RawMessage } from './adapter.ts'
import { ignored, rejected, textOf } from './answer.ts'
import { platformUid } from './foreign-uid.ts'
import { elementsOf, type Fields, fieldOf, isRecord, parseJson, textAt } from './json.ts'
import { answerReports, historyOf, type PlatformReport, REPORTS_MAX } from './platform-report.ts'

/**
 * OneNET Studio (OneJSON): `$sys/<product>/<device>/thing/property/post`, and for gateways `thing/pack/post` and
 * `thing/history/post`, where the devices are in `params[].identity` and the values of the past in lists. Our broker
 * takes no topic that begins with `$`, so whoever forwards puts the base topic before it. `time` is milliseconds and may
 * be left out; an event's values are at `<event>.value.<name>`; `…/reply` is the platform's answer. Names and polarity are the product's own: see product-mapping.ts.
 */
export const onenet: Adapter = {
  id: 'onenet',
  filters: ({ baseTopic }) => [`${baseTopic}/#`],
  parse,
}

const TOPIC = /(?:^|\/)\$sys\/([^/]+)\/([^/]+)\/thing\/(property|event|pack|history)\/post$/

function parse(message: RawMessage, context: AdapterContext): AdapterResult {
  if (/\/(?:reply|post_reply|set|get|set_reply|get_reply)$/.test(message.topic))
    return ignored('the platform speaks, not the device')
  const [, product, device, kind] = TOPIC.exec(message.topic) ?? []
  if (product === undefined || device === undefined) {
    return /\/thing\//.test(message.topic)
      ? ignored('no report of properties')
      : rejected('unknown_topic', 'not a thing of OneNET')
  }
  const text = textOf(message)
  if (typeof text !== 'string') return text
  const json = parseJson(text)
  if (!isRecord(json)) return rejected('not_json', 'not a JSON object')
  const reports =
    kind === 'property' || kind === 'event'
      ? [reportOf(product, device, json.params, json)]
      : packed(json, kind === 'history')
  if (reports.length === 0) return ignored('an empty pack')
  return answerReports(reports, message, context)
}

function reportOf(
  product: string,
  device: string,
  properties: unknown,
  json: Fields,
  isHistory = false,
): PlatformReport {
  const sensor = platformUid('onenet', product, device)
  return { product, device, sensor, properties, messageId: textAt(json, 'id'), time: null, isHistory }
}

function packed(json: Fields, isHistory: boolean): readonly PlatformReport[] {
  return elementsOf(json.params, REPORTS_MAX).flatMap((it) => {
    const identity = fieldOf(it, 'identity')
    const product = textAt(identity, 'productID')
    const device = textAt(identity, 'deviceName')
    const properties = fieldOf(it, 'properties')
    if (product === null || device === null) return []
    const sets = isHistory ? historyOf(properties) : [properties]
    return sets.map((set) => reportOf(product, device, set, json, isHistory))
  })
}
