import type { Clock, Instant } from '../base/instant.ts'

export const LOGIN_WINDOW_MS = 15 * 60 * 1000
/** Tries of one account from one address: what a person with two passwords in mind needs, and a guesser does not. */
export const PAIR_TRIES_MAX = 10
/** Tries from one address, whatever the account. */
export const ADDRESS_TRIES_MAX = 100
/** Tries of one account from addresses that have not signed in to it lately. */
export const ACCOUNT_TRIES_MAX = 50
const TRUSTED_MS = 30 * 24 * 3600 * 1000
const COUNTERS_MAX = 20_000

interface Counter {
  count: number
  readonly endsAt: Instant
}

/**
 * How often somebody may try to sign in. Guessing one account from many addresses stops at the account's limit; its
 * owner, who signed in from their own address within the last 30 days, is not held up by that, only by the limit of
 * their own account and address together. Tries are counted before the password is checked, so that many at once do
 * not slip through, and a success takes its try back. In memory, for this process: a restart forgives.
 */
export class LoginLimiter {
  readonly #clock: Clock
  readonly #counters = new Map<string, Counter>()
  readonly #trusted = new Map<string, Instant>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Null when the try may go on, else the milliseconds to wait. */
  begin(username: string, address: string): number | null {
    const limits = this.#limits(username, address)
    const waitMs = Math.max(...limits.map(({ key, max }) => this.#waitMs(key, max)))
    if (waitMs > 0) return waitMs
    for (const { key } of limits) this.#count(key)
    return null
  }

  succeeded(username: string, address: string): void {
    for (const { key } of this.#limits(username, address)) {
      const counter = this.#counters.get(key)
      if (counter !== undefined) counter.count -= 1
    }
    remember(this.#trusted, pairKey(username, address), this.#clock() + TRUSTED_MS)
  }

  #limits(username: string, address: string): readonly { key: string; max: number }[] {
    const pair = pairKey(username, address)
    const own = [
      { key: `pair ${pair}`, max: PAIR_TRIES_MAX },
      { key: `address ${address}`, max: ADDRESS_TRIES_MAX },
    ]
    const trusted = (this.#trusted.get(pair) ?? 0) > this.#clock()
    return trusted ? own : [...own, { key: `account ${username}`, max: ACCOUNT_TRIES_MAX }]
  }

  #waitMs(key: string, max: number): number {
    const counter = this.#counters.get(key)
    if (counter === undefined || counter.count < max) return 0
    return Math.max(0, counter.endsAt - this.#clock())
  }

  #count(key: string): void {
    const now = this.#clock()
    const counter = this.#counters.get(key)
    if (counter !== undefined && counter.endsAt > now) counter.count += 1
    else remember(this.#counters, key, { count: 1, endsAt: now + LOGIN_WINDOW_MS })
  }
}

function pairKey(username: string, address: string): string {
  return JSON.stringify([username, address])
}

/** Forgets the oldest when there are too many. */
function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > COUNTERS_MAX && oldest !== undefined) map.delete(oldest)
}
