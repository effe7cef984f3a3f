import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerIsLost, departures, faults } from '../../firmware-sim/faults.ts'
import { type Firmware, type Input, manufactured, step, wakeAtMs } from '../../firmware-sim/firmware.ts'
import { DEFAULT_PROFILE } from '../../firmware-sim/profile.ts'
import { between, bootName, seededRandom } from '../../firmware-sim/random.ts'
import { sensorMessage } from '../../protocol/sensor-message.ts'

const HAPPENINGS = 60
const HAPPENING_EVERY_MS = 700
const LIMIT_MS = 3_600_000

interface Due {
  readonly atMs: number
  readonly run: () => void
}

/** One sensor, its link and a service that keeps everything, on explicit time. */
class World {
  nowMs = 0
  readonly stored = new Map<string, number>()
  readonly made = new Map<string, number>()
  arrivals = 0
  readonly #random
  readonly #faults
  readonly #pubackMeansStored: boolean
  #firmware: Firmware
  #queue: Due[] = []

  constructor(seed: number, faulty: unknown, pubackMeansStored: boolean) {
    this.#random = seededRandom(seed)
    this.#faults = faults.parse(faulty)
    this.#pubackMeansStored = pubackMeansStored
    this.#firmware = manufactured({ ...DEFAULT_PROFILE, retryMs: 2000, heartbeatMs: 1e9, pubackMeansStored })
  }

  feel(input: Input): void {
    const { firmware, effects } = step(this.#firmware, input, this.nowMs, this.#random)
    this.#firmware = firmware
    for (const effect of effects) {
      if (effect.kind === 'made') this.made.set(nameOf(effect.entry.message), this.nowMs)
      if (effect.kind !== 'publish') continue
      for (const delayMs of departures(this.#faults, this.#random)) {
        this.in(delayMs, () => this.#arrive(effect.payload.text, { kind: 'puback', entries: effect.payload.entries }))
      }
    }
    const wakeMs = wakeAtMs(this.#firmware)
    if (wakeMs !== null) this.in(wakeMs - this.nowMs, () => this.#tick(wakeMs))
  }

  in(ms: number, run: () => void): void {
    this.#queue.push({ atMs: this.nowMs + Math.max(0, ms), run })
    this.#queue.sort((a, b) => a.atMs - b.atMs)
  }

  /** Runs until the journal is empty and nothing more is planned, or the limit is reached. */
  run(): number {
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      if (next.atMs > LIMIT_MS) break
      this.nowMs = next.atMs
      next.run()
    }
    return this.#firmware.flash.journal.entries.length
  }

  #tick(wakeMs: number): void {
    if (wakeAtMs(this.#firmware) === wakeMs) this.feel({ kind: 'tick' })
  }

  #arrive(text: string, puback: Input): void {
    const json: unknown = JSON.parse(text)
    for (const it of Array.isArray(json) ? json : [json]) {
      const message = sensorMessage.parse(it)
      this.arrivals += 1
      const name = nameOf(message)
      if (!this.stored.has(name)) this.stored.set(name, this.nowMs - message.age)
      if (!this.#pubackMeansStored) this.#answer({ kind: 'ack', ack: this.#cumulative(message.boot) })
    }
    if (this.#pubackMeansStored) this.#answer(puback)
  }

  #answer(input: Input): void {
    if (!answerIsLost(this.#faults, this.#random)) this.in(5, () => this.feel(input))
  }

  #cumulative(boot: string): { boot: string; seq: number } {
    let seq = 0
    while (this.stored.has(`${boot}/${seq + 1}`)) seq += 1
    return { boot, seq }
  }
}

function nameOf({ boot, seq }: { readonly boot: string; readonly seq: number }): string {
  return `${boot}/${seq}`
}

test('whatever the link loses, delays, doubles and reorders, everything made is stored, at its true instant', () => {
  const probability = fc.double({ min: 0, max: 0.6, noNaN: true })
  const faulty = fc.record({ loss: probability, delay: probability, duplicate: probability, reorder: probability })
  fc.assert(
    fc.property(fc.integer(), faulty, fc.boolean(), (seed, links, pubackMeansStored) => {
      const random = seededRandom(seed, 'life')
      const world = new World(seed, { ...links, delayMsMax: 1500 }, pubackMeansStored)
      world.feel({ kind: 'started', boot: bootName(random) })
      world.feel({ kind: 'link_up' })
      for (let index = 0; index < HAPPENINGS; index += 1) {
        const door = index % 2 === 0 ? 'open' : 'closed'
        world.in(index * HAPPENING_EVERY_MS, () => world.feel({ kind: 'door', door }))
        if (random() < 0.1) reconnect(world, index, between(random, 0, 5000))
        if (random() < 0.05) world.in(index * HAPPENING_EVERY_MS + 1, () => reboot(world, bootName(random)))
      }
      expect(world.run()).toBe(0)
      expect([...world.stored.keys()].sort()).toEqual([...world.made.keys()].sort())
      for (const [name, at] of world.made) {
        const lateMs = (world.stored.get(name) ?? 0) - at
        expect(lateMs).toBeGreaterThanOrEqual(-1)
        expect(lateMs).toBeLessThanOrEqual(1500 + 400 + 1)
      }
    }),
    { numRuns: 60 },
  )
})

function reconnect(world: World, index: number, forMs: number): void {
  world.in(index * HAPPENING_EVERY_MS + 2, () => world.feel({ kind: 'link_down' }))
  world.in(index * HAPPENING_EVERY_MS + 2 + forMs, () => world.feel({ kind: 'link_up' }))
}

function reboot(world: World, boot: string): void {
  world.feel({ kind: 'started', boot })
  world.in(50, () => world.feel({ kind: 'link_up' }))
}
