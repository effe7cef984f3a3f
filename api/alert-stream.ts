import type { Pool } from 'pg'
import { z } from 'zod'
import type { Clock } from '../base/instant.ts'
import type { Log } from '../base/log.ts'
import { type Alert, findAlerts } from '../store/alert.ts'
import {
  currentLogPosition,
  type LogPosition,
  logIsHeldBack,
  readAlertLog,
  type StreamedEntry,
} from '../store/alert-log.ts'
import { alertNews } from './alert-shape.ts'
import { formatCursor, isAfter } from './log-cursor.ts'
import type { StreamClient } from './stream-client.ts'

const POLL_MS = 1000
/** Rows that wait for an older transaction to end are soon readable. */
const HELD_BACK_MS = 20
const BATCH_ENTRIES_MAX = 500
/** Whoever missed more than this is told to load the list anew. */
const CATCH_UP_ENTRIES_MAX = 2000

/**
 * The live stream of alerts. One reader follows the alert log for all of this process's clients. It is woken by hints
 * and asks every second all the same: the table is the truth. A client that comes back with a cursor is first given
 * what it missed, up to where the reader stood when it came, while the reader's news for it are held.
 */
export class AlertStream {
  readonly #pool: Pool
  readonly #clock: Clock
  readonly #log: Log
  readonly #clients = new Set<StreamClient>()
  #position: LogPosition = { transaction: '0', id: 0 }
  #running: Promise<void> = Promise.resolve()
  #closed = false
  #woken = false
  #wakeUp: () => void = () => {}

  constructor(pool: Pool, clock: Clock, log: Log) {
    this.#pool = pool
    this.#clock = clock
    this.#log = log
  }

  get clientCount(): number {
    return this.#clients.size
  }

  async start(): Promise<void> {
    this.#position = await currentLogPosition(this.#pool)
    this.#running = this.#run()
  }

  /** Something may have changed. */
  wake(): void {
    this.#woken = true
    this.#wakeUp()
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const client of this.#clients) client.end()
    this.wake()
    await this.#running
  }

  /** Resolves when the client has what it missed since `from`; without a cursor it begins now. */
  async attach(client: StreamClient, from: LogPosition | null): Promise<void> {
    const position = this.#position
    this.#clients.add(client)
    client.onEnd(() => this.#clients.delete(client))
    if (from !== null && !(await this.#catchUp(client, from, position))) client.write('event: reset\ndata: {}\n\n')
    client.write(`id: ${formatCursor(position)}\nevent: hello\ndata: {}\n\n`)
    client.flow()
  }

  /** False when there was too much to tell. */
  async #catchUp(client: StreamClient, from: LogPosition, until: LogPosition): Promise<boolean> {
    let position = from
    for (let told = 0; told < CATCH_UP_ENTRIES_MAX; told += BATCH_ENTRIES_MAX) {
      const entries = await readAlertLog(this.#pool, position, BATCH_ENTRIES_MAX)
      const missed = entries.filter((entry) => !isAfter(entry.position, until))
      const alerts = await this.#alertsOf(missed)
      for (const entry of missed) tell(client, entry, alerts, (frame) => client.write(frame))
      const last = entries.at(-1)
      if (last === undefined || missed.length < BATCH_ENTRIES_MAX) return true
      position = last.position
    }
    return false
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      this.#woken = false
      const heldBack = await this.#follow().catch((error: Error) => {
        this.#log.warn({ err: error }, 'the alert log cannot be read')
        return false
      })
      await this.#pause(heldBack ? HELD_BACK_MS : POLL_MS)
    }
  }

  async #pause(ms: number): Promise<void> {
    if (this.#woken || this.#closed) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wakeUp = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** Tells what is new. True when there is more that cannot be read yet. */
  async #follow(): Promise<boolean> {
    if (this.#clients.size === 0) return this.#skip()
    for (;;) {
      const entries = await readAlertLog(this.#pool, this.#position, BATCH_ENTRIES_MAX)
      const last = entries.at(-1)
      if (last === undefined) return logIsHeldBack(this.#pool)
      const alerts = await this.#alertsOf(entries)
      for (const entry of entries) {
        for (const client of this.#clients) tell(client, entry, alerts, (frame) => client.send(frame))
      }
      this.#position = last.position
    }
  }

  /** With nobody to tell, the reader only keeps up. A client that came meanwhile began at the old position: keep it. */
  async #skip(): Promise<boolean> {
    const position = await currentLogPosition(this.#pool)
    if (this.#clients.size === 0) this.#position = position
    else this.#woken = true
    return false
  }

  async #alertsOf(entries: readonly StreamedEntry[]): Promise<ReadonlyMap<number, Alert>> {
    if (entries.length === 0) return new Map()
    const alerts = await findAlerts(this.#pool, [...new Set(entries.map((entry) => entry.alertId))], this.#clock())
    return new Map(alerts.map((alert) => [alert.id, alert]))
  }
}

/** Writes the entry's frame when its alert lies within the client's areas. */
function tell(
  client: StreamClient,
  entry: StreamedEntry,
  alerts: ReadonlyMap<number, Alert>,
  write: (frame: string) => void,
): void {
  const alert = alerts.get(entry.alertId)
  if (alert === undefined || !client.sees(alert.areaPath)) return
  const { what, at, by, position } = entry
  const news = z.encode(alertNews, { what, at, by, alert })
  write(`id: ${formatCursor(position)}\nevent: alert\ndata: ${JSON.stringify(news)}\n\n`)
}
