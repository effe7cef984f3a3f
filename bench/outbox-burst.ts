import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Severity } from '../store/alert.ts'
import type { Child } from './child.ts'
import { type Arrival, nowMs } from './notified-receiver.ts'
import { load, raise, type Setting, say, settled } from './outbox-load.ts'

/** Written in one transaction. */
const BATCH = 250
/** What was committed at least this long before is known to whoever claims. */
const KNOWN_AFTER_MS = 500
/** Sent at once by one process. */
const AT_ONCE = 16
const MB = 2 ** 20

const memory = z.object({ rss: z.number(), heapUsed: z.number(), external: z.number() })
type Memory = z.infer<typeof memory>

/** What a burst of alerts is of. */
export interface Burst {
  readonly what: string
  readonly alerts: number
  readonly severityOf: (n: number) => Severity
}

export async function measureBurst(setting: Setting, burst: Burst, plainPerSecond: number): Promise<void> {
  const { receiver, workers, pool } = setting
  receiver.forget()
  const before = await memoryOf(workers, 'memory, settled')
  const peak = watchPeak(workers)
  const startedAt = nowMs()
  const committed = await writeBurst(setting, burst)
  const writtenMs = nowMs() - startedAt
  await settled(pool)
  const { arrivals } = receiver
  const most = await peak()
  const after = await memoryOf(workers, 'memory, settled')
  say(`${burst.what}: ${committed.size} alerts written in ${seconds(writtenMs)}, load ${load()}`)
  const critical = arrivals.filter((it) => it.severity === 'critical' && isAtOnce(it))
  const criticalMs = Math.max(...critical.map((it) => it.at)) - startedAt
  const perSecond = (critical.length * 1000) / criticalMs
  say(
    `  ${critical.length} messages about critical alerts, the last after ${seconds(criticalMs)}: ${Math.round(perSecond)}/s, ${(perSecond / plainPerSecond).toFixed(2)} of plain POSTs`,
  )
  const others = arrivals.filter((it) => it.severity !== 'critical' && isAtOnce(it))
  const digests = others.filter((it) => it.alert === null).length
  const othersMs = Math.max(0, ...others.map((it) => it.at - startedAt))
  say(`  ${others.length} others, ${digests} of them digests, the last after ${seconds(othersMs)}`)
  say(
    `  less severe ones that went to groups while a critical one waited: ${inversions(arrivals, committed)} (${workers.length * AT_ONCE} are on their way at once)`,
  )
  for (const n of workers.keys())
    say(`  worker ${n + 1}: ${mb(before[n])} before, ${mb(most[n])} at most, ${mb(after[n])} after`)
}

/** Four writers, each with one transaction at a time. Gives for each alert when its commit was asked for. */
async function writeBurst(setting: Setting, { alerts, severityOf }: Burst): Promise<ReadonlyMap<number, number>> {
  const committed = new Map<number, number>()
  const batches = Array.from({ length: Math.ceil(alerts / BATCH) }, (_, n) => n)
  const write = async (): Promise<void> => {
    while (batches.pop() !== undefined) {
      const severities = Array.from({ length: BATCH }, (_, k) => severityOf(k))
      for (const [id, at] of await raise(setting, severities)) committed.set(id, at)
    }
  }
  await Promise.all(Array.from({ length: 4 }, write))
  return committed
}

/** No later step of an alert that was raised before. */
const isAtOnce = ({ reason }: Arrival): boolean => /^(raised|digest|step\/grid_worker)$/.test(reason)

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

/** A tenth is critical, three tenths are major. */
export const mixed = (n: number): Severity => (n % 10 === 0 ? 'critical' : n % 10 < 4 ? 'major' : 'minor')

/** Groups' messages of less severe alerts that arrived before a critical one's that had been known for a while. */
function inversions(arrivals: readonly Arrival[], committed: ReadonlyMap<number, number>): number {
  const groups = arrivals.filter((it) => it.reason === 'raised')
  const critical = groups.filter((it) => it.severity === 'critical')
  return groups.filter(
    ({ severity, at }) =>
      severity !== 'critical' &&
      critical.some((it) => it.at > at && (committed.get(it.alert ?? 0) ?? at) < at - KNOWN_AFTER_MS),
  ).length
}

async function memoryOf(workers: readonly Child[], question: string): Promise<readonly Memory[]> {
  return Promise.all(workers.map(async (it) => memory.parse(await it.asks(question))))
}

/** Looks four times a second until it is asked for the most that was seen. */
function watchPeak(workers: readonly Child[]): () => Promise<readonly Memory[]> {
  const most = workers.map((): Memory => ({ rss: 0, heapUsed: 0, external: 0 }))
  let stopped = false
  const watching = (async () => {
    while (!stopped) {
      for (const [n, { rss, heapUsed, external }] of (await memoryOf(workers, 'memory')).entries()) {
        most[n] = {
          rss: Math.max(rss, most[n]?.rss ?? 0),
          heapUsed: Math.max(heapUsed, most[n]?.heapUsed ?? 0),
          external: Math.max(external, most[n]?.external ?? 0),
        }
      }
      await sleep(250)
    }
  })()
  return async () => {
    stopped = true
    await watching
    return most
  }
}

const mb = (it: Memory | undefined): string =>
  `${Math.round((it?.rss ?? 0) / MB)} MB (heap ${Math.round((it?.heapUsed ?? 0) / MB)}, outside it ${Math.round((it?.external ?? 0) / MB)})`
