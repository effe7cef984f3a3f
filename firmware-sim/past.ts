import { parseNative } from '../adapters/native.ts'
import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { unreachable } from '../base/unreachable.ts'
import type { DoorEvent } from '../protocol/door-event.ts'
import { sensorTopic } from '../protocol/topic.ts'
import { freshBattery, worn } from './battery.ts'
import type { Act } from './episode.ts'
import { type Firmware, type Input, manufactured, step, wakeAtMs } from './firmware.ts'
import { aged, type JournalEntry } from './journal.ts'
import { DEFAULT_PROFILE, type Profile } from './profile.ts'
import { bootName, type Random } from './random.ts'
import type { ScenarioStep } from './scenario.ts'

export interface PastOptions {
  readonly uid: SensorUid
  /** What happened at its door, in the order of time from `from` on. */
  readonly steps: readonly Pick<ScenarioStep, 'atMs' | 'act'>[]
  readonly from: Instant
  readonly until: Instant
  readonly random: Random
  /** Departures from the default sensor. */
  readonly profile: Partial<Profile>
  /** Of its battery, gone before it was fitted. */
  readonly wornShare: number
}

/**
 * What one sensor said in days that are over, in the order in which it was heard: the same firmware as of the sensors
 * that live in true time, asked at once for all of it. Without network it keeps what it has to say until that is back.
 */
export function pastOf(options: PastOptions): readonly DoorEvent[] {
  const { from, until, steps, random, wornShare } = options
  const past = new Past(options)
  past.feel({ kind: 'started', boot: bootName(random), battery: worn(freshBattery(), wornShare) }, 0)
  for (const { atMs, act } of steps) {
    past.waitUntil(atMs)
    past.act(act, atMs)
  }
  past.waitUntil(until - from)
  return past.heard
}

class Past {
  readonly heard: DoorEvent[] = []
  readonly #options: PastOptions
  #firmware: Firmware
  #isConnected = true
  #kept: JournalEntry[] = []

  constructor(options: PastOptions) {
    this.#options = options
    // What is said is heard at once or kept here, so that its own journal is not needed.
    this.#firmware = manufactured({ ...DEFAULT_PROFILE, ...options.profile, journalEntriesMax: 1 })
  }

  feel(input: Input, atMs: number): void {
    const { firmware, effects } = step(this.#firmware, input, atMs, this.#options.random)
    this.#firmware = firmware
    for (const effect of effects) {
      if (effect.kind !== 'made') continue
      if (this.#isConnected) this.#say(effect.entry, atMs)
      else this.#kept.push(effect.entry)
    }
  }

  /** Its heartbeats up to then. */
  waitUntil(untilMs: number): void {
    for (let wakeMs = wakeAtMs(this.#firmware); wakeMs !== null && wakeMs < untilMs; ) {
      this.feel({ kind: 'tick' }, wakeMs)
      wakeMs = wakeAtMs(this.#firmware)
    }
  }

  act(act: Act, atMs: number): void {
    const boot = bootName(this.#options.random)
    switch (act.kind) {
      case 'door':
      case 'cover':
        return this.feel(act, atMs)
      case 'battery_worn':
        return this.feel({ kind: 'worn', share: act.share }, atMs)
      case 'battery_replaced':
        return this.feel({ kind: 'started', boot, battery: freshBattery() }, atMs)
      case 'reboot':
        return this.#firmware.power === 'off' ? undefined : this.feel({ kind: 'started', boot }, atMs)
      case 'network_lost':
        this.#isConnected = false
        return
      case 'network_back':
        this.#isConnected = true
        for (const entry of this.#kept.splice(0)) this.#say(entry, atMs)
        return
      default:
        return unreachable(act)
    }
  }

  /** Read as the service reads it, through the adapter that ingest uses (law 4). */
  #say(entry: JournalEntry, atMs: number): void {
    const { uid, from } = this.#options
    const payload = Buffer.from(JSON.stringify(aged(entry, atMs)))
    const receivedAt = Math.round(from + atMs)
    const read = parseNative({ clientId: uid, topic: sensorTopic(uid, 'up'), payload, retain: false, receivedAt }, uid)
    if (read.kind === 'events') this.heard.push(...read.events)
  }
}
