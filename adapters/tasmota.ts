import type { Adapter, AdapterContext, AdapterResult, RawMessage } from './adapter.ts'
import { ignored, rejected, textOf, told } from './answer.ts'
import { isRecord, parseJson, quoted } from './json.ts'
import { readTasmotaMapped } from './tasmota-mapped.ts'
import { readZigbee, readZigbeeInfo } from './tasmota-zigbee.ts'

/**
 * Tasmota (tasmota/docs@9849ab9): Zigbee bridges, wired contacts on a switch input, RF bridges. The base topic is the
 * device's `%topic%`; the prefixes stand before it or after it. JSON is told apart by what is in it, since a dozen
 * options (SetOption83, 89, 100, 112, 118, 119, 120) move names between the topic and the message.
 *
 * A Zigbee contact of 1 is open. A wired switch has no polarity of its own and an RF code no meaning: both need a
 * product mapping. `Time` has no zone and is not read; a message is as old as its arrival. LWT is the bridge's own.
 */
export const tasmota: Adapter = {
  id: 'tasmota',
  filters: ({ id, baseTopic }) => [
    ...['tele', 'stat', 'cmnd'].flatMap((prefix) => [`${prefix}/${baseTopic}/#`, `${baseTopic}/${prefix}/#`]),
    // Where it tells of itself, the group it listens to, and its fallback by client id.
    ...[`${baseTopic}/#`, 'tasmota/discovery/#', 'cmnd/tasmotas/#', 'tasmotas/cmnd/#', `cmnd/${id}_fb/#`],
  ],
  parse,
}

function parse(message: RawMessage, context: AdapterContext): AdapterResult {
  const levels = message.topic.split('/')
  const last = levels.at(-1) ?? ''
  if (levels[0] === 'tasmota' && levels[1] === 'discovery') return ignored('what the device is, not what a door does')
  if (levels[0] === 'cmnd' || levels.includes('cmnd')) return ignored('a command to a device')
  const text = textOf(message)
  if (typeof text !== 'string') return text
  if (last === 'LWT') return readLastWill(text)
  const json = parseJson(text)
  // `stat/…/POWER` says ON and OFF of a relay, which is no door, whatever hangs on it.
  if (!isRecord(json)) {
    return text.trimStart().startsWith('{')
      ? rejected('not_json', 'not valid JSON')
      : ignored(`${quoted(last)} is no state of a door`)
  }
  const info = readZigbeeInfo(json)
  if (info !== null) return told([], info)
  return readZigbee(json, levels, message, context) ?? readTasmotaMapped(json, message, context)
}

function readLastWill(text: string): AdapterResult {
  if (text === 'Online') return { kind: 'gateway', state: 'online' }
  if (text === 'Offline') return { kind: 'gateway', state: 'offline' }
  return rejected('not_a_message', 'a last will says Online or Offline')
}
