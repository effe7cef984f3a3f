import type { Adapter, AdapterContext, AdapterResult, RawMessage } from './adapter.ts'
import { ignored, rejected, textOf } from './answer.ts'
import { platformUid } from './foreign-uid.ts'
import { isRecord, parseJson, quoted, valueAt } from './json.ts'
import { answerReports, type PlatformReport } from './platform-report.ts'
import { mappingFor } from './product-mapping.ts'

/**
 * Any gateway that publishes JSON about one device a message: zwave-js-ui, enocean-mqtt-bridge, what somebody wrote on a
 * weekend. A mapping's product is the first level below the base topic, or `*`. The device is where the mapping says,
 * else all of the topic below the base. Nothing is known of such a gateway's own state.
 */
export const jsonGateway: Adapter = {
  id: 'json',
  filters: ({ baseTopic }) => [`${baseTopic}/#`],
  parse,
}

function parse(message: RawMessage, context: AdapterContext): AdapterResult {
  const { baseTopic, id } = context.gateway
  if (!message.topic.startsWith(`${baseTopic}/`))
    return rejected('unknown_topic', `not below ${quoted(`${baseTopic}/`)}`)
  const text = textOf(message)
  if (typeof text !== 'string') return text
  const json = parseJson(text)
  if (!isRecord(json)) return rejected('not_json', 'not a JSON object')
  const path = message.topic.slice(baseTopic.length + 1)
  if (/\/(?:set|get)$/.test(path)) return ignored('a command to a device')
  const [product = ''] = path.split('/', 1)
  const devicePath = mappingFor(context.mappings, product)?.device ?? null
  const named = devicePath === null ? path : valueAt(json, devicePath)
  if (typeof named !== 'string' && typeof named !== 'number') {
    return rejected('not_a_message', `no name of a device at ${quoted(devicePath ?? '')}`)
  }
  const device = String(named)
  const report: PlatformReport = {
    ...{ product, device, sensor: platformUid('json', id, device), properties: json },
    ...{ messageId: null, time: null, isHistory: false },
  }
  return answerReports([report], message, context)
}
