import type { DoorEvent } from '../protocol/door-event.ts'
import type { AdapterContext, AdapterResult, RawMessage, Rejection } from './adapter.ts'
import { ignored, rejection, told } from './answer.ts'
import { readTime } from './claimed-time.ts'
import { type ClaimedTime, foreignEvent } from './foreign-event.ts'
import { platformUid } from './foreign-uid.ts'
import { elementsOf, entriesOf, type Fields, fieldOf, isRecord, numberWithin, shown } from './json.ts'
import { readMapped } from './mapped-reading.ts'
import { readBluFields } from './shelly-blu.ts'

const COMPONENTS_MAX = 200
const EVENTS_MAX = 32

interface Found {
  readonly events: DoorEvent[]
  readonly refused: Rejection[]
}

/** The components of a status, of which a notification has only those that changed. `params.ts` is seconds with a fraction. */
export function readComponents(
  components: Fields,
  params: Fields,
  message: RawMessage,
  context: AdapterContext,
): AdapterResult {
  const found: Found = { events: [], refused: [] }
  for (const [name, status] of entriesOf(components, COMPONENTS_MAX)) {
    if (!isRecord(status)) continue
    const times = timesOf(status, params)
    if (/^bthomesensor:\d+$/.test(name)) readBluSensor(name, status, times, message, context, found)
    else if (/^bthomedevice:\d+$/.test(name)) readBluDevice(name, status, times, message, context, found)
    else readMappedComponent(name, status, times, message, context, found)
  }
  return told(found.events, [], found.refused)
}

function timesOf(status: Fields, params: Fields): readonly ClaimedTime[] {
  return [status.last_updated_ts, params.ts].map((it) => ({ at: readTime(it), source: 'gateway' }))
}

/** Nothing but the settings tells a door from a button: true and false mean a door where somebody has named one. */
function readBluSensor(
  name: string,
  status: Fields,
  times: readonly ClaimedTime[],
  message: RawMessage,
  context: AdapterContext,
  { events, refused }: Found,
): void {
  const { value } = status
  const sensor = context.resolveAlias(name)?.sensor ?? platformUid('shelly', context.gateway.baseTopic, name)
  if (sensor === null || value === undefined || value === null) return
  if (typeof value === 'boolean') {
    events.push(foreignEvent(sensor, message, { contact: value ? 'open' : 'closed', times }))
  } else if (context.resolveAlias(name) !== null) {
    refused.push(rejection('unreadable_state', `${name} is ${shown(value)}`))
  }
}

function readBluDevice(
  name: string,
  status: Fields,
  times: readonly ClaimedTime[],
  message: RawMessage,
  context: AdapterContext,
  { events }: Found,
): void {
  const known = context.resolveAlias(name)
  if (known === null) return
  const said = {
    batteryPercent: numberWithin(status.battery, 0, 100),
    rssi: numberWithin(status.rssi, -200, 20),
    times,
  }
  events.push(foreignEvent(known.sensor, message, said))
}

function readMappedComponent(
  name: string,
  status: Fields,
  times: readonly ClaimedTime[],
  message: RawMessage,
  context: AdapterContext,
  { events, refused }: Found,
): void {
  const mapping = context.mappings.find((it) => it.product === name)
  const sensor = platformUid('shelly', context.gateway.baseTopic, name)
  if (mapping === undefined || sensor === null) return
  const { said, rejected, looks } = readMapped(status, mapping)
  context.explain?.({ product: name, device: name, mapping, looks })
  refused.push(...rejected)
  if (said.contact !== null || said.tamper === true) events.push(foreignEvent(sensor, message, { ...said, times }))
}

/** Events of scripts: `shelly-blu` carries a decoded packet. */
export function readEvents(params: Fields, message: RawMessage): AdapterResult {
  const events: DoorEvent[] = []
  const refused: Rejection[] = []
  const seen = []
  for (const event of elementsOf(params.events, EVENTS_MAX)) {
    const data = fieldOf(event, 'data')
    if (fieldOf(event, 'event') !== 'shelly-blu' || !isRecord(data)) continue
    const times = [fieldOf(event, 'ts'), params.ts].map((it): ClaimedTime => ({ at: readTime(it), source: 'gateway' }))
    const read = readBluFields(data, data.address, data.rssi, message, times)
    if (read.kind === 'events') {
      events.push(...read.events)
      seen.push(...read.seen)
    }
    if (read.kind === 'rejected') refused.push(...read.rejections)
  }
  return events.length + refused.length === 0 ? ignored('no event of a sensor') : told(events, seen, refused)
}
