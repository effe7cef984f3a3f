import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import type { Registry } from 'prom-client'
import type { Clock, Instant } from '../base/instant.ts'
import type { Log } from '../base/log.ts'
import { within } from '../base/within.ts'
import { ensureCanary, takeCanary } from '../registry/canary.ts'
import { type Canary, findCanary, leaseCanary, noteCanary, releaseCanary, traceCanary } from '../store/canary.ts'
import { inTransaction } from '../store/transaction.ts'
import type { Alarm } from './alarm.ts'
import { canaryWords } from './alarm-words.ts'
import { CanaryFlight } from './canary-flight.ts'
import { CanaryMetrics } from './canary-metrics.ts'
import { CanarySensor } from './canary-sensor.ts'
import { afterFailure, afterSuccess, type Course, course, type Turn, told, WELL } from './course.ts'
import { createDeadMan, type DeadMan } from './dead-man.ts'
import { type Outcome, type Reach, reachOf } from './reach.ts'

export interface CanaryTimes {
  /** From one opening to the next. */
  readonly everyMs: number
  /** An alert that has not arrived after this long is told by the alarm. */
  readonly arriveMs: number
  /** How often a process that does not drive it looks whether nobody does. */
  readonly lookMs: number
}

export interface CanaryOptions {
  readonly pool: Pool
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Registry
  /** This process's own name. */
  readonly worker: string
  /** Where our broker and our HTTP server listen. Its messages arrive at the latter's `/canary`. */
  readonly brokerUrl: string
  readonly httpUrl: string
  readonly alarm: Alarm
  readonly deadManUrl: string | null
  readonly times?: Partial<CanaryTimes>
}

export interface RunningCanary {
  /** A message has arrived: a hint only, for it is in the tables. */
  wake(): void
  stop(): Promise<void>
}

const TIMES: CanaryTimes = { everyMs: 60_000, arriveMs: 30_000, lookMs: 15_000 }
const DATABASE_MS_MAX = 5000
const TICK_MS_MAX = 1000
const BOOT_BYTES = 5

/**
 * A virtual sensor opens and closes once a minute: through the broker, ingest, the transaction and the outbox, as any
 * door's opening, to a contact point of ours. What does not arrive in time is told by the alarm, which shares nothing
 * with them. Of several processes on one database one drives it at a time, under a lease that runs out when it dies.
 */
export async function startCanary(options: CanaryOptions): Promise<RunningCanary> {
  await inTransaction(options.pool, (tx) => ensureCanary(tx, targetAt(options.httpUrl), options.clock()))
  const driver = new CanaryDriver(options)
  const tick = (): void => void driver.look()
  const timer = setInterval(tick, Math.min(TICK_MS_MAX, (options.times?.everyMs ?? TIMES.everyMs) / 4))
  tick()
  return {
    wake: () => driver.wake(),
    async stop() {
      clearInterval(timer)
      await driver.stop()
    },
  }
}

function targetAt(httpUrl: string): string {
  return `${onLoopback(httpUrl)}/canary`
}

/** An address that is listened on, as this machine reaches it. */
function onLoopback(url: string): string {
  return url.replace(/\/\/(0\.0\.0\.0|\[::\]|::)(?=:\d+$)/, '//127.0.0.1')
}

interface Driving {
  readonly canary: Canary
  readonly flight: CanaryFlight
}

class CanaryDriver {
  readonly #options: CanaryOptions
  readonly #times: CanaryTimes
  readonly #metrics: CanaryMetrics
  readonly #deadMan: DeadMan
  readonly #stop = new AbortController()
  #driving: Driving | null = null
  #course: Course = WELL
  #nextAt = 0
  #looking: Promise<void> | null = null

  constructor(options: CanaryOptions) {
    this.#options = options
    this.#times = { ...TIMES, ...options.times }
    this.#metrics = new CanaryMetrics(options.metrics)
    this.#deadMan = createDeadMan(options.deadManUrl, this.#metrics, options.log)
  }

  wake(): void {
    this.#driving?.flight.wake()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#looking
    if (this.#driving !== null) {
      await this.#ask(() => releaseCanary(this.#options.pool, this.#options.worker))
    }
    await this.#deadMan.close()
  }

  look(): Promise<void> {
    const now = this.#options.clock()
    if (now < this.#nextAt || this.#stop.signal.aborted) return Promise.resolve()
    this.#looking ??= this.#look(now)
      .catch((error: Error) => this.#options.log.error({ err: error }, 'the canary could not be driven'))
      .finally(() => {
        this.#looking = null
      })
    return this.#looking
  }

  async #look(now: Instant): Promise<void> {
    const driving = await this.#drive(now)
    if (driving === null) {
      this.#nextAt = now + this.#times.lookMs
      return this.#seeOthers(now)
    }
    const { everyMs } = this.#times
    this.#nextAt = this.#nextAt + everyMs > now ? this.#nextAt + everyMs : now + everyMs
    const outcome = await this.#fly(driving)
    if (this.#stop.signal.aborted) return
    await this.#conclude(outcome, now)
  }

  /** Null while another process drives it. Whoever drove it last goes on while the database does not answer. */
  async #drive(now: Instant): Promise<Driving | null> {
    const { pool, worker } = this.#options
    const until = now + 1.5 * this.#times.everyMs + this.#times.arriveMs
    const leased = await this.#ask(() => leaseCanary(pool, worker, now, until))
    if (leased === false) this.#driving = null
    if (leased === true && this.#driving === null) this.#driving = await this.#ask(() => this.#take())
    return this.#driving
  }

  async #take(): Promise<Driving> {
    const { pool, clock, httpUrl } = this.#options
    const brokerUrl = onLoopback(this.#options.brokerUrl)
    const taken = await inTransaction(pool, (tx) => takeCanary(tx, targetAt(httpUrl)))
    const before = course.safeParse(taken.course)
    this.#course = before.data ?? WELL
    const sensor = new CanarySensor({
      ...{ brokerUrl, clock, uid: taken.sensorUid, secret: taken.sensorSecret, timeoutMs: this.#times.arriveMs },
      boot: randomBytes(BOOT_BYTES).toString('hex'),
    })
    return { canary: taken, flight: new CanaryFlight({ pool, clock, canary: taken, sensor }) }
  }

  async #fly({ canary, flight }: Driving): Promise<Outcome> {
    const { pool } = this.#options
    const flown = await flight.fly(this.#times.arriveMs, this.#stop.signal)
    if (flown.arrivedAt !== null) return { kind: 'arrived', at: flown.arrivedAt, tookMs: flown.arrivedAt - flown.since }
    const trace = await this.#ask(() => traceCanary(pool, canary, flown.since))
    return { kind: 'stuck', reach: reachOf(flown.spoken, trace) }
  }

  async #conclude(outcome: Outcome, startedAt: Instant): Promise<void> {
    const { pool } = this.#options
    if (outcome.kind === 'arrived') {
      this.#metrics.seconds.observe(outcome.tookMs / 1000)
      this.#metrics.lastSuccess.set(outcome.at / 1000)
      this.#deadMan.ping()
      await this.#tell(afterSuccess(this.#course), { part: 'delivered', why: null })
    } else {
      this.#metrics.failures.inc({ reached: outcome.reach.part })
      await this.#tell(afterFailure(this.#course, startedAt), outcome.reach)
    }
    await this.#ask(() => noteCanary(pool, outcome.kind === 'arrived' ? outcome.at : null, this.#course))
  }

  async #tell({ course: next, say }: Turn, reach: Reach): Promise<void> {
    const { alarm, clock } = this.#options
    this.#course = next
    if (say === null || next.kind === 'well') return
    const text = canaryWords(say, reach, next.since, this.#times.arriveMs)
    const heard = await alarm({ source: 'canary', news: say, reached: reach.part, at: clock(), text })
    if (heard) this.#course = told(next, clock())
  }

  /** Another process drives it now. What we have told of is over when it succeeds. */
  async #seeOthers(now: Instant): Promise<void> {
    const since = this.#course.kind === 'well' ? null : this.#course.since
    if (since === null) return
    const canary = await this.#ask(() => findCanary(this.#options.pool))
    if ((canary?.succeededAt ?? 0) <= since) return
    await this.#tell(afterSuccess(this.#course), { part: 'delivered', why: null })
    this.#options.log.info({ now }, 'another process drives the canary')
  }

  /** Null when the database does not answer in time. */
  async #ask<T>(query: () => Promise<T>): Promise<T | null> {
    try {
      const answer = await within(DATABASE_MS_MAX, query())
      return answer === 'late' ? null : answer
    } catch (error) {
      this.#options.log.warn({ err: error }, 'the canary could not ask the database')
      return null
    }
  }
}
