import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { Answered } from '../store/alert.ts'

export interface ApiMetrics {
  readonly requestSeconds: Histogram<'method' | 'route' | 'status'>
  readonly loginsRefused: Counter<'why'>
  readonly linksRefused: Counter<'why'>
  readonly residentLinksRefused: Counter<'why'>
  readonly residentActs: Counter<'result'>
  readonly receipts: Counter<'channel' | 'result'>
  readonly receiptsRefused: Counter<'channel' | 'why'>
  /** Counts how alerts were answered, once that has committed. */
  readonly answered: (all: readonly Answered[]) => void
  /** Takes the number of the stream's clients when it is asked for. */
  readonly watchStream: (count: () => number) => void
  readonly streamClientsDropped: Counter<'why'>
  readonly ledgersRefused: Counter<'why'>
  /** Takes the number of orders that have begun and wait for their activation when it is asked for. */
  readonly watchWaitingOrders: (count: () => Promise<number>) => void
}

export function createApiMetrics(registry: Registry): ApiMetrics {
  const registers = [registry]
  return {
    requestSeconds: new Histogram({
      name: 'menshen_http_request_seconds',
      help: 'Time to answer a request.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.1, 0.5, 2],
      registers,
    }),
    loginsRefused: new Counter({
      name: 'menshen_logins_refused_total',
      help: 'Sign-ins refused, by why: failed, too_many.',
      labelNames: ['why'],
      registers,
    }),
    linksRefused: new Counter({
      name: 'menshen_links_refused_total',
      help: 'Links of messages that were not followed, by why: invalid, expired, disabled, out_of_area, too_many, unavailable.',
      labelNames: ['why'],
      registers,
    }),
    ...createResidentMetrics(registers),
    ...createReceiptMetrics(registers),
    answered: createAnswered(registers),
    watchStream: (count) => watchStream(registers, count),
    watchWaitingOrders: (count) => watchWaitingOrders(registers, count),
    ledgersRefused: new Counter({
      name: 'menshen_ledgers_refused_total',
      help: 'Ledgers that were not read, written or imported, by why: the code of the failure.',
      labelNames: ['why'],
      registers,
    }),
    streamClientsDropped: new Counter({
      name: 'menshen_stream_clients_dropped_total',
      help: 'Clients of the live stream that were sent away, by why: slow, full, session.',
      labelNames: ['why'],
      registers,
    }),
  }
}

function createResidentMetrics(registers: Registry[]): Pick<ApiMetrics, 'residentLinksRefused' | 'residentActs'> {
  return {
    residentLinksRefused: new Counter({
      name: 'menshen_resident_links_refused_total',
      help: "Links to households' own pages that were not followed, by why: invalid, revoked, expired, too_many, unavailable.",
      labelNames: ['why'],
      registers,
    }),
    residentActs: new Counter({
      name: 'menshen_resident_acts_total',
      help: 'What residents sent by their own page, by result: asked, no_budget, too_often, not_watched, ask_wrong, reported, phone, phone_wrong, phone_unknown.',
      labelNames: ['result'],
      registers,
    }),
  }
}

function createReceiptMetrics(registers: Registry[]): Pick<ApiMetrics, 'receipts' | 'receiptsRefused'> {
  return {
    receipts: new Counter({
      name: 'menshen_receipts_total',
      help: 'Receipts that providers pushed, by result: arrived, not_arrived, under_way, unknown, malformed.',
      labelNames: ['channel', 'result'],
      registers,
    }),
    receiptsRefused: new Counter({
      name: 'menshen_receipts_refused_total',
      help: 'Pushes of receipts refused, by why: address, malformed, too_large, too_many, unavailable.',
      labelNames: ['channel', 'why'],
      registers,
    }),
  }
}

function createAnswered(registers: Registry[]): ApiMetrics['answered'] {
  const labelNames = ['severity', 'kind'] as const
  const acknowledge = new Histogram({
    name: 'menshen_alert_acknowledge_seconds',
    help: 'From when an alert was raised until somebody first acknowledged or resolved it.',
    labelNames,
    buckets: [10, 30, 60, 120, 300, 600, 1800, 3600, 14_400],
    registers,
  })
  const resolve = new Histogram({
    name: 'menshen_alert_resolve_seconds',
    help: 'From when an alert was raised until somebody resolved it.',
    labelNames,
    buckets: [60, 300, 600, 1800, 3600, 7200, 14_400, 43_200, 86_400],
    registers,
  })
  return (all) => {
    for (const { kind, severity, acknowledgeMs, resolveMs } of all) {
      if (acknowledgeMs !== null) acknowledge.observe({ severity, kind }, acknowledgeMs / 1000)
      if (resolveMs !== null) resolve.observe({ severity, kind }, resolveMs / 1000)
    }
  }
}

function watchStream(registers: Registry[], count: () => number): void {
  new Gauge({
    name: 'menshen_stream_clients',
    help: 'Clients of the live stream of alerts.',
    registers,
    collect() {
      this.set(count())
    },
  })
}

/** Not a number while the database cannot tell: the other metrics must not be lost with it. */
function watchWaitingOrders(registers: Registry[], count: () => Promise<number>): void {
  new Gauge({
    name: 'menshen_orders_waiting',
    help: 'Orders that have begun and are not active: households that nobody watches.',
    registers,
    async collect() {
      this.set(await count().catch(() => Number.NaN))
    },
  })
}
