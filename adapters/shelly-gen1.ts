import type { SensorUid } from '../base/id.ts'
import type { Adapter, AdapterContext, AdapterResult, RawMessage } from './adapter.ts'
import { ignored, rejected, textOf, told } from './answer.ts'
import { foreignEvent, type Said } from './foreign-event.ts'
import { isName, platformUid, wifiUid } from './foreign-uid.ts'
import { fieldOf, isRecord, numberWithin, parseJson, quoted, textAt } from './json.ts'

/**
 * Shelly Door/Window 1 and 2 (ha-shellies-discovery@2992b3b, ioBroker.shelly@b19d1dd): one value a topic below
 * `shellies/<id>/`. `sensor/state` says open or close, -1 stands for "not available". `online` false is how it sleeps and
 * no failure; nothing counts, nothing has a time. `announce` and `info` carry the MAC, under which the sensor is known
 * from then on. The base topic is `shellies`, or one device's `shellies/<id>`.
 */
export const shellyGen1: Adapter = {
  id: 'shelly-gen1',
  filters: ({ baseTopic }) => [`${baseTopic}/#`, 'shellies/announce', 'shellies/command'],
  parse,
}

const TOPIC = /^shellies\/([^/]+)\/(.+)$/
const DOOR_MODEL = /^SHDW-/
const UNAVAILABLE = '-1'

function parse(message: RawMessage, context: AdapterContext): AdapterResult {
  if (message.topic === 'shellies/command') return ignored('a command to the devices')
  const text = textOf(message)
  if (typeof text !== 'string') return text
  if (message.topic === 'shellies/announce') return readAnnounce(text)
  const [, id, path] = TOPIC.exec(message.topic) ?? []
  if (id === undefined || path === undefined) return rejected('unknown_topic', 'not of a Shelly')
  if (path === 'announce') return readAnnounce(text)
  const sensor = context.resolveAlias(id)?.sensor ?? platformUid('shelly', 'gen1', id)
  if (sensor === null) return rejected('unknown_topic', `${quoted(id)} is no name that can be kept`)
  const said = saidOn(path, text)
  if (said === null) return ignored(`${quoted(path)} says nothing of a door`)
  if (said === 'unreadable') return rejected('unreadable_state', `${quoted(text)} is neither open nor close`)
  return told([foreignEvent(sensor, message, said)])
}

function saidOn(path: string, text: string): Said | 'unreadable' | null {
  switch (path) {
    case 'sensor/state': {
      const contact = contactOf(text)
      return text === UNAVAILABLE ? {} : contact === null ? 'unreadable' : { contact }
    }
    case 'sensor/battery':
      return { batteryPercent: /^\d{1,3}(\.\d+)?$/.test(text) ? numberWithin(Number(text), 0, 100) : null }
    case 'info':
      return saidInInfo(parseJson(text))
    default:
      return null
  }
}

/** The whole of its state, said at each waking: news if it differs, and the moment is that of the waking. */
function saidInInfo(info: unknown): Said | 'unreadable' | null {
  const sensor = fieldOf(info, 'sensor')
  const state = fieldOf(sensor, 'state')
  if (!isRecord(sensor) || state === undefined) return null
  const volts = numberWithin(fieldOf(fieldOf(info, 'bat'), 'voltage'), 0, 20)
  const battery = {
    batteryPercent: numberWithin(fieldOf(fieldOf(info, 'bat'), 'value'), 0, 100),
    batteryMillivolts: volts === null ? null : Math.round(volts * 1000),
  }
  if (sensor.is_valid === false || state === null) return battery
  const contact = contactOf(state)
  return contact === null ? 'unreadable' : { ...battery, contact, periodic: true }
}

function contactOf(value: unknown): 'open' | 'closed' | null {
  if (value === 'open') return 'open'
  return value === 'close' || value === 'closed' ? 'closed' : null
}

function readAnnounce(text: string): AdapterResult {
  const json = parseJson(text)
  const id = textAt(json, 'id')
  const model = textAt(json, 'model')
  const sensor: SensorUid | null = wifiUid(textAt(json, 'mac'))
  if (!isName(id) || sensor === null) return rejected('not_a_message', 'an announcement has an id and a MAC')
  const isDoor = model === null ? id.startsWith('shellydw') : DOOR_MODEL.test(model)
  if (!isDoor) return ignored('a Shelly that is no door sensor')
  return { kind: 'inventory', sensors: [{ sensor, alias: id, model: isName(model) ? model : 'SHDW-2', reading: null }] }
}
