import type { AdapterContext, AdapterResult } from '../../adapters/adapter.ts'
import { findAdapter } from '../../adapters/adapter-registry.ts'
import { isRecord, parseJson } from '../../adapters/json.ts'
import { seededRandom } from '../../firmware-sim/random.ts'
import type { DoorEvent } from '../../protocol/door-event.ts'
import { evidenceOf } from './evidence.ts'
import { arrival, CONTEXTS, SAMPLES } from './samples.ts'
import { rawMessage } from './support.ts'

const DAY_MS = 24 * 3600 * 1000
const BEHIND_MS_MAX = 30 * DAY_MS

export interface FuzzCase {
  readonly context: AdapterContext
  readonly topic: string
  readonly payload: Buffer
  readonly retain: boolean
}

type Random = () => number

/** One mutated sample; the same for the same seed and number. */
export function fuzzCase(seed: number, number: number): FuzzCase {
  const random = seededRandom(seed, number)
  const line = pick(SAMPLES, random)
  const context = CONTEXTS[line.source]
  if (context === undefined) throw new Error(`no gateway for ${line.source}`)
  // Now and then what one family says arrives on another's topic.
  const { payload } = arrival(random() < 0.05 ? pick(SAMPLES, random) : line)
  let bytes = Buffer.from(payload)
  // Mostly one or two: what is broken all over is refused at once, and tries nothing.
  const mutations = 1 + Math.floor(random() * random() * 5)
  for (let index = 0; index < mutations; index += 1) bytes = pick(MUTATIONS, random)(bytes, random)
  const { topic } = arrival(line)
  return {
    context,
    topic: random() < 0.1 ? mutatedTopic(topic, random) : topic,
    payload: bytes,
    retain: random() < 0.1,
  }
}

export function parseCase({ context, topic, payload, retain }: FuzzCase): AdapterResult {
  const adapter = findAdapter(context.gateway.adapter)
  if (adapter === null) throw new Error(`no adapter ${context.gateway.adapter}`)
  return adapter.parse(rawMessage(topic, payload, { retain }), context)
}

/** What is wrong with an adapter's answer; null when nothing is. */
export function wrongWith(tried: FuzzCase, result: AdapterResult): string | null {
  if (result.kind !== 'events') return null
  if (result.events.length === 0) return 'events without an event'
  const evidence = evidenceOf(tried.context.gateway.adapter, tried.topic, tried.payload)
  for (const event of result.events) {
    if (event.contact !== null && !evidence.has(event.contact))
      return `${event.contact}, which nothing in the message says`
    const wrong = wrongField(event)
    if (wrong !== null) return wrong
  }
  return null
}

function wrongField(event: DoorEvent): string | null {
  const { occurredAt, receivedAt, origin, timeSource, kind, contact, batteryPercent: percent, sensor } = event
  if (!(occurredAt <= receivedAt && occurredAt >= receivedAt - BEHIND_MS_MAX)) return `it occurred at ${occurredAt}`
  if (!Number.isInteger(occurredAt)) return `it occurred at ${occurredAt}`
  if (origin === 'history' && timeSource === 'arrival') return 'a past without a time'
  if (kind === 'opened' && contact !== 'open') return 'opened, and not open'
  if (kind === 'closed' && contact !== 'closed') return 'closed, and not closed'
  if (percent !== null && !(percent >= 0 && percent <= 100)) return `a battery of ${percent} %`
  if (event.openings !== null && !Number.isInteger(event.openings)) return `${event.openings} openings`
  if (event.batteryMillivolts !== null && !Number.isInteger(event.batteryMillivolts)) return 'a fraction of a millivolt'
  return sensor.length > 128 || /\p{Cc}/u.test(sensor) ? `a sensor called ${JSON.stringify(sensor)}` : null
}

export function describeCase(seed: number, number: number): string {
  const { context, topic, payload, retain } = fuzzCase(seed, number)
  const shown = payload.length > 2000 ? `${payload.toString('latin1', 0, 2000)}…` : payload.toString('latin1')
  return `seed ${seed}, case ${number}: ${context.gateway.adapter} ${topic}${retain ? ' (retained)' : ''} ${shown}`
}

type Mutation = (bytes: Buffer<ArrayBuffer>, random: Random) => Buffer<ArrayBuffer>

const WILD: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    1,
    -1,
    2,
    22,
    23,
    255,
    1e15,
    -0.5,
    '',
    'open',
    'closed',
    'close',
    'ON',
    'OFF',
    'true',
    'false',
  ],
  ...[
    'unknown',
    '0',
    '1',
    [],
    {},
    [1],
    { value: true },
    { value: 1, time: 1 },
    { Action: 'ON' },
    'x'.repeat(5000),
    '\0',
    '\uD800',
  ],
  ...['AwAB', 'AwAA', '44005d2d01', '__proto__', '1970-01-01T00:00:00Z', '9999-12-31T23:59:59Z'],
]

const keys = (name: string, value: string, count: number): string =>
  Array.from({ length: count }, (_, index) => `"${name}${index}":${value}`).join(',')

/** As long as a message may be, and longer; as deep as brackets go. */
const HUGE: readonly Buffer<ArrayBuffer>[] = [
  ...[`${'['.repeat(30_000)}${']'.repeat(30_000)}`, '['.repeat(200_000), `{${keys('k', '1', 5000)}}`],
  `{"ZbReceived":{${keys('0x', '{"Device":"0x1","Contact":1}', 1400)}}}`,
  `{"method":"NotifyStatus","params":{${keys('bthomesensor:', '{"value":true}', 1500)}}}`,
  `{"id":"1","params":{${keys('p', '{"value":1}', 2500)}}}`,
  JSON.stringify({ contact: 'x'.repeat(300_000) }),
].map((it) => Buffer.from(it))

const MUTATIONS: readonly Mutation[] = [
  inJson(replaced),
  inJson(replaced),
  inJson(without),
  inJson(renamed),
  inJson(wrapped),
  ...[inJson(frameChanged), inJson(frameChanged), inJson(frameChanged), inJson(replaced), inJson(without)],
  (bytes, random) => bytes.subarray(0, at(bytes, random)),
  (bytes, random) => {
    const changed = Buffer.from(bytes)
    if (changed.length > 0) changed[at(bytes, random)] = Math.floor(random() * 256)
    return changed
  },
  (bytes, random) => Buffer.concat([bytes.subarray(0, at(bytes, random)), bytes.subarray(at(bytes, random))]),
  (_, random) => Buffer.from(Array.from({ length: Math.floor(random() * 40) }, () => Math.floor(random() * 256))),
  (_, random) => Buffer.from(JSON.stringify(pick(WILD, random))),
  (bytes, random) => (random() < 0.05 ? pick(HUGE, random) : bytes),
  (_, random) => Buffer.from(random() < 0.5 ? '{"a":'.repeat(200) : 'x'.repeat(200)),
]

const at = (bytes: Buffer, random: Random): number => Math.floor(random() * bytes.length)

function pick<T>(those: readonly T[], random: Random): T {
  const picked = those[Math.floor(random() * those.length)]
  if (picked === undefined) throw new Error('nothing to pick from')
  return picked
}

/** Changes one field of a JSON object, at any depth; other payloads stay as they are. */
function inJson(change: (fields: Record<string, unknown>, key: string, random: Random) => void): Mutation {
  return (bytes, random) => {
    const json = parseJson(bytes.toString('utf8'))
    const places: { fields: Record<string, unknown>; key: string }[] = []
    gather(json, places, 0)
    if (places.length === 0) return bytes
    const { fields, key } = pick(places, random)
    change(fields, key, random)
    return Buffer.from(JSON.stringify(json))
  }
}

function gather(value: unknown, places: { fields: Record<string, unknown>; key: string }[], depth: number): void {
  if (depth > 30) return
  if (Array.isArray(value)) for (const it of value) gather(it, places, depth + 1)
  if (!isRecord(value)) return
  const fields: Record<string, unknown> = value
  for (const key of Object.keys(fields)) {
    places.push({ fields, key })
    gather(fields[key], places, depth + 1)
  }
}

function replaced(fields: Record<string, unknown>, key: string, random: Random): void {
  fields[key] = structuredClone(pick(WILD, random))
}

function without(fields: Record<string, unknown>, key: string): void {
  delete fields[key]
}

function renamed(fields: Record<string, unknown>, key: string, random: Random): void {
  const value = fields[key]
  delete fields[key]
  fields[pick(['contact', 'door', 'state', 'value', 'data', 'window', 'Contact', 'Power', 'constructor', ''], random)] =
    value
}

function wrapped(fields: Record<string, unknown>, key: string, random: Random): void {
  fields[key] = random() < 0.5 ? [fields[key], fields[key]] : { [key]: fields[key] }
}

/** Bytes within the message: of a LoRaWAN frame in base64, of a Bluetooth packet in hexadecimal. */
function frameChanged(fields: Record<string, unknown>, _: string, random: Random): void {
  const key = ['data', 'frm_payload', 'payload'].find((it) => typeof fields[it] === 'string')
  if (key === undefined) return
  const encoding = key === 'payload' ? 'hex' : 'base64'
  const bytes = [...Buffer.from(String(fields[key]), encoding)]
  const place = Math.floor(random() * (bytes.length + 1))
  const byte =
    random() < 0.5 ? pick([0, 1, 2, 3, 4, 6, 0x20, 0xce, 0x2d, 0x80, 0xff], random) : Math.floor(random() * 256)
  bytes.splice(place, random() < 0.5 ? 1 : 0, ...(random() < 0.7 ? [byte] : []))
  fields[key] = Buffer.from(bytes).toString(encoding)
  if (random() < 0.2 && 'fPort' in fields) fields.fPort = pick([0, 2, 3, 5, 6, 7, 10, 85, 100], random)
}

function mutatedTopic(topic: string, random: Random): string {
  const levels = topic.split('/')
  const place = Math.floor(random() * levels.length)
  const level = pick(['', 'a', 'é/x', 'set', 'state', 'contact', 'SENSOR', 'up', '\0', 'x'.repeat(300)], random)
  levels.splice(place, random() < 0.5 ? 1 : 0, ...(random() < 0.7 ? [level] : []))
  return levels.join('/')
}
