import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import type { Log } from '../base/log.ts'
import { ALERT_CHANNEL } from '../store/alert.ts'

const RECONNECT_MS = 1000

/**
 * Listens for hints that an alert changed, on a connection of its own, for as long as it is not closed: a connection
 * that breaks is made anew. Hints that are lost meanwhile cost time, never an alert: whoever waits polls all the same.
 */
export class AlertWake {
  readonly #createClient: () => Client
  readonly #onWake: () => void
  readonly #log: Log
  readonly #closing = new AbortController()
  #client: Client | null = null
  #running: Promise<void> = Promise.resolve()

  constructor(createClient: () => Client, onWake: () => void, log: Log) {
    this.#createClient = createClient
    this.#onWake = onWake
    this.#log = log
  }

  start(): void {
    this.#running = this.#run()
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#client?.end().catch(() => {})
    await this.#running
  }

  async #run(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await this.#listen().catch((error: Error) => this.#log.warn({ err: error }, 'listening for alerts broke off'))
      this.#onWake()
      await sleep(RECONNECT_MS, undefined, { signal: this.#closing.signal }).catch(() => {})
    }
  }

  /** Ends when the connection does. */
  async #listen(): Promise<void> {
    const client = this.#createClient()
    this.#client = client
    const ended = new Promise<void>((resolve) => {
      client.once('end', () => resolve())
      client.on('error', () => resolve())
    })
    client.on('notification', () => this.#onWake())
    try {
      await client.connect()
      await client.query(`listen ${ALERT_CHANNEL}`)
      this.#onWake()
      if (!this.#closing.signal.aborted) await ended
    } finally {
      this.#client = null
      await client.end().catch(() => {})
    }
  }
}
