import type { Log } from '../base/log.ts'
import type { CanaryMetrics } from './canary-metrics.ts'

export interface DeadMan {
  /** Says that the whole chain works. Holds nobody up; while a ping is under way there is no other. */
  ping(): void
  close(): Promise<void>
}

const TIMEOUT_MS = 10_000

/** A GET of the address that somebody outside waits for, and who shouts when it stays away. Null: there is none. */
export function createDeadMan(url: string | null, metrics: CanaryMetrics, log: Log): DeadMan {
  const stop = new AbortController()
  let pinging: Promise<void> | null = null
  const get = async (address: string): Promise<void> => {
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(TIMEOUT_MS)])
    const response = await fetch(address, { signal })
    await response.body?.cancel()
    if (!response.ok) throw new Error(`answered ${response.status}`)
  }
  return {
    ping() {
      if (url === null || stop.signal.aborted) return
      pinging ??= get(url)
        .catch((error: Error) => {
          if (stop.signal.aborted) return
          metrics.deadManFailures.inc()
          log.warn({ err: error }, 'the dead man did not take the ping')
        })
        .finally(() => {
          pinging = null
        })
    },
    async close() {
      stop.abort()
      await pinging
    },
  }
}
