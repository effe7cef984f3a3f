import { isUtf8 } from 'node:buffer'
import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Contact, DoorEvent, DoorEventKind } from '../protocol/door-event.ts'
import {
  boot,
  MESSAGES_PER_PAYLOAD_MAX,
  SENSOR_PAYLOAD_BYTES_MAX,
  type SensorMessage,
  sensorMessage,
} from '../protocol/sensor-message.ts'
import type { AdapterResult, RawMessage, Rejection } from './adapter.ts'
import { isRecord, parseJson, quoted } from './json.ts'

/**
 * Reads what a native sensor says on `menshen/v1/<id>/up`: one message, or an array of at most 32, in at most 4096
 * bytes of UTF-8. Pure, never throws. One bad message does not cost its neighbours: the good ones become events, the
 * bad one a rejection that carries its number where that can be read.
 *
 * Of an array that is too long the first 32 are taken and the rest is refused without numbers, so that the rest is not
 * acknowledged and comes again. Retain is ignored: a sensor may not retain, and `age` tells how old a message is.
 */
export function parseNative(message: RawMessage, sensor: SensorUid): AdapterResult {
  const { payload, receivedAt } = message
  if (payload.length > SENSOR_PAYLOAD_BYTES_MAX) {
    return refused('too_large', `${payload.length} bytes; at most ${SENSOR_PAYLOAD_BYTES_MAX} are taken`)
  }
  if (!isUtf8(payload)) return refused('not_json', 'not valid UTF-8')
  const json = parseJson(payload.toString('utf8'))
  if (json === undefined) return refused('not_json', 'not valid JSON')
  if (Array.isArray(json)) return readMany(json, sensor, receivedAt)
  const parsed = sensorMessage.safeParse(json)
  if (!parsed.success) return { kind: 'rejected', rejections: [rejectionOf(json, parsed.error.issues)] }
  return { kind: 'events', events: [toDoorEvent(parsed.data, sensor, receivedAt)], rejected: [], seen: [] }
}

function readMany(elements: readonly unknown[], sensor: SensorUid, receivedAt: Instant): AdapterResult {
  if (elements.length === 0) return refused('not_a_message', 'an empty array says nothing')
  const events: DoorEvent[] = []
  const rejected: Rejection[] = []
  for (const element of elements.slice(0, MESSAGES_PER_PAYLOAD_MAX)) {
    const parsed = sensorMessage.safeParse(element)
    if (parsed.success) events.push(toDoorEvent(parsed.data, sensor, receivedAt))
    else rejected.push(rejectionOf(element, parsed.error.issues))
  }
  if (elements.length > MESSAGES_PER_PAYLOAD_MAX) {
    const detail = `${elements.length} messages; the first ${MESSAGES_PER_PAYLOAD_MAX} are taken`
    rejected.push({ code: 'too_many', detail, sequence: null })
  }
  return events.length > 0 ? { kind: 'events', events, rejected, seen: [] } : { kind: 'rejected', rejections: rejected }
}

function refused(code: Rejection['code'], detail: string): AdapterResult {
  return { kind: 'rejected', rejections: [{ code, detail, sequence: null }] }
}

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

function rejectionOf(element: unknown, issues: readonly Issue[]): Rejection {
  const sequence = sequenceOf(element)
  if (!isRecord(element)) return { code: 'not_a_message', detail: 'not a JSON object', sequence }
  if (typeof element.kind === 'string' && issues.some((issue) => issue.path[0] === 'kind')) {
    return { code: 'unknown_kind', detail: `unknown kind ${quoted(element.kind)}`, sequence }
  }
  const detail = issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  return { code: 'not_a_message', detail, sequence }
}

function sequenceOf(element: unknown): Rejection['sequence'] {
  if (!isRecord(element)) return null
  const run = boot.safeParse(element.boot)
  const seq = sensorMessage.shape.seq.safeParse(element.seq)
  return run.success && seq.success ? { boot: run.data, seq: seq.data } : null
}

function toDoorEvent(said: SensorMessage, sensor: SensorUid, receivedAt: Instant): DoorEvent {
  return {
    sensor,
    kind: said.kind,
    contact: contactOf(said.kind, said.door ?? null),
    occurredAt: receivedAt - said.age,
    receivedAt,
    timeSource: 'age',
    origin: 'live',
    boot: said.boot,
    seq: said.seq,
    openings: said.openings ?? null,
    batteryPercent: said.battery ?? null,
    batteryMillivolts: said.millivolts ?? null,
    batteryLow: said.kind === 'low_battery' ? true : null,
    tamper: tamperOf(said.kind),
    rssi: said.rssi ?? null,
    firmware: said.firmware ?? null,
  }
}

/** The kind is what the sensor was woken for; `door` is read a moment later and may have moved on, so the kind wins. */
function contactOf(kind: DoorEventKind, door: Contact | null): Contact | null {
  if (kind === 'opened') return 'open'
  if (kind === 'closed') return 'closed'
  return door
}

function tamperOf(kind: DoorEventKind): boolean | null {
  if (kind === 'tamper') return true
  if (kind === 'tamper_cleared') return false
  return null
}
