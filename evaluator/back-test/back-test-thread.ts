import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { areaId } from '../../base/id.ts'
import { createPool } from '../../store/pool.ts'
import { policySettings } from '../../watch/policy.ts'
import { backTest } from './back-test.ts'
import type { BackTestNews } from './back-test-news.ts'

/**
 * A back-test in a thread of its own, so that the service goes on answering while a history is told. It says how far it
 * is, then its result or why it failed, and ends.
 */
const task = z
  .object({
    url: z.string(),
    area: areaId,
    from: z.number(),
    until: z.number(),
    settings: policySettings,
    now: z.number(),
  })
  .parse(workerData)

const CONNECTIONS = 3
const STATEMENT_MS_MAX = 600_000

function say(news: BackTestNews): void {
  parentPort?.postMessage(news)
}

const pool = createPool({
  url: task.url,
  max: CONNECTIONS,
  applicationName: 'menshen back-test',
  statementMsMax: STATEMENT_MS_MAX,
  onError: () => undefined,
})
try {
  const { area, from, until, settings, now } = task
  const result = await backTest({
    ...{ pool, span: { area, from, until }, settings, now },
    elapsed: () => performance.now(),
    signal: new AbortController().signal,
    onProgress: (progress) => say({ kind: 'progress', progress }),
  })
  say({ kind: 'done', result })
} catch (error) {
  say({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) })
} finally {
  await pool.end()
}
