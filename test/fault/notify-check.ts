import type { Pool } from 'pg'
import { ROSTER_LEVELS, type RosterLevel } from '../../store/roster.ts'
import type { HandedOver, MoodyReceiver } from './moody-receiver.ts'
import { AREA_POINTS, PEOPLE } from './notify-setting.ts'

/** What the checker found: each list is empty when the rule holds. */
export interface NotifyReport {
  readonly kills: number
  readonly alerts: number
  readonly acknowledged: number
  readonly handedOver: number
  /** Messages that a killed worker held, and that went again. */
  readonly again: number
  /** Messages of an escalation that were claimed before an acknowledgement and arrived after it. */
  readonly onTheirWay: number
  /** A message that was needed and that its receiver never accepted. */
  readonly undelivered: readonly string[]
  /** A killed worker's message that did not go again in time. */
  readonly late: readonly string[]
  /** Two keys for one message, or one key for two. */
  readonly keys: readonly string[]
  /** Of an escalation, claimed after the acknowledgement or handed over without a claim before it. */
  readonly afterwards: readonly string[]
  /** Steps that were left out or taken out of order. */
  readonly skipped: readonly string[]
}

/** What a killed worker had claimed and not marked. */
export interface Kill {
  readonly at: number
  readonly worker: string
  readonly held: readonly number[]
}

export interface Evidence {
  readonly pool: Pool
  readonly receiver: Pick<MoodyReceiver, 'handedOver' | 'url'>
  readonly kills: readonly Kill[]
  readonly leaseMs: number
}

interface Message {
  readonly id: number
  readonly alert: number
  readonly key: string
  readonly reason: string
  readonly path: string
  readonly cancelled: boolean
  /** Who handed it over at last; null: nobody has. */
  readonly sentBy: string | null
}

/** A lease of 30 s and this make the 60 s within which a killed worker's message goes again. */
const AGAIN_MS_MAX = 30_000
/** A webhook is given so long to answer: what was claimed before an acknowledgement arrives by then or not at all. */
const TRY_MS_MAX = 5000

export async function checkNotified({ pool, receiver, kills, leaseMs }: Evidence): Promise<NotifyReport> {
  const { handedOver } = receiver
  const messages = await readMessages(pool, receiver.url)
  const claims = await readClaims(pool)
  const acknowledged = await readAcknowledged(pool)
  const { rows: alerts } = await pool.query<{ id: number }>('select id from alert order by id')
  const byKey = Map.groupBy(handedOver, (it) => it.key)
  // A mark that was on its way when its worker was killed is written all the same: that one was not held any more.
  const held = kills.flatMap(({ at, worker, held: ids }) =>
    ids.filter((id) => messages.get(id)?.sentBy !== worker).map((id) => ({ id, at })),
  )
  const late = held.filter(({ id, at }) => {
    const message = messages.get(id)
    if (message === undefined) return true
    const claimedAt = claims.get(id)?.find((it) => it > at) ?? Number.POSITIVE_INFINITY
    const isAgain = byKey.get(message.key)?.some((it) => it.at >= claimedAt && it.at <= at + leaseMs + AGAIN_MS_MAX)
    return !(isAgain || (message.cancelled && acknowledged.has(message.alert)))
  })
  const steps = [...messages.values()].filter((it) => isStep(it.reason))
  const ways = steps.flatMap((it) => onItsWay(it, byKey.get(it.key) ?? [], acknowledged.get(it.alert)))
  const fate = (id: number, at: number): string => {
    const since = (it: number): string => `${((it - at) / 1000).toFixed(1)} s`
    const arrivals = byKey.get(messages.get(id)?.key ?? '') ?? []
    const claimed = claims.get(id)?.map(since).join(', ')
    return `claimed at ${claimed}, handed over at ${arrivals.map((it) => since(it.at)).join(', ')} from the kill`
  }
  return {
    ...{ kills: kills.length, alerts: alerts.length, acknowledged: acknowledged.size, handedOver: handedOver.length },
    again: held.length - late.length,
    onTheirWay: ways.length,
    undelivered: alerts.flatMap(({ id }) => undelivered(id, handedOver, acknowledged.has(id))),
    late: late.map(({ id, at }) => `${describe(messages.get(id), id)}, ${fate(id, at)}`),
    keys: mixedKeys(handedOver, messages),
    afterwards: [
      ...steps.filter((it) => claims.get(it.id)?.some((at) => at > (acknowledged.get(it.alert) ?? at))),
      ...ways.filter(({ id, at }) => !claims.get(id)?.some((it) => it <= at && at - it <= TRY_MS_MAX)),
    ].map((it) => describe(messages.get(it.id), it.id)),
    skipped: await skippedSteps(pool, acknowledged),
  }
}

const isStep = (reason: string): boolean => /^(step|repeat)\//.test(reason)

/** Arrivals after the acknowledgement: each must go back to a claim before it. */
function onItsWay({ id }: Message, arrivals: readonly HandedOver[], acknowledgedAt: number | undefined) {
  if (acknowledgedAt === undefined) return []
  return arrivals.filter((it) => it.at > acknowledgedAt).map(({ at }) => ({ id, at }))
}

/** Every contact point of the area accepted the alert; of people, whoever was to be called, at one of their own. */
function undelivered(alert: number, all: readonly HandedOver[], isAcknowledged: boolean): readonly string[] {
  const accepted = all.filter((it) => it.alert === alert && it.accepted)
  const areas = AREA_POINTS.filter((path) => !accepted.some((it) => it.path === path && it.reason === 'raised'))
  const people = isAcknowledged ? [] : ROSTER_LEVELS.filter((level) => !reached(accepted, level))
  return [...areas, ...people].map((who) => `alert ${alert} to ${who}`)
}

function reached(accepted: readonly HandedOver[], level: RosterLevel): boolean {
  return accepted.some((it) => it.reason === `step/${level}` && PEOPLE[level].includes(it.path))
}

function mixedKeys(handedOver: readonly HandedOver[], messages: ReadonlyMap<number, Message>): readonly string[] {
  const own = new Map([...messages.values()].map((it) => [`${it.alert} ${it.path} ${it.reason}`, it.key]))
  return handedOver
    .filter((it) => own.get(`${it.alert} ${it.path} ${it.reason}`) !== it.key)
    .map((it) => `${it.reason} of alert ${it.alert} to ${it.path} under ${it.key}`)
}

/** By the alert's log: nobody acknowledged it: every level was called; else those before the acknowledgement. */
async function skippedSteps(pool: Pool, acknowledged: ReadonlyMap<number, number>): Promise<readonly string[]> {
  const { rows } = await pool.query<{ alert: number; levels: readonly string[] }>(
    `select a.id as alert, array_remove(array_agg(l.detail ->> 'level' order by l.id), null) as levels
     from alert a left join alert_log l on l.alert_id = a.id and l.what = 'escalated' and l.detail ->> 'repeat' is null
     group by a.id`,
  )
  return rows
    .filter(({ alert, levels }) => {
      const expected = acknowledged.has(alert) ? ROSTER_LEVELS.slice(0, levels.length) : ROSTER_LEVELS
      return levels.join() !== expected.join()
    })
    .map(({ alert, levels }) => `alert ${alert} was escalated to ${levels.join(', ') || 'nobody'}`)
}

async function readMessages(pool: Pool, url: string): Promise<ReadonlyMap<number, Message>> {
  const { rows } = await pool.query<Message>(
    `select n.id, n.alert_id as alert, n.idempotency_key as key, n.reason, replace(c.target, $1, '') as path,
       n.cancelled_at is not null as cancelled, case when n.sent_at is not null then n.worker end as "sentBy"
     from notification n join contact_point c on c.id = n.contact_point_id`,
    [url],
  )
  return new Map(rows.map((it) => [it.id, it]))
}

/** When each message was claimed, in order, and when each alert was acknowledged: by the database's clock. */
async function readClaims(pool: Pool): Promise<ReadonlyMap<number, readonly number[]>> {
  const { rows } = await pool.query<{ id: number; at: readonly number[] }>(
    `select notification_id as id, array_agg(round(extract(epoch from at) * 1000000)::int8 order by at) as at
     from noted where what = 'claimed' group by 1`,
  )
  return new Map(rows.map((it) => [it.id, it.at.map((micros) => micros / 1000)]))
}

async function readAcknowledged(pool: Pool): Promise<ReadonlyMap<number, number>> {
  const { rows } = await pool.query<{ id: number; at: number }>(
    `select alert_id as id, min(round(extract(epoch from at) * 1000000)::int8) as at from noted
     where what = 'acknowledged' group by 1`,
  )
  return new Map(rows.map((it) => [it.id, it.at / 1000]))
}

function describe(message: Message | undefined, id: number): string {
  if (message === undefined) return `message ${id}`
  return `message ${id}, ${message.reason} of alert ${message.alert} to ${message.path}`
}
