import type { Clock } from '../../base/instant.ts'
import type { Contact } from '../../protocol/door-event.ts'
import { freshBattery } from '../battery.ts'
import type { DoorSensor, SensorCounts } from '../door-sensor.ts'
import { type Firmware, type Input, manufactured, step, wakeAtMs } from '../firmware.ts'
import type { JournalEntry } from '../journal.ts'
import type { Profile } from '../profile.ts'
import { bootName, type Random } from '../random.ts'
import { type Timers, trueTimers } from '../timers.ts'
import type { Device, Report } from './family.ts'
import type { SimulatedGateway } from './simulated-gateway.ts'

export interface BehindGateway {
  readonly device: Device
  readonly gateway: SimulatedGateway
}

export interface SensorBehindGatewayOptions extends BehindGateway {
  readonly profile: Profile
  readonly random: Random
  readonly clock: Clock
  readonly after?: Timers['after']
  /** Told of every message when it is made, with the instant of what it reports. */
  readonly onMade: (entry: JournalEntry, at: number) => void
}

/**
 * Another maker's sensor: the same door, battery and heartbeat as our own, without a journal. What its gateway does not
 * hear is never said again; what it hears and cannot say, only where the family's gateways keep it. A sensor that is its own gateway loses the network, and starts, together with that.
 */
export class SensorBehindGateway implements DoorSensor {
  readonly id: string
  readonly lastFailure = null
  readonly #options: SensorBehindGatewayOptions
  readonly #startedAt: number
  readonly #after: Timers['after']
  #firmware: Firmware
  #isInReach = true
  #stopped = false
  #openedAt: number | null = null
  #lastOpenMs = 0
  #counts = { made: 0, dropped: 0, reboots: 0 }
  #dropWake: (() => void) | undefined

  constructor(options: SensorBehindGatewayOptions) {
    this.id = options.device.uid
    this.#options = options
    this.#after = options.after ?? trueTimers(options.clock).after
    this.#startedAt = options.clock()
    // What is said is heard at once or never, so that its own journal is not needed.
    this.#firmware = manufactured({ ...options.profile, journalEntriesMax: 1 })
  }

  start(): void {
    this.feel({ kind: 'started', boot: bootName(this.#options.random) })
  }

  feel(input: Input): void {
    if (this.#stopped) return
    const wasOn = this.#firmware.power === 'on'
    const nowMs = this.#options.clock() - this.#startedAt
    const { firmware, effects } = step(this.#firmware, input, nowMs, this.#options.random)
    this.#noteDoor(firmware.door)
    this.#firmware = firmware
    for (const effect of effects) if (effect.kind === 'made') this.#say(effect.entry)
    if (this.#isAlone && wasOn && firmware.power === 'off') this.#options.gateway.loseNetwork()
    this.#setWake()
  }

  reboot(): void {
    if (this.#firmware.power === 'off') return
    this.#counts.reboots += 1
    if (this.#isAlone) this.#options.gateway.restart()
    this.start()
  }

  replaceBattery(): void {
    this.feel({ kind: 'started', boot: bootName(this.#options.random), battery: freshBattery() })
    if (this.#isAlone && this.#isInReach) this.#options.gateway.regainNetwork()
  }

  loseNetwork(): void {
    this.#isInReach = false
    if (this.#isAlone) this.#options.gateway.loseNetwork()
  }

  regainNetwork(): void {
    this.#isInReach = true
    if (this.#isAlone && this.#firmware.power === 'on') this.#options.gateway.regainNetwork()
  }

  /** Its gateway is installed before it starts. */
  connected(): Promise<void> {
    return Promise.resolve()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#dropWake?.()
  }

  get counts(): SensorCounts {
    const { connects } = this.#options.gateway.counts
    const none = { resent: 0, failedConnects: 0, unreadable: 0 }
    const { made, dropped } = this.#counts
    const journalLeft = this.#options.gateway.keptOf(this.id).length
    return { ...none, ...this.#counts, connects, journalLeft, sent: made - dropped - journalLeft }
  }

  get oldestUnstoredAt(): number | null {
    return this.#options.gateway.keptOf(this.id)[0]?.at ?? null
  }

  get firmware(): Firmware {
    return this.#firmware
  }

  get linkIsUp(): boolean {
    return this.#isInReach && this.#firmware.power === 'on' && this.#options.gateway.isUp
  }

  get isQuiet(): boolean {
    return this.#options.gateway.isQuiet
  }

  get #isAlone(): boolean {
    return this.#options.gateway.family.sensorsPerGateway === 1
  }

  #noteDoor(door: Contact): void {
    const now = this.#options.clock()
    if (door === 'open') this.#openedAt ??= now
    else if (this.#openedAt !== null) {
      this.#lastOpenMs = now - this.#openedAt
      this.#openedAt = null
    }
  }

  #say(entry: JournalEntry): void {
    const at = this.#options.clock()
    this.#counts.made += 1
    this.#options.onMade(entry, at)
    const isHeard = this.#isInReach || this.#isAlone
    const heard = isHeard ? this.#options.gateway.hear(this.#reportOf(entry, at)) : 'lost'
    if (heard === 'lost') this.#counts.dropped += 1
  }

  #reportOf({ message }: JournalEntry, at: number): Report {
    const { device, profile } = this.#options
    const { cover, door } = this.#firmware
    return {
      ...{ device, kind: message.kind, door, at },
      ...{ isTampered: cover === 'removed', openings: message.openings ?? 0, lastOpenMs: this.#lastOpenMs },
      ...{ batteryPercent: message.battery ?? 0, batteryMillivolts: message.millivolts ?? 0 },
      ...{ rssi: message.rssi ?? profile.rssi, count: this.#counts.made },
    }
  }

  #setWake(): void {
    this.#dropWake?.()
    const wakeMs = wakeAtMs(this.#firmware)
    if (wakeMs === null || this.#stopped) return
    const inMs = Math.max(1, Math.ceil(wakeMs - (this.#options.clock() - this.#startedAt)))
    this.#dropWake = this.#after(inMs, () => this.feel({ kind: 'tick' }))
  }
}
