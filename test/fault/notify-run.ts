import path from 'node:path'
import type { Pool } from 'pg'
import { within } from '../../base/within.ts'
import { type Random, seededRandom } from '../../firmware-sim/random.ts'
import { until } from '../support/until.ts'
import { type DutyDesk, startDutyDesk } from './duty-desk.ts'
import { startMoodyReceiver } from './moody-receiver.ts'
import { checkNotified, type Kill, type NotifyReport } from './notify-check.ts'
import { furnishNeighbourhood, raiseAlert } from './notify-setting.ts'
import { ServiceProcess } from './service-process.ts'

/** Where a worker is killed, one after the other: before the provider is called, after it and before the mark, in a step. */
export const NOTIFY_PLACES = [
  'outbox.after_claim',
  'outbox.after_send',
  'escalation.before_commit',
  'escalation.after_commit',
] as const

export interface NotifyRun {
  readonly url: string
  readonly pool: Pool
  readonly seed: number
  /** How long a claim holds; the service's own is 30 s. */
  readonly leaseMs: number
  /** After these times the grid worker, the desk and the street are called. */
  readonly stepsMs: readonly number[]
}

const RAISED_EVERY_MS = 300
/** So many are enough; after them as few as keep a worker passing each place, so that a busy machine is not flooded. */
const OFTEN_MAX = 40
const RAISED_SELDOM_EVERY_MS = 2000
/** Where a worker beside it takes every step, the armed one never comes to its place: it is killed anywhere then. */
const REACHED_MS_MAX = 45_000
const SETTLED_MS_MAX = 240_000
const SHORT_LEASE = path.join(import.meta.dirname, 'short-lease.ts')

/**
 * Alerts are raised all the time, and people acknowledge some of them at an API that nobody kills, while the worker that
 * sends messages is killed with SIGKILL at each place and started again; with odd seeds a second worker lives on beside
 * it. Then everything settles, and what was handed over is held against the tables.
 */
export async function notifyRun({ url, pool, seed, leaseMs, stepsMs }: NotifyRun): Promise<NotifyReport> {
  const desk = await startDutyDesk(url, pool)
  const receiver = await startMoodyReceiver()
  await furnishNeighbourhood(pool, { receiver: receiver.url, stepsMs, households: 50 })
  const start = (failpoint: string | null): ServiceProcess =>
    new ServiceProcess(environment(url, failpoint), SHORT_LEASE, '--lease-ms', String(leaseMs))
  const beside = seed % 2 === 1 ? start(null) : null
  const life = live({ pool, desk, random: seededRandom(seed), untilMs: (stepsMs.at(-1) ?? 0) * 1.5 })
  const kills: Kill[] = []
  let service: ServiceProcess | null = null
  try {
    for (const place of NOTIFY_PLACES) {
      service = start(`${place}:${1 + (seed % 4)}`)
      if ((await within(REACHED_MS_MAX, service.killed())) === 'late') await service.kill()
      const { worker } = service
      kills.push({ at: Date.now(), worker, held: await heldBy(pool, worker) })
    }
    service = start(null)
    if (!(await service.running())) throw new Error(`the service ended at its start\n${service.output}`)
    await life.end()
    await settled(pool)
    return await checkNotified({ pool, receiver, kills, leaseMs })
  } finally {
    await life.end().catch(() => {})
    await Promise.all([service?.end(), beside?.end()])
    await desk.close()
    await receiver.close()
  }
}

export function environment(url: string, failpoint: string | null): Record<string, string> {
  return {
    PATH: '/usr/bin:/bin',
    DATABASE_URL: url,
    MENSHEN_KEY: 'A'.repeat(43),
    MENSHEN_HTTP_PORT: '0',
    MENSHEN_MQTT_PORT: '0',
    MENSHEN_LOG_LEVEL: 'error',
    MENSHEN_CANARY: 'false',
    ...(failpoint === null ? {} : { MENSHEN_FAILPOINT: failpoint }),
  }
}

interface Lived {
  readonly pool: Pool
  readonly desk: DutyDesk
  readonly random: Random
  /** About half of the alerts are acknowledged, at an age of up to so much. */
  readonly untilMs: number
}

/** Doors open and people answer, until it is ended. All is critical: each goes singly, so that what is needed is plain. */
function live({ pool, desk, random, untilMs }: Lived): { end(): Promise<void> } {
  const stopping = new AbortController()
  const answers: Promise<void>[] = []
  let raised = 0
  const raising = (async () => {
    while (!stopping.signal.aborted) {
      const alert = await raiseAlert(pool, Math.floor(random() * 50), 'critical')
      raised += 1
      if (random() < 0.5) answers.push(noted(after(random() * untilMs).then(() => desk.acknowledge(alert))))
      await after(raised < OFTEN_MAX ? RAISED_EVERY_MS : RAISED_SELDOM_EVERY_MS)
    }
  })()
  noted(raising)
  return {
    async end() {
      stopping.abort()
      await raising
      const failed = (await Promise.allSettled(answers)).find((it) => it.status === 'rejected')
      if (failed !== undefined) throw failed.reason
    },
  }
}

/** What fails is told where the end is awaited. */
function noted(promise: Promise<void>): Promise<void> {
  promise.catch(() => {})
  return promise
}

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function heldBy(pool: Pool, worker: string): Promise<readonly number[]> {
  const { rows } = await pool.query<{ id: number }>(
    `select id from notification where worker = $1 and lease_until > '-infinity'
       and sent_at is null and failed_at is null and cancelled_at is null`,
    [worker],
  )
  return rows.map((it) => it.id)
}

/** Every message is sent or cancelled but those to who is down, and no step is due any more. */
async function settled(pool: Pool): Promise<void> {
  await until(
    'every message is settled and every alert that nobody acknowledged was escalated to the end',
    async () => {
      const { rows } = await pool.query<{ left: number }>(
        `select (select count(*) from notification n join contact_point c on c.id = n.contact_point_id
             where n.sent_at is null and n.cancelled_at is null and c.target not like '%-down')
           + (select count(*) from escalation where stopped_at is null) as left`,
      )
      return rows[0]?.left === 0
    },
    SETTLED_MS_MAX,
  )
}
