interface Held {
  readonly messageId: number
  isStored: boolean
}

/**
 * What one connection has brought and is not stored yet. Acknowledged in the order in which it came (MQTT-4.6.0-2), each
 * after its commit and all before it.
 */
export class CommitLine {
  readonly #acknowledge: (messageId: number) => void
  readonly #held: Held[] = []

  constructor(acknowledge: (messageId: number) => void) {
    this.#acknowledge = acknowledge
  }

  /** Returns what is called when the message is stored. */
  hold(messageId: number): () => void {
    const held: Held = { messageId, isStored: false }
    this.#held.push(held)
    return () => {
      held.isStored = true
      while (this.#held[0]?.isStored === true) this.#acknowledge(this.#held.shift()?.messageId ?? 0)
    }
  }
}
