/** Lets at most `atOnce` tasks run; the others wait in line, at most `waitingMax` of them. */
export class Turns {
  readonly #waitingMax: number
  readonly #waiting: (() => void)[] = []
  #free: number

  constructor(atOnce: number, waitingMax: number) {
    this.#free = atOnce
    this.#waitingMax = waitingMax
  }

  /** Null, without running the task, when the line is full. */
  async run<T>(task: () => Promise<T>): Promise<T | null> {
    if (this.#free === 0) {
      if (this.#waiting.length >= this.#waitingMax) return null
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    } else this.#free -= 1
    try {
      return await task()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#free += 1
      else next()
    }
  }
}
