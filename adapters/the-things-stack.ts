import type { Adapter, AdapterContext, AdapterResult, KnownSensor, RawMessage } from './adapter.ts'
import { ignored, rejected, textOf, told } from './answer.ts'
import { readTime } from './claimed-time.ts'
import { lorawanUid } from './foreign-uid.ts'
import { elementsOf, type Fields, fieldOf, isRecord, numberWithin, parseJson, quoted, textAt } from './json.ts'
import { lorawanModel } from './lorawan-models.ts'
import { readUplink, type Uplink } from './lorawan-uplink.ts'

const GATEWAYS_MAX = 32
const FPORT_MAX = 255

/**
 * The Things Stack v3 (lorawan-stack@1d21821): `v3/<application>@<tenant>/devices/<id>/up` in JSON, always QoS 0: what
 * it says while nobody listens is lost. The base topic is `v3/<application>@<tenant>`. `up/normalized` repeats an uplink
 * and is not read; nor is a simulated one, for nobody's door moved. DevEUIs are in upper case here.
 */
export const theThingsStack: Adapter = {
  id: 'the-things-stack',
  filters: (gateway) => [`${gateway.baseTopic}/#`],
  parse,
}

const TOPIC = /\/devices\/([^/]+)\/(.+)$/

function parse(message: RawMessage, context: AdapterContext): AdapterResult {
  const [, deviceId, kind] = TOPIC.exec(message.topic) ?? []
  if (deviceId === undefined || kind === undefined) return rejected('unknown_topic', 'not the event of a device')
  if (kind !== 'up' && kind !== 'join') return ignored(`${quoted(kind)} is no uplink, or says one again`)
  const text = textOf(message)
  if (typeof text !== 'string') return text
  const json = parseJson(text)
  if (!isRecord(json)) return rejected('not_json', 'not a JSON object')
  if (json.simulated === true) return ignored('a simulated uplink: no door has moved')
  const ids = fieldOf(json, 'end_device_ids')
  const known = context.resolveAlias(deviceId)
  const sensor = lorawanUid(textAt(ids, 'dev_eui')) ?? known?.sensor ?? null
  if (sensor === null) return rejected('not_a_message', `no DevEUI, and nobody has named ${quoted(deviceId)}`)
  const uplink = fieldOf(json, 'uplink_message')
  const names = namesOf(ids, uplink, known)
  if (kind === 'join') {
    const model = lorawanModel(names)
    return told([], model === null ? [] : [{ sensor, alias: deviceId, model: model.model, reading: null }])
  }
  if (!isRecord(uplink)) return rejected('not_a_message', 'no uplink_message')
  return readUplink({ ...uplinkOf(json, uplink), sensor, alias: deviceId, names }, message)
}

/** A person's word first, then what the device repository says; a device's id often carries its model too. */
function namesOf(ids: unknown, uplink: unknown, known: KnownSensor | null): readonly (string | null)[] {
  const version = fieldOf(uplink, 'version_ids') ?? fieldOf(ids, 'version_ids')
  return [known?.model ?? null, textAt(version, 'model_id'), textAt(ids, 'device_id')]
}

function uplinkOf(json: Fields, uplink: Fields): Omit<Uplink, 'sensor' | 'alias' | 'names'> {
  const levels = elementsOf(uplink.rx_metadata, GATEWAYS_MAX).map((it) => numberWithin(fieldOf(it, 'rssi'), -200, 20))
  const heard = levels.filter((it) => it !== null)
  const receivedAt = textAt(uplink, 'received_at')
  return {
    fPort: numberWithin(uplink.f_port, 0, FPORT_MAX) ?? 0,
    data: textAt(uplink, 'frm_payload'),
    object: uplink.decoded_payload,
    time: { at: readTime(receivedAt ?? json.received_at), source: 'gateway' },
    rssi: heard.length === 0 ? null : Math.max(...heard),
    transmissionId: receivedAt === null ? null : `${textAt(uplink, 'session_key_id') ?? ''}/${receivedAt}`,
  }
}
