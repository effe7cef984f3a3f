import { Worker } from 'node:worker_threads'
import type { Pool } from 'pg'
import type { Clock } from '../base/instant.ts'
import type { Log } from '../base/log.ts'
import { type BackTestNews, backTestNews } from '../evaluator/back-test/back-test-news.ts'
import type { BackTestProgress } from '../evaluator/back-test/back-test-result.ts'
import {
  type BackTestEnd,
  type BackTestRun,
  claimBackTest,
  endBackTest,
  failExpiredBackTests,
  renewBackTest,
} from '../store/back-test.ts'

export interface BackTestRunnerOptions {
  readonly pool: Pool
  /** The database again, for the thread's own connections. */
  readonly url: string
  readonly clock: Clock
  readonly log: Log
  readonly everyMs?: number
}

export interface BackTestRunner {
  /** Looks at once whether one waits. */
  wake(): void
  /** One that runs is given up and says so. */
  stop(): Promise<void>
}

const THREAD = new URL('../evaluator/back-test/back-test-thread.ts', import.meta.url)
const EVERY_MS = 1000
const LEASE_MS = 30_000
/** Two of the longest stories that are told, and as much again. A thread that needs more ends; the service does not. */
const HEAP_MB_MAX = 1024
const INTERRUPTED = 'the process that ran it ended; ask again'

/**
 * Runs back-tests that wait, one at a time in this process, each in a thread. Its row is held by a lease that is renewed
 * with its progress; whoever looks next fails those whose process is gone.
 */
export function startBackTests(options: BackTestRunnerOptions): BackTestRunner {
  const { pool, clock, log, everyMs = EVERY_MS } = options
  let current: Running | null = null
  let looking: Promise<void> | null = null
  let again = false
  let stopped = false

  const look = async (): Promise<void> => {
    await failExpiredBackTests(pool, clock(), INTERRUPTED)
    if (current?.end !== undefined) {
      await renewBackTest(pool, current.id, clock() + LEASE_MS, current.progress)
      await endBackTest(pool, current.id, current.end, clock())
      current = null
    }
    if (current !== null) {
      const stands = await renewBackTest(pool, current.id, clock() + LEASE_MS, current.progress)
      if (stands) return
      await current.thread.terminate()
      current = null
    }
    const claimed = await claimBackTest(pool, clock() + LEASE_MS)
    if (claimed !== null) current = run(claimed, options, wake)
  }
  const wake = (): void => {
    if (stopped) return
    again = looking !== null
    looking ??= look()
      .catch((error: unknown) => log.warn({ err: error }, 'looking after back-tests failed; tried again'))
      .finally(() => {
        looking = null
        if (again) wake()
      })
  }
  const timer = setInterval(wake, everyMs)
  return {
    wake,
    async stop() {
      clearInterval(timer)
      stopped = true
      await looking
      if (current === null) return
      await current.thread.terminate()
      await endBackTest(pool, current.id, current.end ?? { state: 'failed', failure: INTERRUPTED }, clock())
    },
  }
}

interface Running {
  readonly id: number
  readonly thread: Worker
  progress: BackTestProgress
  end?: BackTestEnd
}

function run(
  { id, areaId: area, from, until, settings }: BackTestRun,
  { url, clock }: BackTestRunnerOptions,
  ended: () => void,
): Running {
  const thread = new Worker(THREAD, {
    workerData: { url, area, from, until, settings, now: clock() },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
  })
  const running: Running = { id, thread, progress: { ordersDone: 0, ordersAll: 0, events: 0 } }
  thread.on('message', (message: unknown) => heed(running, backTestNews.parse(message)))
  thread.on('error', (error: unknown) => {
    running.end ??= { state: 'failed', failure: error instanceof Error ? error.message : String(error) }
  })
  thread.on('exit', () => {
    running.end ??= { state: 'failed', failure: INTERRUPTED }
    ended()
  })
  return running
}

function heed(running: Running, news: BackTestNews): void {
  switch (news.kind) {
    case 'progress':
      running.progress = news.progress
      return
    case 'done':
      running.end = { state: 'done', result: news.result }
      return
    case 'failed':
      running.end = { state: 'failed', failure: news.reason }
  }
}
