import { describe, expect, test } from 'vitest'
import type { AdapterResult, KnownSensor, SeenSensor } from '../../adapters/adapter.ts'
import { findAdapter } from '../../adapters/adapter-registry.ts'
import { sensorUid } from '../../base/id.ts'
import { FAMILY_NAMES, familiesNamed } from '../../firmware-sim/family/families.ts'
import type { Device, Family, Gateway, Report, Said, Waking } from '../../firmware-sim/family/family.ts'
import { planGatewayDay } from '../../firmware-sim/family/gateway-day.ts'
import { runDigits } from '../../firmware-sim/family/run-digits.ts'
import { pastOf } from '../../firmware-sim/past.ts'
import { seededRandom } from '../../firmware-sim/random.ts'
import { DAY_MS, planDay } from '../../firmware-sim/scenario.ts'
import type { DoorEvent } from '../../protocol/door-event.ts'

const FROM = Date.UTC(2022, 3, 1)
const SENSORS = 4

/** What each family can tell besides its door, of the sensors that it has here. */
const TELLS: Readonly<Record<string, readonly string[]>> = {
  zigbee2mqtt: ['millivolts', 'percent', 'tamper'],
  chirpstack: ['millivolts', 'openings', 'percent', 'tamper'],
  'the-things-stack': ['millivolts', 'openings', 'percent', 'tamper'],
  tasmota: ['millivolts', 'percent'],
  esphome: [],
  shelly: ['percent'],
  'shelly-gen1': ['millivolts', 'percent'],
  theengs: ['percent'],
  homeassistant: ['tamper'],
  homie: ['percent', 'tamper'],
  tuya: ['percent', 'tamper'],
  onenet: ['percent', 'tamper'],
  alibaba: ['percent', 'tamper'],
  huawei: ['percent', 'tamper'],
  ctwing: ['percent', 'tamper'],
  json: ['millivolts', 'tamper'],
}

/** A network server or a platform says nothing of its own being there, and a sensor that sleeps is no gateway that is gone. */
const WITHOUT_WILL = [
  ...['chirpstack', 'the-things-stack', 'shelly-gen1', 'homeassistant'],
  ...['tuya', 'onenet', 'alibaba', 'huawei', 'ctwing', 'json'],
]

/** How far from the happening a family's own time may lie; Huawei's are whole seconds. */
const WITHIN_MS: Readonly<Record<string, number>> = { huawei: 999 }

interface Day {
  readonly family: Family
  readonly gateways: readonly Gateway[]
  readonly reports: ReadonlyMap<Device, readonly Report[]>
}

/** A day of some sensors that everything happens to, but for the network: what is not heard is not said. */
function playedDay(name: string, seed: number): Day {
  const [family] = familiesNamed(name) ?? []
  if (family === undefined) throw new Error(`no family ${name}`)
  const numbers = Array.from({ length: SENSORS }, (_, index) => index + 1)
  const groups = family.sensorsPerGateway === 1 ? numbers.map((it) => [it]) : [numbers]
  const gateways = groups.map((group, index) => {
    const id = `sim-test-${index + 1}`
    const devices = group.map((number) => family.deviceOf(runDigits('test', number), number, id))
    return { id, baseTopic: family.baseTopicOf(id, devices[0]?.digits ?? ''), devices }
  })
  const devices = gateways.flatMap((it) => it.devices)
  return { family, gateways, reports: new Map(devices.map((it) => [it, reportsOf(it, seed)])) }
}

function reportsOf(device: Device, seed: number): readonly Report[] {
  const plan = planDay({ seed, household: device.number, scenario: 'everything', day: 0 })
  const steps = plan.steps.filter((it) => !it.act.kind.startsWith('network'))
  const random = seededRandom(seed, device.number)
  const span = { from: FROM, until: FROM + DAY_MS }
  const profile = { heartbeatMs: 3_600_000 }
  const uid = sensorUid.parse(device.uid)
  const state = { isTampered: false, openedAt: FROM, lastOpenMs: 0 }
  return pastOf({ uid, steps, ...span, random, profile, wornShare: 0.3 }).map((it, index) => {
    if (it.kind === 'tamper') state.isTampered = true
    if (it.kind === 'tamper_cleared') state.isTampered = false
    if (it.kind === 'opened') state.openedAt = it.occurredAt
    if (it.kind === 'closed') state.lastOpenMs = it.occurredAt - state.openedAt
    return reportOf(device, it, index + 1, state)
  })
}

function reportOf(
  device: Device,
  it: DoorEvent,
  count: number,
  { isTampered, lastOpenMs }: Pick<Report, 'isTampered' | 'lastOpenMs'>,
): Report {
  return {
    ...{ device, kind: it.kind, door: it.contact ?? 'closed', isTampered, openings: it.openings ?? 0, lastOpenMs },
    ...{ batteryPercent: it.batteryPercent ?? 0, batteryMillivolts: it.batteryMillivolts ?? 0 },
    ...{ rssi: it.rssi ?? 0, count, at: it.occurredAt },
  }
}

/** Reads a gateway's messages as ingest does: names come from what it has said before. */
class Reader {
  readonly #family: Family
  readonly #gateway: Gateway
  readonly #names = new Map<string, KnownSensor>()
  readonly states: string[] = []
  readonly refused: string[] = []

  constructor(family: Family, gateway: Gateway) {
    this.#family = family
    this.#gateway = gateway
  }

  read(all: readonly Said[], receivedAt: number): readonly DoorEvent[] {
    return all.flatMap(({ topic, payload }) => {
      const raw = { clientId: this.#gateway.id, topic, payload: Buffer.from(payload), retain: false, receivedAt }
      const adapter = findAdapter(this.#family.name)
      const { id, baseTopic } = this.#gateway
      const result = adapter?.parse(raw, {
        gateway: { id, baseTopic, adapter: this.#family.name },
        resolveAlias: (alias) => this.#names.get(alias) ?? null,
        mappings: this.#family.mappings ?? [],
      })
      return result === undefined ? [] : this.#take(result)
    })
  }

  get sensors(): readonly string[] {
    return [...new Set([...this.#names.values()].map((it) => it.sensor))]
  }

  #take(result: AdapterResult): readonly DoorEvent[] {
    if (result.kind === 'inventory') this.#learn(result.sensors)
    if (result.kind === 'gateway') this.states.push(result.state)
    if (result.kind === 'rejected') this.refused.push(...result.rejections.map((it) => it.detail))
    if (result.kind !== 'events') return []
    this.#learn(result.seen)
    this.refused.push(...result.rejected.map((it) => it.detail))
    return result.events
  }

  #learn(sensors: readonly SeenSensor[]): void {
    for (const { sensor, alias, model, reading } of sensors) this.#names.set(alias, { sensor, model, reading })
  }
}

/** Contacts without those that only repeat the one before. */
function edges(contacts: readonly (DoorEvent['contact'] | undefined)[]): readonly string[] {
  const told: string[] = []
  for (const it of contacts) if (it !== null && it !== undefined && it !== told.at(-1)) told.push(it)
  return told
}

const readersOf = ({ family, gateways }: Day) =>
  gateways.map((gateway) => ({ gateway, reader: new Reader(family, gateway) }))
const heardBy = ({ reports }: Day, { devices }: Gateway, until: number) =>
  devices.flatMap((it) => (reports.get(it) ?? []).filter((report) => report.at <= until).slice(-1))

describe.each(FAMILY_NAMES)('%s', (name) => {
  test('is registered with an adapter, and its first words bring its sensors', () => {
    const day = playedDay(name, 1)
    for (const { gateway, reader } of readersOf(day)) {
      reader.read(day.family.wake(gateway, 'installed', [], FROM), FROM)
      expect(reader.sensors.toSorted()).toEqual(gateway.devices.map((it) => it.uid).toSorted())
      expect(reader.refused).toEqual([])
    }
  })

  test.each([1, 2, 3])('day %i is read as it happened: every opening, every closing, and nothing besides', (seed) => {
    const day = playedDay(name, seed)
    for (const { gateway, reader } of readersOf(day)) {
      reader.read(day.family.wake(gateway, 'installed', [], FROM), FROM)
      for (const device of gateway.devices) {
        const reports = day.reports.get(device) ?? []
        const events = reports.flatMap((it) => reader.read(day.family.report(gateway, it), it.at))
        const doors = edges(reports.map((it) => it.door))
        expect(doors.length).toBeGreaterThan(20)
        expect(edges(events.map((it) => it.contact))).toEqual(doors)
        expect(new Set(events.map((it) => it.sensor))).toEqual(new Set([device.uid]))
        expect(
          events.every((it) => reports.some(({ at }) => Math.abs(at - it.occurredAt) <= (WITHIN_MS[name] ?? 1))),
        ).toBe(true)
      }
      expect(reader.refused).toEqual([])
    }
  })

  test('tells of battery, tamper and count what its sensors can, and that truly', () => {
    const day = playedDay(name, 4)
    const told = new Set<string>()
    for (const { gateway, reader } of readersOf(day)) {
      reader.read(day.family.wake(gateway, 'installed', [], FROM), FROM)
      for (const report of gateway.devices.flatMap((it) => day.reports.get(it) ?? [])) {
        for (const it of reader.read(day.family.report(gateway, report), report.at)) {
          if (it.batteryPercent !== null) told.add('percent')
          if (it.batteryMillivolts !== null) told.add('millivolts')
          if (it.tamper !== null) told.add('tamper')
          if (it.openings !== null) told.add('openings')
          expect([null, report.batteryPercent]).toContain(it.batteryPercent)
          expect([null, report.batteryMillivolts]).toContain(it.batteryMillivolts)
          expect([null, report.isTampered]).toContain(it.tamper)
          expect([null, report.openings]).toContain(it.openings)
        }
      }
    }
    expect([...told].toSorted()).toEqual(TELLS[name])
  })

  test.each<Waking>(['started', 'reconnected'])('when it is %s, also while doors stand open, no door moves', (why) => {
    const day = playedDay(name, 5)
    for (const { gateway, reader } of readersOf(day)) {
      reader.read(day.family.wake(gateway, 'installed', [], FROM), FROM)
      const instants = gateway.devices.flatMap((it) => (day.reports.get(it) ?? []).map(({ at }) => at))
      for (const at of instants) {
        const heard = heardBy(day, gateway, at)
        for (const event of reader.read(day.family.wake(gateway, why, heard, at), at + 1000)) {
          const truth = heard.find((it) => it.device.uid === event.sensor)
          expect([null, truth?.door]).toContain(event.contact)
        }
      }
      expect(reader.refused).toEqual([])
    }
  })

  test('its last will tells of its end, where the family has one that means that', () => {
    const day = playedDay(name, 6)
    const [first] = readersOf(day)
    if (first === undefined) throw new Error('no gateway')
    const will = day.family.will(first.gateway)
    first.reader.read(will === null ? [] : [will], FROM)
    expect(first.reader.states).toEqual(WITHOUT_WILL.includes(name) ? [] : ['offline'])
  })
})

test.each(['onenet', 'alibaba'])('a gateway of %s tells the past afterwards, at its times, and as the past', (name) => {
  const day = playedDay(name, 8)
  const { past } = day.family
  const [first] = readersOf(day)
  if (past === undefined || first === undefined) throw new Error('nothing is kept')
  const { gateway, reader } = first
  reader.read(day.family.wake(gateway, 'installed', [], FROM), FROM)
  const kept = gateway.devices.filter((it) => past.isKept(it)).flatMap((it) => day.reports.get(it) ?? [])
  expect(kept.length).toBeGreaterThan(50)
  const told = Array.from({ length: Math.ceil(kept.length / 50) }, (_, index) =>
    past.told(gateway, kept.slice(index * 50, index * 50 + 50)),
  )
  const events = reader.read(told.flat(), FROM + DAY_MS)
  const placed = (it: { readonly at: number; readonly what: unknown }) => `${it.at} ${it.what}`
  const happened = kept.map((it) => placed({ at: it.at, what: it.kind.startsWith('tamper') ? it.isTampered : it.door }))
  expect(events.map((it) => placed({ at: it.occurredAt, what: it.contact ?? it.tamper })).toSorted()).toEqual(
    happened.toSorted(),
  )
  expect(new Set(events.map((it) => it.origin))).toEqual(new Set(['history']))
  expect(reader.refused).toEqual([])
})

test('a start of Zigbee2MQTT says every state that it remembers, and a mere reconnection none', () => {
  const day = playedDay('zigbee2mqtt', 7)
  const [gateway] = day.gateways
  if (gateway === undefined) throw new Error('no gateway')
  const noon = FROM + DAY_MS / 2
  const states = (why: Waking) =>
    day.family.wake(gateway, why, heardBy(day, gateway, noon), noon).filter((it) => it.payload.includes('"contact":'))
  expect(states('started')).toHaveLength(SENSORS)
  expect(states('started').every((it) => !it.retain)).toBe(true)
  expect(states('reconnected')).toEqual([])
})

test('a gateway falls and is away once a day, the same for the same seed', () => {
  const acts = planGatewayDay(1, 'sim-a-1', 2)
  expect(acts.map((it) => it.kind)).toEqual(['restart', 'network_lost', 'network_back'])
  expect(acts).toEqual(acts.toSorted((a, b) => a.atMs - b.atMs))
  expect(acts.every((it) => it.atMs > 2 * DAY_MS && it.atMs < 3 * DAY_MS)).toBe(true)
  expect(planGatewayDay(1, 'sim-a-1', 2)).toEqual(acts)
  expect(planGatewayDay(2, 'sim-a-1', 2)).not.toEqual(acts)
})
