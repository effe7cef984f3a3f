import { Bell } from '../bell.ts'
import type { Timers } from '../timers.ts'
import type { Happening, Log, Sighting } from './sighting.ts'

/** All that was seen, in order, and the waiting for what is to be seen. */
export class Logbook {
  readonly #sightings: Sighting[] = []
  readonly #timers: Timers
  readonly #bell = new Bell()
  readonly #onNoted: (sighting: Sighting) => void

  constructor(timers: Timers, onNoted: (sighting: Sighting) => void) {
    this.#timers = timers
    this.#onNoted = onNoted
  }

  get log(): Log {
    return this.#sightings
  }

  note(happening: Happening): void {
    const sighting = { ...happening, atMs: this.#timers.clock() }
    this.#sightings.push(sighting)
    this.#onNoted(sighting)
    this.#bell.ring()
  }

  /** Waits until the log is as wanted. False when the limit came first. */
  async until(wanted: (log: Log) => boolean, limitMs: number): Promise<boolean> {
    let over = false
    const drop = this.#timers.after(limitMs, () => {
      over = true
      this.#bell.ring()
    })
    while (!over && !wanted(this.#sightings)) await this.#bell.heard()
    drop()
    return wanted(this.#sightings)
  }

  /** Lets time go by in which nothing has to come. */
  async settle(ms: number): Promise<void> {
    await this.until(() => false, ms)
  }
}
