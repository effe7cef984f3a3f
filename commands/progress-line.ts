import { bar } from '../firmware-sim/progress.ts'

interface Terminal {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** Writes how far a command is, over the same line, at most every so often; nothing where nobody looks. */
export class ProgressLine {
  readonly #terminal: Terminal
  readonly #elapsed: () => number
  #writtenAt = Number.NEGATIVE_INFINITY

  constructor(terminal: Terminal, elapsed: () => number) {
    this.#terminal = terminal
    this.#elapsed = elapsed
  }

  show(share: number, text: string): void {
    if (this.#terminal.isTTY !== true || this.#elapsed() - this.#writtenAt < EVERY_MS) return
    this.#writtenAt = this.#elapsed()
    this.#terminal.write(`\r\u001b[2K${bar(share)}  ${text}`)
  }

  clear(): void {
    if (this.#terminal.isTTY === true) this.#terminal.write('\r\u001b[2K')
  }
}

const EVERY_MS = 100
