import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** What the outbox counts. */
export class OutboxMetrics {
  readonly tries: Counter<'channel' | 'result'>
  readonly delay: Histogram
  readonly listening: Gauge

  constructor(registry: Registry) {
    const registers = [registry]
    this.tries = new Counter({
      name: 'menshen_notification_tries_total',
      help: 'Tries to send a notification: delivered, retry or failed.',
      labelNames: ['channel', 'result'],
      registers,
    })
    this.delay = new Histogram({
      name: 'menshen_notification_delay_seconds',
      help: 'From the claim of a notification to the answer of its channel.',
      buckets: [0.05, 0.1, 0.3, 1, 3, 10, 30],
      registers,
    })
    this.listening = new Gauge({
      name: 'menshen_outbox_listening',
      help: 'Whether a commit wakes the outbox (1), or it finds what is due by looking only (0).',
      registers,
    })
  }
}
