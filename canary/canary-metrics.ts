import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** What the canary counts, in the process that drives it. */
export class CanaryMetrics {
  readonly seconds: Histogram
  readonly lastSuccess: Gauge
  readonly failures: Counter<'reached'>
  readonly deadManFailures: Counter

  constructor(registry: Registry) {
    const registers = [registry]
    this.seconds = new Histogram({
      name: 'menshen_canary_seconds',
      help: 'From the publishing of a test opening to the arrival of its alert.',
      buckets: [0.05, 0.1, 0.3, 1, 3, 5, 10, 30],
      registers,
    })
    this.lastSuccess = new Gauge({
      name: 'menshen_canary_last_success_timestamp_seconds',
      help: 'When a test alert last arrived; 0: not in this process.',
      registers,
    })
    this.failures = new Counter({
      name: 'menshen_canary_failures_total',
      help: 'Test openings whose alert did not arrive in time, by the last part that they reached.',
      labelNames: ['reached'],
      registers,
    })
    this.deadManFailures = new Counter({
      name: 'menshen_dead_man_failures_total',
      help: 'Pings that the dead man did not take.',
      registers,
    })
  }
}
