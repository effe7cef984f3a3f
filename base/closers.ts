export type Closer = () => Promise<void> | void

/**
 * What was opened, to be closed in reverse order. Whoever opens something registers its closer at once,
 * so that a start that fails half-way leaves nothing open.
 */
export class Closers {
  readonly #open: { name: string; close: Closer }[] = []

  add(name: string, close: Closer): void {
    this.#open.push({ name, close })
  }

  /** Closes everything, last opened first. One failing closer does not keep the others from running; all failures are thrown together. */
  async close(): Promise<void> {
    const failures: Error[] = []
    for (let entry = this.#open.pop(); entry !== undefined; entry = this.#open.pop()) {
      try {
        await entry.close()
      } catch (cause) {
        failures.push(new Error(`closing ${entry.name} failed`, { cause }))
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, failures.map((failure) => failure.message).join('; '))
  }
}
