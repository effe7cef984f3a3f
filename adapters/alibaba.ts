import type { Adapter, AdapterContext, AdapterResult, RawMessage } from './adapter.ts'
import { ignored, rejected, textOf } from './answer.ts'
import { platformUid } from './foreign-uid.ts'
import { elementsOf, type Fields, fieldOf, isRecord, parseJson, textAt } from './json.ts'
import { answerReports, historyOf, type PlatformReport, REPORTS_MAX } from './platform-report.ts'

/**
 * Alibaba Cloud IoT (Alink JSON): `/sys/<productKey>/<deviceName>/thing/event/property/post`; `…/pack/post` with the
 * devices behind a gateway in `subDevices`, `…/history/post` with the past. `time` is UTC milliseconds and may be left
 * out; `id` is unique for a device and a day only. `thing/model/up_raw` is bytes for a script on the platform, which
 * nobody here has. Names and polarity are the product's own: see product-mapping.ts.
 */
export const alibaba: Adapter = {
  id: 'alibaba',
  filters: ({ baseTopic }) => [`${baseTopic}/#`],
  parse,
}

const TOPIC = /(?:^|\/)sys\/([^/]+)\/([^/]+)\/thing\/(.+)$/

function parse(message: RawMessage, context: AdapterContext): AdapterResult {
  const [, product, device, kind] = TOPIC.exec(message.topic) ?? []
  if (product === undefined || device === undefined || kind === undefined) {
    return rejected('unknown_topic', 'not a thing of Alibaba Cloud')
  }
  if (kind === 'model/up_raw') return rejected('unknown_model', 'raw bytes that only a script of the platform can read')
  const text = textOf(message)
  if (typeof text !== 'string') return text
  const read = READERS.get(kind) ?? eventReader(kind)
  if (read === null) return ignored('no report of properties')
  const json = parseJson(text)
  if (!isRecord(json)) return rejected('not_json', 'not a JSON object')
  const reports = read(json, { product, device })
  return reports.length === 0 ? ignored('an empty pack') : answerReports(reports, message, context)
}

interface Device {
  readonly product: string
  readonly device: string
}

const READERS: ReadonlyMap<string, (json: Fields, own: Device) => readonly PlatformReport[]> = new Map([
  ['event/property/post', (json: Fields, own: Device) => [reportOf(own, json.params, json, false)]],
  ['event/property/pack/post', readPack],
  ['event/property/history/post', readHistory],
])

/** An event's values are at `<event>.value.<name>`. */
function eventReader(kind: string): ((json: Fields, own: Device) => readonly PlatformReport[]) | null {
  const event = /^event\/([^/]+)\/post$/.exec(kind)?.[1]
  if (event === undefined) return null
  return (json, own) => [reportOf(own, { [event]: json.params }, json, false)]
}

function reportOf(of: Device, properties: unknown, json: Fields, isHistory: boolean): PlatformReport {
  const sensor = platformUid('alibaba', of.product, of.device)
  return { ...of, sensor, properties, messageId: textAt(json, 'id'), time: null, isHistory }
}

function identityOf(value: unknown): Device | null {
  const identity = fieldOf(value, 'identity')
  const product = textAt(identity, 'productKey')
  const device = textAt(identity, 'deviceName')
  return product === null || device === null ? null : { product, device }
}

/** The gateway's own properties, and those of the devices behind it; each may be a list of values. */
function readPack(json: Fields, own: Device): readonly PlatformReport[] {
  const behind = elementsOf(fieldOf(json.params, 'subDevices'), REPORTS_MAX).flatMap((it) => {
    const device = identityOf(it)
    return device === null ? [] : historyOf(fieldOf(it, 'properties')).map((set) => reportOf(device, set, json, false))
  })
  const ofItself = fieldOf(json.params, 'properties')
  return [...historyOf(ofItself).map((set) => reportOf(own, set, json, false)), ...behind]
}

function readHistory(json: Fields): readonly PlatformReport[] {
  return elementsOf(json.params, REPORTS_MAX).flatMap((it) => {
    const device = identityOf(it)
    if (device === null) return []
    const properties = fieldOf(it, 'properties')
    const sets = Array.isArray(properties) ? elementsOf(properties, REPORTS_MAX) : historyOf(properties)
    return sets.map((set) => reportOf(device, set, json, true))
  })
}
