/** Wakes everybody who waits for the next ring. */
export class Bell {
  #rung = Promise.withResolvers<void>()

  ring(): void {
    this.#rung.resolve()
    this.#rung = Promise.withResolvers<void>()
  }

  heard(): Promise<void> {
    return this.#rung.promise
  }
}
