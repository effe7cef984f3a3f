import { parseNative } from '../adapters/native.ts'
import { sensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { unreachable } from '../base/unreachable.ts'
import type { DoorEvent } from '../protocol/door-event.ts'
import { sensorTopic } from '../protocol/topic.ts'
import type { DoorSensor } from './door-sensor.ts'
import type { Act, PlannedPermit } from './episode.ts'
import { aged, type JournalEntry } from './journal.ts'
import { DAY_MS, type DayPlan } from './scenario.ts'
import type { Timers } from './timers.ts'

export type HouseholdKey = number | string

/** What is asked of whoever may grant it, in true instants. */
export interface PermitGrant extends Pick<PlannedPermit, 'reason' | 'openingsMax' | 'note'> {
  readonly household: HouseholdKey
  readonly from: Instant
  readonly until: Instant
}

export interface Silence {
  readonly sensor: string
  readonly from: Instant
  readonly until: Instant | null
  readonly why: 'network_lost' | 'battery_dead'
}

/** Messages remembered per household for its account; past it the account is no longer complete, and says so. */
const EVENTS_MAX = 4000

/** However fast the days go by, nobody moves a door faster than this: steps that come closer are put off, in true time. */
const ACTS_APART_MS = 50

/** One home: its sensors, what happens at its doors, and the simulator's own record of it. */
export class SimulatedHousehold {
  readonly key: HouseholdKey
  readonly sensors: DoorSensor[] = []
  readonly events: DoorEvent[] = []
  readonly grants: PermitGrant[] = []
  readonly silences: Silence[] = []
  eventsForgotten = 0
  #callOff: (() => void) | undefined
  #stopped = false
  #ended: (() => void) | undefined

  constructor(key: HouseholdKey) {
    this.key = key
  }

  /** Notes a message as the service will read it, through the adapter that ingest uses (law 4). */
  note(id: string, entry: JournalEntry, at: Instant): void {
    if (this.events.length >= EVENTS_MAX) {
      this.eventsForgotten += 1
      return
    }
    const payload = Buffer.from(JSON.stringify(aged(entry, entry.happenedAtMs)))
    const receivedAt = Math.round(at)
    const raw = { clientId: id, topic: sensorTopic(id, 'up'), payload, retain: false, receivedAt }
    const read = parseNative(raw, sensorUid.parse(id))
    if (read.kind === 'events') this.events.push(...read.events)
  }

  /** The day's permits in true time: what takes a simulated minute takes 1/`speed` of one. */
  permitsOf(plan: DayPlan, from: Instant, speed: number): readonly PermitGrant[] {
    return plan.permits.map(({ fromMs, untilMs, ...rest }) => ({
      ...rest,
      household: this.key,
      from: Math.round(from + fromMs / speed),
      until: Math.round(from + untilMs / speed),
    }))
  }

  /** Lives through a plan; resolves when the last step is done and the day over, or when stopped. */
  play(plan: DayPlan, from: Instant, until: Instant, speed: number, { clock, after }: Timers): Promise<void> {
    if (this.#stopped) return Promise.resolve()
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#ended = resolve
    let next = 0
    let quietUntil = 0
    const turn = () => {
      while (!this.#stopped) {
        const step = plan.steps[next]
        const planned = step === undefined ? until : from + step.atMs / speed
        const inMs = Math.max(Math.min(planned, until), quietUntil) - clock()
        if (inMs > 0) {
          this.#callOff = after(Math.ceil(Math.min(DAY_MS, inMs)), turn)
          return
        }
        if (step === undefined || planned >= until) return resolve()
        next += 1
        this.#act(this.sensors[step.sensor], step.act, clock())
        quietUntil = clock() + ACTS_APART_MS
      }
    }
    turn()
    return promise
  }

  /** Ends what the run's end has cut into: power and network come back, the cover is put on, the door closed. */
  settle(at: Instant): void {
    if (this.#stopped) return
    for (const sensor of this.sensors) {
      if (sensor.firmware.power === 'off') this.#act(sensor, { kind: 'battery_replaced' }, at)
      this.#act(sensor, { kind: 'network_back' }, at)
      this.#act(sensor, { kind: 'cover', cover: 'fitted' }, at)
      this.#act(sensor, { kind: 'door', door: 'closed' }, at)
    }
  }

  stop(): void {
    this.#stopped = true
    this.#callOff?.()
    this.#ended?.()
  }

  #act(sensor: DoorSensor | undefined, act: Act, at: Instant): void {
    if (sensor === undefined) return
    switch (act.kind) {
      case 'door':
      case 'cover':
        sensor.feel(act)
        break
      case 'battery_worn':
        sensor.feel({ kind: 'worn', share: act.share })
        if (sensor.firmware.power === 'off') this.#fellSilent(sensor.id, at, 'battery_dead')
        break
      case 'battery_replaced':
        sensor.replaceBattery()
        this.#spoke(sensor.id, at)
        break
      case 'network_lost':
        sensor.loseNetwork()
        this.#fellSilent(sensor.id, at, 'network_lost')
        break
      case 'network_back':
        sensor.regainNetwork()
        this.#spoke(sensor.id, at)
        break
      case 'reboot':
        sensor.reboot()
        break
      default:
        unreachable(act)
    }
  }

  #fellSilent(sensor: string, at: Instant, why: Silence['why']): void {
    this.silences.push({ sensor, from: at, until: null, why })
  }

  #spoke(sensor: string, at: Instant): void {
    const index = this.silences.findLastIndex((silence) => silence.sensor === sensor && silence.until === null)
    const silence = this.silences[index]
    if (silence !== undefined) this.silences[index] = { ...silence, until: at }
  }
}
