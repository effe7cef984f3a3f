import type { Pool } from 'pg'
import type { Clock } from '../base/instant.ts'
import type { Log } from '../base/log.ts'
import { devicesRevokedSince } from '../store/sensor.ts'

export interface RevocationWatchOptions {
  readonly pool: Pool
  readonly clock: Clock
  readonly log: Log
  /** Ends the live connection of a client, if it has one here. */
  readonly disconnect: (clientId: string) => void
}

/** A revoked credential's live connection ends within 5 s (3-wire.md). */
const EVERY_MS = 2000
/** Looked at again and again for this long, so that a slow commit or a clock that differs between machines is no gap. */
const LOOK_BACK_MS = 60_000

/** Closes what was revoked, wherever it was revoked. Returns what stops it. */
export function startRevocationWatch({ pool, clock, log, disconnect }: RevocationWatchOptions): () => Promise<void> {
  let running: Promise<void> | null = null
  const look = async (): Promise<void> => {
    for (const id of await devicesRevokedSince(pool, clock() - LOOK_BACK_MS)) disconnect(id)
  }
  const timer = setInterval(() => {
    running ??= look()
      .catch((error: Error) => log.error({ err: error }, 'revocations could not be read; tried again shortly'))
      .finally(() => {
        running = null
      })
  }, EVERY_MS)
  return async () => {
    clearInterval(timer)
    await running
  }
}
