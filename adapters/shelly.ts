import type { Adapter, AdapterContext, AdapterResult, RawMessage } from './adapter.ts'
import { ignored, rejected, textOf } from './answer.ts'
import { macOf } from './foreign-uid.ts'
import { type Fields, fieldOf, isRecord, parseJson, quoted } from './json.ts'
import { readBluFields, readBluHex } from './shelly-blu.ts'
import { readComponents, readEvents } from './shelly-rpc.ts'

/**
 * Shelly Gen2 and newer as a gateway for BLU door sensors (BTHome v2), and with contacts wired to its inputs. The base
 * topic is the device's prefix. Four ways lead a BLU sensor here: the native `bthomesensor:<n>` (true is open; which
 * sensor that is stands in its settings only, so somebody has to name it), a script's `shelly-blu` event, a script's
 * `events/ble` with the packet in hexadecimal, and a script that publishes on the bare MAC. One script keeps a single
 * last packet id for all its sensors and drops a second sensor's equal one: nothing here can bring that back.
 *
 * A BLU sensor speaks on changes only unless its beacon mode is on. A contact wired to an input has no polarity of its
 * own and needs a product mapping by the name of the component, such as `input:0`.
 */
export const shelly: Adapter = {
  id: 'shelly',
  filters: ({ id, baseTopic }) => [`${baseTopic}/#`, `${id}/#`, '+', 'shelly/command', 'shellies/command'],
  parse,
}

function parse(message: RawMessage, context: AdapterContext): AdapterResult {
  const text = textOf(message)
  if (typeof text !== 'string') return text
  const base = `${context.gateway.baseTopic}/`
  const json = parseJson(text)
  if (!message.topic.startsWith(base)) return readBare(message, json)
  const path = message.topic.slice(base.length)
  if (path === 'online') return readOnline(text)
  if (path === 'command' || path === 'rpc' || path.startsWith('command/')) return ignored('a command, or its answer')
  if (path === 'events/rpc') return readRpc(json, message, context)
  if (path === 'events/ble') return readBle(json, message)
  const component = /^status\/([a-z0-9_]+:\d+)$/.exec(path)?.[1]
  if (component !== undefined) return readComponents({ [component]: json }, {}, message, context)
  if (isRecord(json) && 'BTHome_version' in json) return readBluFields(json, json.address, json.rssi, message)
  return ignored(`${quoted(path)} says nothing of a door`)
}

/** `online` is the gateway's birth and last will; unlike a Gen1 sensor it does not sleep. */
function readOnline(text: string): AdapterResult {
  if (text === 'true') return { kind: 'gateway', state: 'online' }
  if (text === 'false') return { kind: 'gateway', state: 'offline' }
  return rejected('not_a_message', 'online is true or false')
}

function readRpc(json: unknown, message: RawMessage, context: AdapterContext): AdapterResult {
  const params = fieldOf(json, 'params')
  if (!isRecord(json) || !isRecord(params)) return rejected('not_json', 'not a notification')
  if (json.method === 'NotifyStatus' || json.method === 'NotifyFullStatus') {
    return readComponents(params, params, message, context)
  }
  if (json.method === 'NotifyEvent') return readEvents(params, message)
  return ignored('no notification of a state')
}

function readBle(json: unknown, message: RawMessage): AdapterResult {
  if (!isRecord(json)) return rejected('not_json', 'not a JSON object')
  const source = fieldOf(json, 'srcBle')
  return readBluHex(fieldOf(source, 'mac'), json.payload, fieldOf(source, 'rssi'), message)
}

/** `universal-blu-to-mqtt` publishes on the sensor's MAC and nothing else. */
function readBare(message: RawMessage, json: unknown): AdapterResult {
  if (macOf(message.topic) === null) return ignored(`${quoted(message.topic)} is not of this gateway`)
  if (!isRecord(json)) return rejected('not_json', 'not a JSON object')
  const data = dataOf(json)
  const mac = fieldOf(json, 'addr') ?? message.topic
  if (data === null) return ignored('a packet without BTHome data')
  if (macOf(mac) !== macOf(message.topic))
    return rejected('not_a_message', 'the topic and the message name two sensors')
  return readBluFields(data, mac, json.rssi, message)
}

function dataOf(json: Fields): Fields | null {
  const data = fieldOf(json, 'service_data')
  return isRecord(data) ? data : null
}
