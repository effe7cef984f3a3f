import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import type { Log } from '../base/log.ts'
import { ALERT_CHANNEL } from './alert.ts'

const RECONNECT_MS = 1000

/** What is listened with, and for whom. `onListening` hears whether hints arrive at present. */
export interface AlertWakeOptions {
  readonly createClient: () => Client
  readonly onWake: () => void
  readonly onListening?: (listening: boolean) => void
  readonly log: Log
}

/**
 * Listens for hints that an alert changed or a notification came, on a connection of its own, for as long as it is not
 * closed: a connection that breaks is made anew. Hints that are lost meanwhile cost time, never an alert: whoever waits
 * polls all the same.
 */
export class AlertWake {
  readonly #options: AlertWakeOptions
  readonly #closing = new AbortController()
  #client: Client | null = null
  #running: Promise<void> = Promise.resolve()

  constructor(options: AlertWakeOptions) {
    this.#options = options
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
    const { onWake, onListening, log } = this.#options
    while (!this.#closing.signal.aborted) {
      const why = await this.#listen()
      onListening?.(false)
      if (this.#closing.signal.aborted) return
      log.warn({ err: why }, 'listening for alerts broke off; until it is back, what is new is found by looking')
      onWake()
      await sleep(RECONNECT_MS, undefined, { signal: this.#closing.signal }).catch(() => {})
    }
  }

  /** Ends when the connection does, with what broke it; null when it ended in order. */
  async #listen(): Promise<Error | null> {
    const { createClient, onWake, onListening } = this.#options
    const client = createClient()
    this.#client = client
    const ended = new Promise<Error | null>((resolve) => {
      client.once('end', () => resolve(null))
      client.on('error', resolve)
    })
    client.on('notification', () => onWake())
    try {
      await client.connect()
      await client.query(`listen ${ALERT_CHANNEL}`)
      onListening?.(true)
      onWake()
      return this.#closing.signal.aborted ? null : await ended
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error))
    } finally {
      this.#client = null
      await client.end().catch(() => {})
    }
  }
}
