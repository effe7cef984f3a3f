import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { hostname } from 'node:os'
import path from 'node:path'

const MAIN = path.resolve(import.meta.dirname, '../../main.ts')

/** The real service in a process of its own, which can be killed. */
export class ServiceProcess {
  readonly #process: ChildProcess
  readonly exited: Promise<unknown>
  #output = ''

  /** `file` with its arguments is what starts the service, if not its own main. */
  constructor(env: Readonly<Record<string, string>>, file: string = MAIN, ...args: readonly string[]) {
    this.#process = spawn(process.execPath, [file, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    this.exited = once(this.#process, 'exit')
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString()
      })
    }
  }

  /** As the service names itself in what it holds. */
  get worker(): string {
    return `${hostname()}/${this.#process.pid}`
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

  /** When a failpoint has killed it; fails when it ended in another way. */
  async killed(): Promise<void> {
    await this.exited
    if (this.#process.signalCode !== 'SIGKILL') throw new Error(`the service ended by itself\n${this.#output}`)
  }

  /** As `kill -9` does. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL')
    await this.exited
  }

  async end(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) this.#process.kill('SIGTERM')
    await this.exited
  }
}
