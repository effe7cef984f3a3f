import { z } from 'zod'
import type { Instant } from '../base/instant.ts'
import type { Transmission } from './door-event.ts'

/** More of one sensor's latest transmissions are not remembered. */
const REMEMBERED_MAX = 16

const stored = z.array(z.tuple([z.string(), z.number()]))

/** The latest transmissions of one run of a sensor whose maker gives it no sequence of its own. */
export class RecentTransmissions {
  #known: readonly (readonly [id: string, at: Instant])[]

  private constructor(known: readonly (readonly [string, Instant])[]) {
    this.#known = known
  }

  /** What `toJSON` made; anything else is no memory, which costs a duplicate and no opening. */
  static of(json: unknown): RecentTransmissions {
    return new RecentTransmissions(stored.safeParse(json).data ?? [])
  }

  /** Puts one in. False when it came before, within the time in which its name means the same. */
  add({ id, withinMs }: Transmission, at: Instant): boolean {
    if (this.#known.some(([known, knownAt]) => known === id && Math.abs(at - knownAt) <= withinMs)) return false
    this.#known = [...this.#known.filter(([known]) => known !== id), [id, at] as const].slice(-REMEMBERED_MAX)
    return true
  }

  /** Puts one in that only repeats the one just before it, and has no name. */
  addState(id: string, withinMs: number, at: Instant): boolean {
    const last = this.#known.at(-1)
    if (last !== undefined && last[0] === id && Math.abs(at - last[1]) <= withinMs) return false
    this.#known = [...this.#known.filter(([known]) => known !== id), [id, at] as const].slice(-REMEMBERED_MAX)
    return true
  }

  toJSON(): readonly (readonly [string, Instant])[] {
    return this.#known
  }
}
