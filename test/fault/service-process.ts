import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

const MAIN = path.resolve(import.meta.dirname, '../../main.ts')

/** The real service in a process of its own, which can be killed. */
export class ServiceProcess {
  readonly #process: ChildProcess
  readonly exited: Promise<unknown>
  #output = ''

  constructor(env: Readonly<Record<string, string>>) {
    this.#process = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    this.exited = once(this.#process, 'exit')
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString()
      })
    }
  }

  get output(): string {
    return this.#output
  }

  /** True when it said that it is running, false when it ended first. */
  async running(): Promise<boolean> {
    const said = new Promise<boolean>((resolve) => {
      const look = (): void => {
        if (this.#output.includes('is running')) resolve(true)
      }
      this.#process.stdout?.on('data', look)
      look()
    })
    return Promise.race([said, this.exited.then(() => false)])
  }

  async end(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) this.#process.kill('SIGTERM')
    await this.exited
  }
}
