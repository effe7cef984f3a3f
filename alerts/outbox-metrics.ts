import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { Waiting } from '../store/notification.ts'
import type { Notified } from '../store/notification-mark.ts'

/** What the outbox counts. */
export class OutboxMetrics {
  readonly tries: Counter<'channel' | 'result'>
  readonly throttled: Counter<'channel'>
  readonly delay: Histogram
  readonly digested: Counter
  readonly listening: Gauge
  readonly #notify: Histogram<'severity' | 'kind'>

  constructor(registry: Registry) {
    const registers = [registry]
    this.tries = new Counter({
      name: 'menshen_notification_tries_total',
      help: 'Tries to send a notification: sent, retry or failed.',
      labelNames: ['channel', 'result'],
      registers,
    })
    this.throttled = new Counter({
      name: 'menshen_notification_throttled_total',
      help: 'Answers of a provider that it is called too fast.',
      labelNames: ['channel'],
      registers,
    })
    this.delay = new Histogram({
      name: 'menshen_notification_delay_seconds',
      help: 'From the claim of a notification to the answer of its channel.',
      buckets: [0.05, 0.1, 0.3, 1, 3, 10, 30],
      registers,
    })
    this.digested = new Counter({
      name: 'menshen_notifications_digested_total',
      help: 'Notifications that were put into a digest, past the budget of their contact point.',
      registers,
    })
    this.listening = new Gauge({
      name: 'menshen_outbox_listening',
      help: 'Whether a commit wakes the outbox (1), or it finds what is due by looking only (0).',
      registers,
    })
    this.#notify = new Histogram({
      name: 'menshen_alert_notify_seconds',
      help: 'From when an alert was raised until its first message to staff was handed over.',
      labelNames: ['severity', 'kind'],
      buckets: [1, 2, 5, 10, 30, 60, 90, 120, 300, 600, 1800],
      registers,
    })
  }

  /** Alerts whose first message was handed over, once that has committed. */
  notified(all: readonly Notified[]): void {
    for (const { severity, kind, notifyMs } of all) this.#notify.observe({ severity, kind }, notifyMs / 1000)
  }

  /** Takes how many wait to be sent when it is asked for; none while the database cannot tell. */
  watchWaiting(registry: Registry, count: () => Promise<readonly Waiting[]>): void {
    const gauge = (name: string, help: string, of: (waiting: Waiting) => number): Gauge =>
      new Gauge({
        ...{ name, help, labelNames: ['channel'], registers: [registry] },
        async collect() {
          const all = await count().catch(() => [])
          this.reset()
          for (const it of all) this.set({ channel: it.channel }, of(it))
        },
      })
    gauge(
      'menshen_notifications_due',
      'Notifications that are due and not being sent: they wait for a turn, or for the pace of their target.',
      (it) => it.due,
    )
    gauge(
      'menshen_notifications_silenced',
      'Notifications that are due and that a silence holds back.',
      (it) => it.silenced,
    )
  }
}
