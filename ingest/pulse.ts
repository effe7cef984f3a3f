import type { Pool } from 'pg'
import { Counter, type Registry } from 'prom-client'
import type { Clock, Instant } from '../base/instant.ts'
import type { Log } from '../base/log.ts'
import { beat } from '../evaluator/beat.ts'
import { PULSE_EVERY_MS, QUIET_MS } from '../evaluator/heard-until.ts'

export interface PulseOptions {
  readonly pool: Pool
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Registry
}

/** Tried again this soon while it fails. */
const RETRY_MS = 1000

/**
 * The pulse of a process that hears sensors: it says so in the database every ten seconds. Whatever keeps it from that
 * (a stop, a crash, a database that is away, a suspended machine) is seen by the next pulse of anybody, which records an
 * outage of our own. `ensure` is awaited before anything is judged, so that nothing is judged by a process that may have
 * been away without knowing it.
 */
export class Pulse {
  readonly #options: PulseOptions
  readonly #outages: Counter
  readonly #outageSeconds: Counter
  #last: Instant = Number.NEGATIVE_INFINITY
  #beating: Promise<void> | null = null
  #timer: NodeJS.Timeout | null = null
  #stopped = false

  constructor(options: PulseOptions) {
    this.#options = options
    const registers = [options.metrics]
    const help = 'Outages of our own that this process noticed: nobody was heard.'
    this.#outages = new Counter({ name: 'menshen_outages_total', help, registers })
    this.#outageSeconds = new Counter({ name: 'menshen_outage_seconds_total', help: 'How long they were.', registers })
  }

  /** The first pulse, which notices the outage that ended with this start; then one every ten seconds. */
  async start(): Promise<void> {
    await this.#beat()
    this.#schedule(PULSE_EVERY_MS)
  }

  /** Resolves once the last pulse is young enough for judging at `now`. Throws when the database cannot be told. */
  async ensure(now: Instant): Promise<void> {
    if (now - this.#last <= QUIET_MS) return
    await this.#beat()
    // It was another's that had begun too early to be enough.
    if (now - this.#last > QUIET_MS) await this.#beat()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#beating?.catch(() => undefined)
  }

  /** Whoever comes during a pulse waits for the same one. */
  #beat(): Promise<void> {
    this.#beating ??= this.#beatOnce().finally(() => {
      this.#beating = null
    })
    return this.#beating
  }

  async #beatOnce(): Promise<void> {
    const { pool, clock, log } = this.#options
    const now = clock()
    const outage = await beat(pool, now)
    this.#last = Math.max(this.#last, now)
    if (outage === null) return
    const seconds = (outage.until - outage.from) / 1000
    this.#outages.inc()
    this.#outageSeconds.inc(seconds)
    log.warn(
      { from: new Date(outage.from).toISOString(), seconds },
      'an outage of our own is over; silences in it do not count',
    )
  }

  #schedule(afterMs: number): void {
    this.#timer = setTimeout(() => {
      this.#beat().then(
        () => this.#next(PULSE_EVERY_MS),
        (error: Error) => {
          this.#options.log.error({ err: error }, 'the pulse could not be written; tried again shortly')
          this.#next(RETRY_MS)
        },
      )
    }, afterMs)
  }

  #next(afterMs: number): void {
    if (!this.#stopped) this.#schedule(afterMs)
  }
}
