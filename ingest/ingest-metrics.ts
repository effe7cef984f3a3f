import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { Outcome } from '../evaluator/evaluate.ts'
import type { RejectedMessage } from '../store/rejected-message.ts'

/** What ingest counts. Every event that arrived is in exactly one `result` of `menshen_events_total`. */
export class IngestMetrics {
  readonly events: Counter<'result'>
  readonly rejected: Counter<'code'>
  readonly ignored: Counter<'adapter'>
  readonly misbehaving: Counter<'cause'>
  readonly revoked: Counter
  readonly retries: Counter
  readonly refused: Counter
  readonly lostSequences: Counter
  readonly toldAnew: Counter
  readonly batchMessages: Histogram
  readonly waiting: Gauge

  constructor(registry: Registry) {
    const registers = [registry]
    this.events = new Counter({
      name: 'menshen_events_total',
      help: 'Door events by what became of them: stored, duplicate, outside_order or unassigned.',
      labelNames: ['result'],
      registers,
    })
    this.rejected = new Counter({
      name: 'menshen_rejected_messages_total',
      help: 'Messages that could not be used, by reason.',
      labelNames: ['code'],
      registers,
    })
    this.ignored = new Counter({
      name: 'menshen_ignored_messages_total',
      help: 'Messages of gateways that say nothing of a door, by adapter.',
      labelNames: ['adapter'],
      registers,
    })
    this.misbehaving = new Counter({
      name: 'menshen_misbehaving_sensors_total',
      help: 'Sensors that were seen to misbehave and are not believed since, by cause.',
      labelNames: ['cause'],
      registers,
    })
    this.revoked = new Counter({
      name: 'menshen_revoked_messages_total',
      help: 'Messages of revoked sensors that another broker had not cut off; they are not stored.',
      registers,
    })
    this.retries = new Counter({ name: 'menshen_ingest_retries_total', help: 'Batches tried again.', registers })
    this.refused = new Counter({
      name: 'menshen_ingest_refused_total',
      help: 'Messages not taken because too many were waiting.',
      registers,
    })
    this.lostSequences = new Counter({
      name: 'menshen_lost_sequences_total',
      help: 'Sequence numbers given up because a run of a sensor had too many holes.',
      registers,
    })
    this.toldAnew = new Counter({
      name: 'menshen_stories_told_anew_total',
      help: 'Households whose story was told from its start because an event arrived out of order.',
      registers,
    })
    this.batchMessages = new Histogram({
      name: 'menshen_ingest_batch_messages',
      help: 'Messages per transaction.',
      buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
      registers,
    })
    this.waiting = new Gauge({
      name: 'menshen_ingest_waiting',
      help: 'Messages waiting for their transaction.',
      registers,
    })
  }

  count(outcome: Outcome, rejected: readonly RejectedMessage[], messages: number): void {
    this.events.inc({ result: 'stored' }, outcome.stored.length)
    this.events.inc({ result: 'duplicate' }, outcome.duplicates)
    this.events.inc({ result: 'outside_order' }, outcome.outsideOrder)
    this.events.inc({ result: 'unassigned' }, outcome.unassigned)
    for (const { code } of rejected) this.rejected.inc({ code })
    this.lostSequences.inc(outcome.lostSequences)
    this.toldAnew.inc(outcome.toldAnew)
    this.batchMessages.observe(messages)
  }
}
