import type { Clock } from '../base/instant.ts'
import { unreachable } from '../base/unreachable.ts'
import type { Contact } from '../protocol/door-event.ts'
import { freshBattery } from './battery.ts'
import { type Connection, openConnection } from './connection.ts'
import type { DoorSensor, SensorCounts } from './door-sensor.ts'
import { answerIsLost, clockRate, departures, type Faults, NO_FAULTS, reboots } from './faults.ts'
import { type Effect, type Firmware, type Input, manufactured, step, wakeAtMs } from './firmware.ts'
import type { JournalEntry, Payload } from './journal.ts'
import type { Profile } from './profile.ts'
import { between, bootName, type Random } from './random.ts'
import { type Timers, trueTimers } from './timers.ts'

export interface SensorOptions {
  readonly id: string
  readonly secret: string
  readonly brokerUrl: string
  readonly profile: Profile
  readonly random: Random
  /** True time. The sensor's own clock is made from it, with its drift. */
  readonly clock: Clock
  /** How it waits; absent: in true time. */
  readonly after?: Timers['after']
  readonly faults?: Faults
  readonly keepaliveSeconds?: number
  readonly door?: Contact
  /** Told of every message when it is made, with the true instant of what it reports. */
  readonly onMade?: (entry: JournalEntry, at: number) => void
  /** Called whenever it may have become quiet. */
  readonly onAnswered?: () => void
}

/** Waits between attempts to connect: doubling, with jitter, so that a fleet does not come back as one. */
const RECONNECT_MS_MIN = 500
const RECONNECT_MS_MAX = 60_000

const DEFAULT_KEEPALIVE_SECONDS = 60

/** One sensor on a door: the firmware's decisions carried out on real time and a real network. */
export class SimulatedSensor implements DoorSensor {
  readonly id: string
  readonly #options: SensorOptions
  readonly #faults: Faults
  readonly #rate: number
  readonly #startedAt: number
  readonly #after: Timers['after']
  readonly #held = new Set<() => void>()
  #firmware: Firmware
  #connection: Connection | null = null
  #wanted = false
  #network: 'there' | 'lost' = 'there'
  #stopped = false
  #failuresInRow = 0
  #unanswered = 0
  #dropWake: (() => void) | undefined
  #dropRetry: (() => void) | undefined
  #counts = { made: 0, sent: 0, resent: 0, connects: 0, failedConnects: 0, unreadable: 0, reboots: 0 }
  #lastFailure: string | null = null
  #onceConnected: (() => void)[] = []

  constructor(options: SensorOptions) {
    this.id = options.id
    this.#options = options
    this.#faults = options.faults ?? NO_FAULTS
    this.#rate = clockRate(this.#faults, options.random)
    this.#after = options.after ?? trueTimers(options.clock).after
    this.#startedAt = options.clock()
    this.#firmware = manufactured(options.profile, options.door)
  }

  /** Puts the battery in: a new boot, and `hello`. */
  start(): void {
    this.feel({ kind: 'started', boot: bootName(this.#options.random) })
  }

  /** Something happens to the hardware, now. */
  feel(input: Input): void {
    if (this.#stopped) return
    const nowMs = this.#nowMs()
    const { firmware, effects } = step(this.#firmware, input, nowMs, this.#options.random)
    this.#firmware = firmware
    for (const effect of effects) this.#carryOut(effect)
    this.#setWake()
  }

  /** The firmware begins anew; RAM is lost, flash stays. */
  reboot(): void {
    if (this.#firmware.power === 'off') return
    this.#counts.reboots += 1
    this.#dropConnection()
    this.start()
  }

  replaceBattery(): void {
    this.#dropConnection()
    this.feel({ kind: 'started', boot: bootName(this.#options.random), battery: freshBattery() })
  }

  loseNetwork(): void {
    this.#network = 'lost'
    this.#dropRetry?.()
    this.#connection?.cut()
  }

  regainNetwork(): void {
    if (this.#network === 'there') return
    this.#network = 'there'
    this.#failuresInRow = 0
    this.#connect()
  }

  /** Resolves at the next time that the connection is up, at once if it is; rejects never. */
  connected(): Promise<void> {
    if (this.#firmware.link === 'up') return Promise.resolve()
    return new Promise((resolve) => this.#onceConnected.push(resolve))
  }

  /** Hangs up and makes no more messages. The journal stays as it is. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#wanted = false
    this.#dropWake?.()
    this.#dropRetry?.()
    for (const drop of this.#held) drop()
    this.#held.clear()
    await this.#connection?.hangUp()
  }

  get counts(): SensorCounts {
    const { journal } = this.#firmware.flash
    return { ...this.#counts, journalLeft: journal.entries.length, dropped: journal.dropped }
  }

  get firmware(): Firmware {
    return this.#firmware
  }

  get linkIsUp(): boolean {
    return this.#firmware.link === 'up'
  }

  /** Nothing of it is under way: no connection begins or ends, and no message is unanswered. */
  get isQuiet(): boolean {
    return this.#connection === null || (this.linkIsUp && this.#network === 'there' && this.#unanswered === 0)
  }

  /** The true instant of the oldest happening that is not known to be stored; null when all is. */
  get oldestUnstoredAt(): number | null {
    const [oldest] = this.#firmware.flash.journal.entries
    return oldest === undefined ? null : this.#trueInstant(oldest)
  }

  /** Why the last connection failed or ended; null while none has. */
  get lastFailure(): string | null {
    return this.#lastFailure
  }

  #nowMs(): number {
    return (this.#options.clock() - this.#startedAt) * this.#rate
  }

  #trueInstant({ happenedAtMs }: JournalEntry): number {
    return this.#startedAt + happenedAtMs / this.#rate
  }

  #carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'made':
        this.#noteMade(effect.entry)
        break
      case 'publish':
        this.#transmit(effect.payload)
        break
      case 'connect':
        this.#wanted = true
        this.#connect()
        break
      case 'hang_up':
        this.#wanted = false
        void this.#connection?.hangUp()
        break
      case 'reboot':
        this.#rebootSoon()
        break
      default:
        unreachable(effect)
    }
  }

  #noteMade(entry: JournalEntry): void {
    this.#counts.made += 1
    this.#options.onMade?.(entry, this.#trueInstant(entry))
    if (entry.message.kind !== 'hello' && reboots(this.#faults, this.#options.random)) this.#rebootSoon()
  }

  /** Not at once: the step that asks for it has to be finished first. */
  #rebootSoon(): void {
    this.#later(0, () => this.reboot())
  }

  #transmit(payload: Payload): void {
    const again = payload.entries.filter((entry) => entry.sendings > 0).length
    this.#counts.sent += payload.entries.length
    this.#counts.resent += again
    const { boot } = this.#firmware
    for (const delayMs of departures(this.#faults, this.#options.random)) {
      if (delayMs === 0) this.#publish(payload)
      else this.#later(delayMs, () => this.#firmware.boot === boot && this.#publish(payload))
    }
  }

  #publish(payload: Payload): void {
    if (this.#connection === null) return
    this.#unanswered += 1
    this.#connection.publish(payload.text, () => {
      this.#unanswered -= 1
      if (!answerIsLost(this.#faults, this.#options.random)) this.feel({ kind: 'puback', entries: payload.entries })
      this.#options.onAnswered?.()
    })
  }

  #connect(): void {
    this.#dropRetry?.()
    const able = this.#wanted && !this.#stopped && this.#network === 'there'
    if (!able || this.#connection !== null) return
    const { id, secret, brokerUrl, keepaliveSeconds = DEFAULT_KEEPALIVE_SECONDS } = this.#options
    this.#connection = openConnection({ id, secret, brokerUrl, keepaliveSeconds }, this.#listener())
  }

  #listener(): Parameters<typeof openConnection>[1] {
    const { random } = this.#options
    const heard = (input: Input) => answerIsLost(this.#faults, random) || this.feel(input)
    return {
      up: () => this.#cameUp(),
      down: (why) => this.#wentDown(why),
      ack: (ack) => void heard({ kind: 'ack', ack }),
      told: (settings) => this.feel({ kind: 'told', settings }),
      unreadable: () => {
        this.#counts.unreadable += 1
      },
    }
  }

  #cameUp(): void {
    this.#counts.connects += 1
    this.#failuresInRow = 0
    this.feel({ kind: 'link_up' })
    for (const resolve of this.#onceConnected.splice(0)) resolve()
    this.#options.onAnswered?.()
  }

  #wentDown(why: string | null): void {
    const wasUp = this.#firmware.link === 'up'
    this.#connection = null
    if (why !== null) this.#lastFailure = why
    if (!wasUp && why !== null && this.#network === 'there') this.#counts.failedConnects += 1
    this.#unanswered = 0
    this.feel({ kind: 'link_down' })
    this.#options.onAnswered?.()
    if (!this.#wanted || this.#stopped || this.#network === 'lost') return
    const ceilingMs = Math.min(RECONNECT_MS_MAX, RECONNECT_MS_MIN * 2 ** this.#failuresInRow)
    this.#failuresInRow += 1
    this.#dropRetry?.()
    this.#dropRetry = this.#after(between(this.#options.random, ceilingMs / 2, ceilingMs), () => this.#connect())
  }

  #dropConnection(): void {
    for (const drop of this.#held) drop()
    this.#held.clear()
    this.#connection?.cut()
  }

  #later(delayMs: number, act: () => unknown): void {
    const drop = this.#after(delayMs, () => {
      this.#held.delete(drop)
      act()
    })
    this.#held.add(drop)
  }

  #setWake(): void {
    this.#dropWake?.()
    const wakeMs = wakeAtMs(this.#firmware)
    if (wakeMs === null || this.#stopped) return
    const inMs = Math.max(1, Math.ceil((wakeMs - this.#nowMs()) / this.#rate))
    this.#dropWake = this.#after(inMs, () => this.feel({ kind: 'tick' }))
  }
}
