/**
 * Does one thing after the other for each name, in the order of the calls, and things of different names at once. What
 * waits for the database must not be overtaken by what need not.
 */
export class InTurn {
  readonly #last = new Map<string, Promise<unknown>>()

  run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.#last.get(name) ?? Promise.resolve()).then(work, work)
    this.#last.set(name, mine)
    const over = (): void => {
      if (this.#last.get(name) === mine) this.#last.delete(name)
    }
    mine.then(over, over)
    return mine
  }
}
