import type { Adapter, AdapterContext, AdapterResult, RawMessage } from './adapter.ts'
import { ignored, rejected, textOf, told } from './answer.ts'
import { readTime } from './claimed-time.ts'
import { foreignEvent } from './foreign-event.ts'
import { lorawanUid } from './foreign-uid.ts'
import { elementsOf, type Fields, fieldOf, isRecord, numberWithin, parseJson, quoted, textAt } from './json.ts'
import { lorawanModel } from './lorawan-models.ts'
import { readUplink, type Uplink } from './lorawan-uplink.ts'

const GATEWAYS_MAX = 32
const FPORT_MAX = 255

/**
 * ChirpStack v4 (chirpstack@d77207c): `application/<id>/device/<devEui>/event/<kind>` in JSON; with Protobuf switched on
 * nothing can be read here. Proto's defaults are left out, so a missing fPort is 0. The base topic is `application`, or
 * one application's `application/<id>`. `time` is the network server's and is believed; frame counters are not used to
 * tell duplicates, because they start anew where a device is not activated over the air. It says nothing of its own
 * being online: its gateways' state is on other topics.
 */
export const chirpstack: Adapter = {
  id: 'chirpstack',
  filters: (gateway) => [`${gateway.baseTopic}/#`],
  parse,
}

const TOPIC = /(?:^|\/)device\/([^/]+)\/event\/([^/]+)$/

function parse(message: RawMessage, context: AdapterContext): AdapterResult {
  const [, devEui, kind] = TOPIC.exec(message.topic) ?? []
  if (devEui === undefined || kind === undefined) return elsewhere(message.topic)
  const text = textOf(message)
  if (typeof text !== 'string') return text
  const json = parseJson(text)
  if (!isRecord(json)) return rejected('not_json', 'not a JSON object; is the integration set to Protobuf?')
  const device = fieldOf(json, 'deviceInfo')
  const sensor = lorawanUid(textAt(device, 'devEui') ?? devEui)
  if (sensor === null || sensor !== lorawanUid(devEui)) {
    return rejected('not_a_message', `the topic and the message name different devices: ${quoted(devEui)}`)
  }
  const alias = devEui.toLowerCase()
  const names = [
    textAt(fieldOf(device, 'tags'), 'model'),
    context.resolveAlias(alias)?.model ?? null,
    textAt(device, 'deviceProfileName'),
  ]
  switch (kind) {
    case 'up':
      return readUplink({ ...uplinkOf(json), sensor, alias, names }, message)
    case 'join': {
      const model = lorawanModel(names)
      return told([], model === null ? [] : [{ sensor, alias, model: model.model, reading: null }])
    }
    case 'status':
      return told([foreignEvent(sensor, message, { batteryPercent: batteryOf(json), times: [timeOf(json)] })])
    default:
      return ignored(`event ${quoted(kind)} is the network's own`)
  }
}

function elsewhere(topic: string): AdapterResult {
  if (topic.includes('/command/')) return ignored('a command to a device')
  return rejected('unknown_topic', 'not the event of a device')
}

function uplinkOf(json: Fields): Omit<Uplink, 'sensor' | 'alias' | 'names'> {
  const levels = elementsOf(json.rxInfo, GATEWAYS_MAX).map((it) => numberWithin(fieldOf(it, 'rssi'), -200, 20))
  const heard = levels.filter((it) => it !== null)
  return {
    fPort: numberWithin(json.fPort, 0, FPORT_MAX) ?? 0,
    data: textAt(json, 'data'),
    object: json.object,
    time: timeOf(json),
    rssi: heard.length === 0 ? null : Math.max(...heard),
    transmissionId: textAt(json, 'deduplicationId'),
  }
}

function timeOf(json: Fields): Uplink['time'] {
  return { at: readTime(json.time), source: 'gateway' }
}

/** Absent, and `batteryLevelUnavailable` or `externalPowerSource` set, where there is no percentage. */
function batteryOf(json: Fields): number | null {
  if (json.batteryLevelUnavailable === true || json.externalPowerSource === true) return null
  return numberWithin(json.batteryLevel, 0, 100)
}
