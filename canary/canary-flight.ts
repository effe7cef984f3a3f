import type { Pool } from 'pg'
import type { Clock, Instant } from '../base/instant.ts'
import { ensureCanaryOrder } from '../registry/canary.ts'
import { type Canary, traceCanary } from '../store/canary.ts'
import { inTransaction } from '../store/transaction.ts'
import type { CanarySensor } from './canary-sensor.ts'
import type { Spoken } from './reach.ts'

export interface FlightOptions {
  readonly pool: Pool
  readonly clock: Clock
  readonly canary: Canary
  readonly sensor: CanarySensor
}

export interface Flown {
  /** Of its first opening, or when it set out. */
  readonly since: Instant
  readonly spoken: Spoken
  /** Null: not in time. */
  readonly arrivedAt: Instant | null
}

const POLL_MS = 1000
const AGAIN_MS = 1000

/** One opening and its way. What fails early is tried again until the time is over, as a sensor does. */
export class CanaryFlight {
  readonly #options: FlightOptions
  #spoken: Spoken = { part: 'nothing', why: null }
  #since: Instant | null = null
  #wake: () => void = () => undefined

  constructor(options: FlightOptions) {
    this.#options = options
  }

  wake(): void {
    this.#wake()
  }

  async fly(limitMs: number, stop: AbortSignal): Promise<Flown> {
    const startedAt = this.#options.clock()
    const over = AbortSignal.any([stop, AbortSignal.timeout(limitMs)])
    this.#spoken = { part: 'nothing', why: null }
    this.#since = null
    let arrivedAt: Instant | null = null
    // What the network holds up for longer is left behind, and ends when the connection does.
    const gone = new Promise<null>((resolve) => over.addEventListener('abort', () => resolve(null), { once: true }))
    while (arrivedAt === null && !over.aborted) {
      arrivedAt = await Promise.race([gone, this.#try(over)])
      this.#options.sensor.leave()
      if (arrivedAt === null && !over.aborted) await this.#rest(AGAIN_MS, over)
    }
    return { since: this.#since ?? startedAt, spoken: this.#spoken, arrivedAt }
  }

  async #try(over: AbortSignal): Promise<Instant | null> {
    try {
      return await this.#open(over)
    } catch (error) {
      if (!over.aborted) this.#spoken = { ...this.#spoken, why: error instanceof Error ? error.message : String(error) }
      return null
    }
  }

  async #open(over: AbortSignal): Promise<Instant | null> {
    const { pool, clock, canary, sensor } = this.#options
    const published = (): void => {
      this.#spoken = { part: 'published', why: null }
    }
    await sensor.arrive(published)
    await inTransaction(pool, (tx) => ensureCanaryOrder(tx, canary, clock()))
    const since = this.#since ?? clock()
    this.#since = since
    await sensor.say('opened', 'open', published)
    this.#spoken = { part: 'acknowledged', why: null }
    await sensor.say('closed', 'closed')
    while (!over.aborted) {
      const { arrivedAt } = await traceCanary(pool, canary, since)
      if (arrivedAt !== null) return arrivedAt
      await this.#rest(POLL_MS, over)
    }
    return null
  }

  /** Until woken, over, or so long. */
  #rest(ms: number, over: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        over.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      over.addEventListener('abort', done, { once: true })
      this.#wake = done
    })
  }
}
