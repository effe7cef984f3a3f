import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** A part of the bench in a process of its own, which ends when its channel is closed. */
export class Child {
  readonly #process: ChildProcess
  readonly #ended: Promise<never>

  constructor(file: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
    this.#process = fork(path.join(import.meta.dirname, file), [...args], { env: { PATH: process.env.PATH, ...env } })
    this.#ended = once(this.#process, 'exit').then(() => {
      throw new Error('a part of the bench ended too early')
    })
    // Only who waits for its word then is told.
    this.#ended.catch(() => {})
  }

  /** The next message; fails when the process ends without one. */
  async says(): Promise<unknown> {
    const heard = once(this.#process, 'message')
    const [message] = await Promise.race([heard, this.#ended])
    return message
  }

  /** Its answer to a question. */
  asks(question: string): Promise<unknown> {
    const said = this.says()
    this.#process.send(question)
    return said
  }

  /** Resident memory in MB, now. */
  async residentMb(): Promise<number> {
    const status = await readFile(`/proc/${this.#process.pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
  }

  async end(): Promise<void> {
    if (this.#process.exitCode !== null) return
    const ended = once(this.#process, 'exit')
    if (this.#process.connected) this.#process.disconnect()
    await ended
  }
}
