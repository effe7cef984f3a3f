import type { Adapter, AdapterContext, AdapterResult, RawMessage } from './adapter.ts'
import { ignored, rejected, textOf } from './answer.ts'
import { platformUid } from './foreign-uid.ts'
import { quoted } from './json.ts'
import { answerReports, type PlatformReport } from './platform-report.ts'
import type { ProductMapping } from './product-mapping.ts'

/**
 * Homie 5 (homieiot/convention@063301d): `homie/5/<device>/<node>/<property>` says `true` or `false`, in lower case only.
 * The base topic is one device's `homie/5/<device>`. Which property is a door, and which value is open, is the maker's:
 * a mapping's product is the node, its door the property, its values the words; battery and tamper are properties of the
 * same node. `$state` is the device's own; `sleeping` is no failure.
 */
export const homie: Adapter = {
  id: 'homie',
  filters: ({ baseTopic }) => [`${baseTopic}/#`],
  parse,
}

function parse(message: RawMessage, context: AdapterContext): AdapterResult {
  const { baseTopic, id } = context.gateway
  if (!message.topic.startsWith(`${baseTopic}/`))
    return rejected('unknown_topic', `not below ${quoted(`${baseTopic}/`)}`)
  const text = textOf(message)
  if (typeof text !== 'string') return text
  const [node = '', property, ...more] = message.topic.slice(baseTopic.length + 1).split('/')
  if (node === '$state') return readState(text)
  if (node.startsWith('$') || property === undefined || property.startsWith('$') || more.length > 0) {
    return ignored('no value of a property')
  }
  const mapping = context.mappings.find((it) => it.product === node)
  if (mapping === undefined || !isMapped(mapping, property))
    return ignored(`${quoted(property)} is not mapped to a door`)
  const report: PlatformReport = {
    ...{ product: node, device: node, sensor: platformUid('homie', id, node), properties: { [property]: text } },
    ...{ messageId: null, time: null, isHistory: false },
  }
  return answerReports([report], message, context)
}

function isMapped({ door, battery, tamper }: ProductMapping, property: string): boolean {
  return [door, battery, tamper].some((it) => it?.path === property)
}

function readState(text: string): AdapterResult {
  switch (text) {
    case 'ready':
    case 'alert':
      return { kind: 'gateway', state: 'online' }
    case 'lost':
    case 'disconnected':
      return { kind: 'gateway', state: 'offline' }
    case 'init':
    case 'sleeping':
      return ignored(`the device says ${text}: it will speak when it has something to say`)
    default:
      return rejected('not_a_message', `${quoted(text)} is no state of Homie's`)
  }
}
