import type { Instant } from '../base/instant.ts'
import type { DoorEvent } from '../protocol/door-event.ts'
import type { Intake } from './read-message.ts'

/** So many messages that nobody can read, within this time, and more than could be read. */
export const UNREADABLE_MIN = 20
const UNREADABLE_MS = 10 * 60_000
/** So many times, within this, a run speaks that had given way to another. */
export const RETURNS_MIN = 3
const RETURNS_MS = 24 * 3_600_000
/** Ages are rounded, and a sensor that restarts may still hand over what it had in hand. */
const SLACK_MS = 10_000
/** Watched at once at the most; the one that was noticed first is forgotten. */
const SENSORS_MAX = 100_000

export type MisbehaviourCause = 'unreadable' | 'doubled'

interface Reading {
  readonly since: Instant
  unreadable: number
  readable: number
}

/** The run that a sensor is in. */
interface Run {
  readonly boot: string
  /** Its first happening: what an earlier run says of later times comes from another device. */
  readonly firstAt: Instant
  readonly earlier: readonly string[]
  /** Since an earlier run last spoke. */
  hasSpoken: boolean
  returns: readonly Instant[]
}

const EARLIER_MAX = 8

/**
 * Notices native sensors that cannot be right: most of what one says cannot be read, or two devices speak under one name.
 * A sensor that restarts begins another run and never goes back to the one before; what it kept of that is older than the
 * restart. Two devices give each other away by taking turns. It is a worker's memory of what it heard, and no record:
 * who misbehaves goes on doing so.
 */
export class Misbehaviour {
  readonly #readings = new Map<string, Reading>()
  readonly #runs = new Map<string, Run>()

  /** What a sensor's message shows, if it now is enough. */
  seen(sensor: string, intake: Pick<Intake, 'events' | 'rejected'>, at: Instant): MisbehaviourCause | null {
    if (this.#isUnreadable(sensor, intake, at)) return 'unreadable'
    let isDoubled = false
    for (const event of intake.events) isDoubled = this.#isDoubled(event) || isDoubled
    return isDoubled ? 'doubled' : null
  }

  /** It has been dealt with. */
  forget(sensor: string): void {
    this.#readings.delete(sensor)
    this.#runs.delete(sensor)
  }

  #isUnreadable(sensor: string, { events, rejected }: Pick<Intake, 'events' | 'rejected'>, at: Instant): boolean {
    const known = this.#readings.get(sensor)
    if (known === undefined && rejected.length === 0) return false
    const reading =
      known === undefined || known.since <= at - UNREADABLE_MS ? { since: at, unreadable: 0, readable: 0 } : known
    reading.unreadable += rejected.length
    reading.readable += events.length
    if (reading.unreadable === 0) this.#readings.delete(sensor)
    else remember(this.#readings, sensor, reading)
    return reading.unreadable >= UNREADABLE_MIN && reading.unreadable > reading.readable
  }

  #isDoubled({ sensor, boot, occurredAt }: DoorEvent): boolean {
    const run = this.#runs.get(sensor)
    if (run?.boot === boot) run.hasSpoken = true
    else if (run === undefined || !run.earlier.includes(boot)) this.#begins(sensor, boot, occurredAt, run)
    else if (run.hasSpoken && occurredAt > run.firstAt + SLACK_MS) {
      run.hasSpoken = false
      run.returns = [...run.returns.filter((it) => it > occurredAt - RETURNS_MS), occurredAt]
    }
    return run !== undefined && run.returns.length >= RETURNS_MIN
  }

  /** A run that was not heard of: the present one, unless what it says is older. */
  #begins(sensor: string, boot: string, occurredAt: Instant, run: Run | undefined): void {
    if (run !== undefined && occurredAt <= run.firstAt) {
      remember(this.#runs, sensor, { ...run, earlier: [...run.earlier, boot].slice(-EARLIER_MAX) })
      return
    }
    const earlier = run === undefined ? [] : [...run.earlier, run.boot].slice(-EARLIER_MAX)
    remember(this.#runs, sensor, { boot, firstAt: occurredAt, earlier, hasSpoken: true, returns: run?.returns ?? [] })
  }
}

function remember<T>(all: Map<string, T>, sensor: string, it: T): void {
  const [oldest] = all.keys()
  if (oldest !== undefined && all.size >= SENSORS_MAX && !all.has(sensor)) all.delete(oldest)
  all.set(sensor, it)
}
