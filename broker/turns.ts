/** Lets at most `atOnce` tasks run; others wait in line, at most `waitingMax` of them, and none beyond `limitMs`. */
export class Turns {
  readonly #waitingMax: number
  readonly #limitMs: number
  readonly #line = new Set<() => void>()
  #free: number

  constructor(atOnce: number, waitingMax: number, limitMs: number) {
    this.#free = atOnce
    this.#waitingMax = waitingMax
    this.#limitMs = limitMs
  }

  /**
   * Rejects when the line is full, or when waiting and running together take longer than the limit. A task that is
   * given up frees its place: one that never ends must not stop all others.
   */
  run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#free === 0 && this.#line.size >= this.#waitingMax)
      return Promise.reject(new Error('too many are waiting'))
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const begin = (): void => {
      const next = (): void => this.#next()
      promise.then(next, next)
      task().then(resolve, reject)
    }
    const timer = setTimeout(() => {
      this.#line.delete(begin)
      reject(new Error(`not answered within ${this.#limitMs} ms`))
    }, this.#limitMs)
    if (this.#free > 0) {
      this.#free -= 1
      begin()
    } else this.#line.add(begin)
    return promise.finally(() => clearTimeout(timer))
  }

  #next(): void {
    const [begin] = this.#line
    if (begin === undefined) {
      this.#free += 1
      return
    }
    this.#line.delete(begin)
    begin()
  }
}
