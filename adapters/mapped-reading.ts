import type { Instant } from '../base/instant.ts'
import type { Contact } from '../protocol/door-event.ts'
import type { Rejection } from './adapter.ts'
import { rejection } from './answer.ts'
import { readTime } from './claimed-time.ts'
import type { ClaimedTime, Said } from './foreign-event.ts'
import { isRecord, numberWithin, quoted, shown, valueAt } from './json.ts'
import type { Look, ProductMapping } from './product-mapping.ts'
import { readValue, type ValueReading } from './value-reading.ts'

export interface MappedReading {
  readonly said: Said
  readonly rejected: readonly Rejection[]
  readonly looks: readonly Look[]
}

/** Reads properties by what a person has said of them. Null and a missing property are "not reported". */
export function readMapped(properties: unknown, mapping: ProductMapping): MappedReading {
  const looks: Look[] = []
  const rejected: Rejection[] = []
  const contact = readDoor(properties, mapping, looks, rejected)
  const battery = readBattery(properties, mapping, looks)
  const tamper = readTamper(properties, mapping, looks)
  const times = readTimes(properties, mapping, looks)
  const periodic = readPeriodic(properties, mapping, looks)
  return { said: { contact, ...battery, tamper, times, periodic }, rejected, looks }
}

/** The value itself, also where the platform has put it into `{value, time}`. */
function propertyAt(properties: unknown, path: string): { readonly value: unknown; readonly time: unknown } {
  const found = valueAt(properties, path)
  // Tasmota's switches with SetOption114 say `{"Action":"ON"}`.
  if (isRecord(found) && 'Action' in found) return { value: found.Action, time: undefined }
  return isRecord(found) && 'value' in found
    ? { value: found.value, time: found.time }
    : { value: found, time: undefined }
}

function read(
  properties: unknown,
  path: string,
  on: ValueReading['on'],
  off: ValueReading['off'],
): ReturnType<typeof readValue> {
  return readValue({ path: 'value', on, off }, propertyAt(properties, path), '')
}

function readDoor(properties: unknown, { door }: ProductMapping, looks: Look[], rejected: Rejection[]): Contact | null {
  const { path, open, closed } = door
  const value = shown(propertyAt(properties, path).value)
  const found = read(properties, path, open, closed)
  switch (found) {
    case 'on':
      looks.push({ what: 'door', path, value, meaning: 'open' })
      return 'open'
    case 'off':
      looks.push({ what: 'door', path, value, meaning: 'closed' })
      return 'closed'
    case 'unreadable':
      looks.push({ what: 'door', path, value, meaning: 'unreadable' })
      rejected.push(rejection('unreadable_state', `${quoted(path)} is ${value}, which is neither open nor closed`))
      return null
    case 'absent':
      looks.push({ what: 'door', path, value, meaning: 'absent' })
      return null
  }
}

const MILLIVOLTS_MAX = 20_000

function readBattery(
  properties: unknown,
  { battery }: ProductMapping,
  looks: Look[],
): Pick<Said, 'batteryPercent' | 'batteryMillivolts'> {
  if (battery === null) return {}
  const { path, unit } = battery
  const { value } = propertyAt(properties, path)
  const number = typeof value === 'string' && /^\d{1,6}(\.\d{1,3})?$/.test(value) ? Number(value) : value
  const percent = unit === 'percent' ? numberWithin(number, 0, 100) : null
  const factor = unit === 'volts' ? 1000 : 1
  const volts = unit === 'percent' ? null : numberWithin(number, 0, MILLIVOLTS_MAX / factor)
  const isRead = percent !== null || volts !== null
  const meaning = value === undefined || value === null ? 'absent' : isRead ? 'read' : 'unreadable'
  looks.push({ what: 'battery', path, value: shown(value), meaning })
  return { batteryPercent: percent, batteryMillivolts: volts === null ? null : Math.round(volts * factor) }
}

function readTamper(properties: unknown, { tamper }: ProductMapping, looks: Look[]): boolean | null {
  if (tamper === null) return null
  const { path, tampered, inPlace } = tamper
  const meaning = read(properties, path, tampered, inPlace)
  looks.push({ what: 'tamper', path, value: shown(propertyAt(properties, path).value), meaning })
  if (meaning === 'on') return true
  return meaning === 'off' ? false : null
}

/** A time of the message's own, then the platform's for the property. */
function readTimes(properties: unknown, mapping: ProductMapping, looks: Look[]): readonly ClaimedTime[] {
  const ofProperty: ClaimedTime = { at: readTime(timeOfProperty(properties, mapping)), source: 'device' }
  if (mapping.time === null) return [ofProperty]
  const { path, unit } = mapping.time
  const { value } = propertyAt(properties, path)
  const at = readInUnit(value, unit)
  const meaning = value === undefined || value === null ? 'absent' : at === null ? 'unreadable' : 'read'
  looks.push({ what: 'time', path, value: shown(value), meaning })
  return [{ at, source: 'device' }, ofProperty]
}

/** The door's; of what says nothing of the door, that of what it does say. */
function timeOfProperty(properties: unknown, { door, tamper, battery }: ProductMapping): unknown {
  const told = [door, tamper, battery]
    .filter((it) => it !== null)
    .map((it) => propertyAt(properties, it.path))
    .find((it) => it.value !== undefined && it.value !== null)
  return told?.time
}

function readInUnit(value: unknown, unit: 'seconds' | 'milliseconds' | 'iso8601' | 'any'): Instant | null {
  if (unit === 'any') return readTime(value)
  if (unit === 'iso8601') return typeof value === 'string' ? readTime(value) : null
  const number = typeof value === 'string' && /^\d{1,16}(\.\d{1,6})?$/.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !(number > 0)) return null
  return Math.round(unit === 'seconds' ? number * 1000 : number)
}

function readPeriodic(properties: unknown, { periodic }: ProductMapping, looks: Look[]): boolean {
  if (periodic === null) return false
  const { path, values } = periodic
  const isPeriodic = read(properties, path, values, []) === 'on'
  looks.push({
    what: 'periodic',
    path,
    value: shown(propertyAt(properties, path).value),
    meaning: isPeriodic ? 'on' : 'off',
  })
  return isPeriodic
}
