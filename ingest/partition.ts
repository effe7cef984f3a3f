/** One message waiting for its batch, and the promise that its sender's acknowledgement hangs on. */
export interface Waiting<Item> {
  readonly item: Item
  readonly settle: (error: Error | null) => void
}

export const BATCH_ITEMS_MAX = 500

/**
 * Batches what arrives while the batch before it is being stored: an idle partition stores at the next turn of the event
 * loop, a busy one in as large a piece as has gathered. One sensor is always in one partition, so that no two batches at
 * once hold the same sensor.
 */
export class Partition<Item> {
  readonly #store: (batch: readonly Waiting<Item>[]) => Promise<void>
  #waiting: Waiting<Item>[] = []
  #running: Promise<void> | null = null

  constructor(store: (batch: readonly Waiting<Item>[]) => Promise<void>) {
    this.#store = store
  }

  get length(): number {
    return this.#waiting.length
  }

  add(waiting: Waiting<Item>): void {
    this.#waiting.push(waiting)
    this.#running ??= this.#run()
  }

  /** Resolves when everything that was added has been stored or refused. */
  async drained(): Promise<void> {
    await this.#running
  }

  async #run(): Promise<void> {
    await new Promise(setImmediate)
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH_ITEMS_MAX)
      await this.#store(batch)
    }
    this.#running = null
  }
}
