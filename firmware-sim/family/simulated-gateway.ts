import type { Clock } from '../../base/instant.ts'
import type { Timers } from '../timers.ts'
import type { Family, Gateway, Report, Said, Waking } from './family.ts'
import { type GatewayConnection, openGatewayConnection } from './gateway-connection.ts'

export interface SimulatedGatewayOptions {
  readonly family: Family
  readonly gateway: Gateway
  readonly secret: string
  readonly brokerUrl: string
  readonly clock: Clock
  readonly after: Timers['after']
}

export interface GatewayCounts {
  /** Messages that the broker has acknowledged. */
  readonly said: number
  /** Reports that came while MQTT was away, and were dropped. */
  readonly lost: number
  readonly connects: number
}

/** What is heard of a report: it goes out, or later, or never. */
export type Heard = 'said' | 'kept' | 'lost'

/** A gateway's flash; past it the newest is lost. */
const KEPT_MAX = 2000
/** Of these, so many are said in one message: platforms take 200, and 64 KiB. */
const KEPT_AT_ONCE = 50

/** Its program is up again so long after it fell. */
const START_MS = 3000
const RETRY_MS = 2000

/**
 * Another maker's gateway with its own connection: it says what it hears of its sensors and remembers the latest of each.
 * Of what MQTT does not take most keep nothing; what differs between makers is in their `Family`.
 */
export class SimulatedGateway {
  readonly gateway: Gateway
  readonly family: Family
  /** Called whenever it may have become quiet. */
  onAnswered: () => void = () => undefined
  readonly #options: SimulatedGatewayOptions
  readonly #heard = new Map<string, Report>()
  readonly #kept: Report[] = []
  #connection: GatewayConnection | null = null
  #isUp = false
  #network: 'there' | 'lost' = 'there'
  #stopped = false
  #unanswered = 0
  #waking: Waking = 'installed'
  #dropRetry: (() => void) | undefined
  #counts = { said: 0, lost: 0, connects: 0 }
  #lastFailure: string | null = null
  readonly #onceQuiet: (() => void)[] = []

  constructor(options: SimulatedGatewayOptions) {
    this.#options = options
    this.gateway = options.gateway
    this.family = options.family
  }

  /** Resolves when all that it says at its first waking is acknowledged. @throws Error when it cannot connect. */
  async install(): Promise<void> {
    this.#connect()
    while (!(this.#isUp && this.isQuiet)) {
      if (this.#connection === null) {
        await this.stop()
        throw new Error(`gateway ${this.gateway.id} could not connect: ${this.#lastFailure ?? 'no answer'}`)
      }
      await new Promise<void>((resolve) => this.#onceQuiet.push(resolve))
    }
  }

  /** One of its sensors has reached it by radio. */
  hear(report: Report): Heard {
    if (this.#stopped) return 'lost'
    const isFallen = !this.#isUp && this.#waking === 'started'
    // A program that is down hears nothing; a sensor on the network itself knows its own door all the same.
    if (!isFallen || this.family.sensorsPerGateway === 1) this.#heard.set(report.device.uid, report)
    if (this.#isUp) {
      this.#say(this.family.report(this.gateway, report))
      return 'said'
    }
    if (!isFallen && this.family.past?.isKept(report.device) && this.#kept.length < KEPT_MAX) {
      this.#kept.push(report)
      return 'kept'
    }
    this.#counts.lost += 1
    return 'lost'
  }

  /** Of a sensor, what it still has to say. */
  keptOf(uid: string): readonly Report[] {
    return this.#kept.filter((it) => it.device.uid === uid)
  }

  /** Its program falls, and starts anew. */
  restart(): void {
    this.#waking = 'started'
    this.#cut()
  }

  loseNetwork(): void {
    this.#network = 'lost'
    this.#dropRetry?.()
    this.#cut()
  }

  regainNetwork(): void {
    if (this.#network === 'there') return
    this.#network = 'there'
    this.#connect()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#isUp = false
    this.#dropRetry?.()
    await this.#connection?.hangUp()
  }

  get isUp(): boolean {
    return this.#isUp
  }

  /** Nothing of it is under way: no connection begins or ends, and no message is unanswered. */
  get isQuiet(): boolean {
    return this.#connection === null || (this.#isUp && this.#unanswered === 0)
  }

  get counts(): GatewayCounts {
    return this.#counts
  }

  get lastFailure(): string | null {
    return this.#lastFailure
  }

  #say(all: readonly Said[]): void {
    for (const each of all) {
      this.#unanswered += 1
      this.#connection?.publish(each, () => {
        this.#unanswered -= 1
        this.#counts.said += 1
        this.#answered()
      })
    }
  }

  #connect(): void {
    this.#dropRetry?.()
    if (this.#stopped || this.#network === 'lost' || this.#connection !== null) return
    const { brokerUrl, secret, gateway, family } = this.#options
    const will = family.will(gateway)
    this.#connection = openGatewayConnection(
      { brokerUrl, secret, id: gateway.id, will },
      { up: () => this.#cameUp(), down: (why) => this.#wentDown(why) },
    )
  }

  #cameUp(): void {
    this.#isUp = true
    this.#counts.connects += 1
    this.#say(this.family.wake(this.gateway, this.#waking, [...this.#heard.values()], this.#options.clock()))
    this.#waking = 'reconnected'
    while (this.#kept.length > 0) {
      this.#say(this.family.past?.told(this.gateway, this.#kept.splice(0, KEPT_AT_ONCE)) ?? [])
    }
    this.#answered()
  }

  #wentDown(why: string | null): void {
    this.#connection = null
    this.#isUp = false
    this.#unanswered = 0
    if (why !== null) this.#lastFailure = why
    this.#answered()
    if (this.#stopped || this.#network === 'lost') return
    const inMs = this.#waking === 'started' ? START_MS : RETRY_MS
    this.#dropRetry?.()
    this.#dropRetry = this.#options.after(inMs, () => this.#connect())
  }

  /** Until the connection is down it is neither up nor quiet. */
  #cut(): void {
    this.#isUp = false
    this.#connection?.cut()
  }

  #answered(): void {
    this.onAnswered()
    for (const resolve of this.#onceQuiet.splice(0)) resolve()
  }
}
