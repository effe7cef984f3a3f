import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { DoorEvent, Transmission } from '../protocol/door-event.ts'
import type { AdapterResult, RawMessage, Rejection, SeenSensor } from './adapter.ts'
import { rejection, told } from './answer.ts'
import { believable } from './claimed-time.ts'
import { type ClaimedTime, foreignEvent, isDated, type Said } from './foreign-event.ts'
import { secondContact } from './foreign-uid.ts'
import { quoted } from './json.ts'
import { type DecodedFrame, decoded, unread } from './lorawan-frame.ts'
import { type LorawanModel, lorawanModel } from './lorawan-models.ts'
import { readCodecObject } from './lorawan-object.ts'

const DAY_MS = 24 * 3600 * 1000
/** An uplink that has to be acknowledged is tried for minutes, and keeps the time of its first try. */
const LIVE_CLOCK_MS_MAX = 10 * 60_000
/** A LoRaWAN payload has at most 242 bytes at any data rate. */
const FRAME_BYTES_MAX = 242

/** An uplink as every network server has it, whatever its envelope. */
export interface Uplink {
  readonly sensor: SensorUid
  readonly alias: string
  /** Where its model may be named, the most telling first. */
  readonly names: readonly (string | null)[]
  readonly fPort: number
  /** Null where the envelope has no bytes. */
  readonly data: string | null
  readonly object: unknown
  /** By the network server's clock. */
  readonly time: ClaimedTime
  readonly rssi: number | null
  /** The network's own name for this uplink; it goes into no count, since frame counters start anew without a notice. */
  readonly transmissionId: string | null
}

export function readUplink(uplink: Uplink, message: RawMessage): AdapterResult {
  const model = lorawanModel(uplink.names)
  const { doors, rejected } = decode(uplink, model)
  const refused: Rejection[] = [...rejected]
  const events = doors.flatMap(({ channel, said }) => {
    const event = eventOf(uplink, channel, said, message)
    if (event === null) refused.push(rejection('history_without_time', 'a record of the past from an impossible time'))
    return event === null ? [] : [event]
  })
  return told(events, seenIn(uplink, model, doors), refused)
}

function decode(uplink: Uplink, model: LorawanModel | null): DecodedFrame {
  if (uplink.data !== null && model !== null) return decodeBytes(uplink.data, uplink.fPort, model)
  const said = readCodecObject(uplink.object)
  if (said !== null) return decoded(said)
  // An uplink without a payload is how a device answers its network: it lives.
  if (uplink.data === null || uplink.data === '') return unread()
  const names = uplink.names.filter((it) => it !== null)
  return unread(
    rejection('unknown_model', `no decoder for ${names.map(quoted).join(' or ') || 'a device without a model'}`),
  )
}

function decodeBytes(data: string, fPort: number, model: LorawanModel): DecodedFrame {
  const bytes = bytesOf(data)
  if (bytes === null) return unread(rejection('malformed_bytes', 'the payload is not base64'))
  return bytes.length === 0 ? unread() : model.decode({ fPort, bytes })
}

/** Strictly: Node's own reading skips what is not base64, and would make other bytes of it. */
function bytesOf(data: string): Buffer | null {
  if (data.length > FRAME_BYTES_MAX * 2 || !/^[A-Za-z0-9+/]*={0,2}$/.test(data)) return null
  const bytes = Buffer.from(data, 'base64')
  return bytes.toString('base64').replace(/=+$/, '') === data.replace(/=+$/, '') ? bytes : null
}

function eventOf(uplink: Uplink, channel: 1 | 2, said: Said, message: RawMessage): DoorEvent | null {
  const sensor = channel === 1 ? uplink.sensor : secondContact(uplink.sensor)
  if (said.origin === 'history') {
    return isDated(said.times ?? [], message.receivedAt) ? foreignEvent(sensor, message, said) : null
  }
  const transmission: Transmission | null =
    uplink.transmissionId === null ? null : { id: uplink.transmissionId, withinMs: DAY_MS }
  return foreignEvent(sensor, message, {
    ...said,
    times: [...liveTimes(said.times ?? [], uplink.time, message.receivedAt), uplink.time],
    rssi: uplink.rssi,
    ...(transmission === null ? {} : { transmission }),
  })
}

/**
 * A live uplink is sent as it happens: a device whose clock says much else than the network's has the wrong time, or the
 * right time of another zone. Where the network says none, it is believed.
 */
function liveTimes(claimed: readonly ClaimedTime[], network: ClaimedTime, receivedAt: Instant): readonly ClaimedTime[] {
  const heardAt = believable(network.at, receivedAt)
  if (heardAt === null) return claimed
  return claimed.filter(({ at }) => at !== null && Math.abs(at - heardAt) <= LIVE_CLOCK_MS_MAX)
}

/** Only what is known to watch a door: a network has thermometers too. */
function seenIn(
  { sensor, alias }: Uplink,
  model: LorawanModel | null,
  doors: DecodedFrame['doors'],
): readonly SeenSensor[] {
  if (model === null) return []
  const own: SeenSensor = { sensor, alias, model: model.model, reading: null }
  const hasSecond = doors.some((it) => it.channel === 2)
  return hasSecond ? [own, { ...own, sensor: secondContact(sensor), alias: `${alias}#2` }] : [own]
}
