import type { SensorUid } from '../base/id.ts'
import type { DoorEvent, Transmission } from '../protocol/door-event.ts'
import type { AdapterContext, AdapterResult, RawMessage, Rejection, SeenSensor } from './adapter.ts'
import { rejection, told } from './answer.ts'
import { type ClaimedTime, foreignEvent, isDated, type Said } from './foreign-event.ts'
import { isName } from './foreign-uid.ts'
import { elementsOf, entriesOf, type Fields, fieldOf, quoted } from './json.ts'
import { type MappedReading, readMapped } from './mapped-reading.ts'
import { mappingFor, type ProductMapping } from './product-mapping.ts'

export const REPORTS_MAX = 200
const NAMES_SHOWN = 8
const PROPERTIES_MAX = 100
const DAY_MS = 24 * 3600 * 1000
/** Message ids start anew with the device; without a time of its own an equal one soon after is a second delivery. */
const UNDATED_SAME_MS = 60_000

/** What one device reports at once, on any platform that leaves the names of properties to the product's maker. */
export interface PlatformReport {
  readonly product: string
  /** The platform's name for the device, by which a person may have named the sensor. */
  readonly device: string
  /** Null where the device's names cannot be kept. */
  readonly sensor: SensorUid | null
  readonly properties: unknown
  readonly messageId: string | null
  /** The message's own time, for properties without one. */
  readonly time: ClaimedTime | null
  readonly isHistory: boolean
}

interface ReadReport {
  readonly mapping: ProductMapping | null
  readonly reading: MappedReading | null
}

/** `standard` is what the platform itself fixes, for products that nobody has mapped. */
function readReport(
  report: PlatformReport,
  mappings: readonly ProductMapping[],
  standard: ProductMapping | null,
): ReadReport {
  const mapping = mappingFor(mappings, report.product) ?? standard
  return { mapping, reading: mapping === null ? null : readMapped(report.properties, mapping) }
}

export function answerReports(
  reports: readonly PlatformReport[],
  message: RawMessage,
  context: AdapterContext,
  standard: ProductMapping | null = null,
): AdapterResult {
  const answers = reports.slice(0, REPORTS_MAX).map((report, index) => {
    const { mapping, reading } = readReport(report, context.mappings, standard)
    const { product, device } = report
    context.explain?.({ product, device, mapping, looks: reading?.looks ?? [] })
    return reading === null ? refusal(unmapped(report)) : answerReport(report, reading, index, message, context)
  })
  return told(
    answers.flatMap((it) => it.events),
    answers.flatMap((it) => it.seen),
    answers.flatMap((it) => it.refused),
  )
}

interface Answer {
  readonly events: readonly DoorEvent[]
  readonly seen: readonly SeenSensor[]
  readonly refused: readonly Rejection[]
}

function refusal(...refused: readonly Rejection[]): Answer {
  return { events: [], seen: [], refused }
}

function answerReport(
  report: PlatformReport,
  reading: MappedReading,
  index: number,
  message: RawMessage,
  context: AdapterContext,
): Answer {
  const { device, product, isHistory } = report
  const sensor = context.resolveAlias(device)?.sensor ?? report.sensor
  if (sensor === null) return refusal(rejection('unknown_topic', `${quoted(device)} is no name that can be kept`))
  const said = saidBy(report, reading.said, index)
  if (isHistory && !isDated(said.times ?? [], message.receivedAt)) {
    const undated = rejection('history_without_time', 'a record of the past without a time that can be believed')
    return refusal(...reading.rejected, undated)
  }
  const isDoor = said.contact !== null && isName(device)
  const seen = isDoor ? [{ sensor, alias: device, model: isName(product) ? product : null, reading: null }] : []
  return { events: [foreignEvent(sensor, message, said)], seen, refused: reading.rejected }
}

function saidBy(report: PlatformReport, said: Said, index: number): Said {
  const times = [...(said.times ?? []), ...(report.time === null ? [] : [report.time])]
  const transmission = transmissionOf(report, said, times, index)
  return {
    ...said,
    times,
    ...(report.isHistory ? { origin: 'history' } : {}),
    ...(transmission === null ? {} : { transmission }),
  }
}

function transmissionOf(
  { messageId }: PlatformReport,
  { contact }: Said,
  times: readonly ClaimedTime[],
  index: number,
): Transmission | null {
  if (messageId === null) return null
  const at = times.find((it) => it.at !== null)?.at ?? null
  const id = `${messageId.slice(0, 64)}/${index}/${contact ?? ''}/${at ?? ''}`
  return { id, withinMs: at === null ? UNDATED_SAME_MS : DAY_MS }
}

function unmapped({ product, properties }: PlatformReport): Rejection {
  const names =
    entriesOf(properties, NAMES_SHOWN)
      .map(([name]) => quoted(name))
      .join(', ') || 'nothing'
  return rejection('unmapped', `nobody has said what ${names} of product ${quoted(product)} mean`)
}

/**
 * The values of a history, which come as lists by property, as one set of properties for each instant; without times of
 * their own, for each place in the lists. Lists are as long as their property was told of: by their places alone, a
 * tampering would get the time of a door.
 */
export function historyOf(properties: unknown): readonly Fields[] {
  const lists = entriesOf(properties, PROPERTIES_MAX).map(([name, it]): PastOfProperty => [name, listOf(it)])
  const instants = instantOfPlaces(lists)
  const sets = new Map<string, [name: string, value: unknown][]>()
  for (const [name, values] of lists) {
    for (let place = 0; place < values.length; place += 1) {
      const value = values[place]
      const instant = timeOf(value) ?? instants[place] ?? ''
      const set = sets.get(instant)
      if (set === undefined) sets.set(instant, [[name, value]])
      else set.push([name, value])
    }
  }
  return [...sets.values()].slice(0, REPORTS_MAX).map((it) => Object.fromEntries(it))
}

type PastOfProperty = readonly [name: string, values: readonly unknown[]]

/** What a value without a time of its own belongs to: a dated one at the same place, else only the place. */
function instantOfPlaces(lists: readonly PastOfProperty[]): readonly string[] {
  const longest = lists.reduce((max, [, values]) => Math.max(max, values.length), 0)
  return Array.from({ length: longest }, (_, place) => {
    for (const [, values] of lists) {
      const time = timeOf(values[place])
      if (time !== undefined) return time
    }
    return `place ${place}`
  })
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? elementsOf(value, REPORTS_MAX) : [value]
}

function timeOf(value: unknown): string | undefined {
  const time = fieldOf(value, 'time')
  return typeof time === 'number' || typeof time === 'string' ? String(time) : undefined
}
