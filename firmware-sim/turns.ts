/** Lets at most `atOnce` jobs run together; the others wait for their turn in the order they came. */
export class Turns {
  readonly #waiting: (() => void)[] = []
  #free: number

  readonly #atOnce: number

  constructor(atOnce: number) {
    this.#atOnce = atOnce
    this.#free = atOnce
  }

  /** Nobody is at work, so nobody waits either. */
  get isIdle(): boolean {
    return this.#free === this.#atOnce
  }

  async run<T>(job: () => Promise<T>): Promise<T> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#free -= 1
    try {
      return await job()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#free += 1
      else next()
    }
  }
}
