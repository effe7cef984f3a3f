import type { Contact, DoorEvent } from '../protocol/door-event.ts'
import type { AdapterContext, AdapterResult, KnownSensor, RawMessage, Rejection, SeenSensor } from './adapter.ts'
import { rejection, told } from './answer.ts'
import { foreignEvent } from './foreign-event.ts'
import { isName } from './foreign-uid.ts'
import { entriesOf, type Fields, fieldOf, isRecord, numberWithin, quoted, shown, textAt } from './json.ts'
import { zigbeeUid } from './zigbee-uid.ts'

/** Devices in one message; Tasmota sends one, and a list of all after a command. */
const DEVICES_MAX = 64
const IAS_CONTACT_SWITCH = 21
/** Models that watch doors and are not, or not yet, enrolled as an IAS contact switch. */
const DOOR_MODELS = /magnet|SNZB-04|^DS01$|contact|MCCGQ/i

/** `ZbInfo`, the only place with the IEEE address: of its devices those that watch a door. Null when it is something else. */
export function readZigbeeInfo(json: Fields): readonly SeenSensor[] | null {
  const info = fieldOf(json, 'ZbInfo')
  if (!isRecord(info)) return null
  const devices = typeof info.Device === 'string' ? [info] : entriesOf(info, DEVICES_MAX).map(([, it]) => it)
  return devices.flatMap(seenOf)
}

function seenOf(device: unknown): readonly SeenSensor[] {
  const sensor = zigbeeUid(textAt(device, 'IEEEAddr') ?? '')
  const model = textAt(device, 'ModelId')
  const isDoor = fieldOf(device, 'ZoneType') === IAS_CONTACT_SWITCH || (model !== null && DOOR_MODELS.test(model))
  if (sensor === null || !isDoor) return []
  const aliases = [textAt(device, 'Name'), textAt(device, 'Device')].filter(isName)
  return aliases.map((alias) => ({ sensor, alias, model: isName(model) ? model : null, reading: null }))
}

interface Heard {
  readonly fields: Fields
  /** What it may be called by, the most lasting first: a short address changes when a device joins again. */
  readonly names: readonly string[]
}

/** Null when the message is not of a Zigbee device. */
export function readZigbee(
  json: Fields,
  levels: readonly string[],
  message: RawMessage,
  context: AdapterContext,
): AdapterResult | null {
  const heard = devicesIn(json, levels)
  if (heard.length === 0) return null
  const events: DoorEvent[] = []
  const refused: Rejection[] = []
  for (const device of heard) {
    const sensor = sensorOf(device, context)
    const contact = sensor === null ? null : contactOf(device.fields)
    if (sensor === null) {
      if ('Contact' in device.fields) refused.push(unknown(device))
    } else if (contact === undefined) {
      refused.push(rejection('unreadable_state', `Contact is ${shown(device.fields.Contact ?? device.fields.Power)}`))
    } else {
      events.push(foreignEvent(sensor.sensor, message, { contact, ...batteryOf(device.fields) }))
    }
  }
  return told(events, [], refused)
}

function unknown({ names }: Heard): Rejection {
  return rejection('unknown_topic', `nobody has named ${names.map(quoted).join(' or ')}; the command ZbInfo would`)
}

function devicesIn(json: Fields, levels: readonly string[]): readonly Heard[] {
  const received = fieldOf(json, 'ZbReceived')
  const inTopic = levels.at(-1) === 'ZbReceived'
  const inside = isRecord(received) ? received : json
  if (isDevice(inside)) return [{ fields: inside, names: namesOf(inside, null, levels) }]
  const isWrapped = isRecord(received) || inTopic
  return entriesOf(inside, DEVICES_MAX).flatMap(([key, fields]) =>
    isRecord(fields) && (isWrapped || isDevice(fields)) ? [{ fields, names: namesOf(fields, key, levels) }] : [],
  )
}

/** What every report of a Zigbee device has, and nothing else of Tasmota's. */
function isDevice(fields: Fields): boolean {
  return typeof fields.Device === 'string' || ('Endpoint' in fields && 'LinkQuality' in fields)
}

function namesOf(fields: Fields, key: string | null, levels: readonly string[]): readonly string[] {
  const inTopic = levels.at(-2)
  // SetOption120 adds the endpoint to the topic's address.
  const address =
    inTopic === undefined ? [] : [inTopic, inTopic.replace(/_\d+$/, ''), `0x${inTopic.replace(/_\d+$/, '')}`]
  const named = [textAt(fields, 'Name'), key, textAt(fields, 'Device')].filter(isName)
  return named.length > 0 ? [...new Set(named)] : address.filter(isName)
}

function sensorOf({ fields, names }: Heard, context: AdapterContext): KnownSensor | null {
  const ieee = zigbeeUid(textAt(fields, 'IEEEAddr') ?? '')
  if (ieee !== null) return { sensor: ieee, model: null, reading: null }
  for (const name of names) {
    const known = context.resolveAlias(name)
    if (known !== null) return known
  }
  return null
}

/** 1 is open (a log of SNZB-04: ZoneStatusChange 1, Contact 1). Some Mi sensors say `Power` instead (PR 9759). */
function contactOf(fields: Fields): Contact | null | undefined {
  const value = 'Contact' in fields ? fields.Contact : fields.Power
  if (value === undefined || value === null) return null
  if (value === 1) return 'open'
  return value === 0 ? 'closed' : undefined
}

function batteryOf(fields: Fields): { batteryPercent: number | null; batteryMillivolts: number | null } {
  const volts = numberWithin(fields.BatteryVoltage, 0, 20)
  return {
    batteryPercent: numberWithin(fields.BatteryPercentage, 0, 100),
    batteryMillivolts: volts === null ? null : Math.round(volts * 1000),
  }
}
