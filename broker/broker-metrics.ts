import { Counter, Gauge, type Registry } from 'prom-client'

/** What the broker counts; every refusal by its reason. */
export class BrokerMetrics {
  readonly refused: Counter<'reason'>
  readonly published: Counter<'kind'>
  readonly slowedDown: Counter
  readonly notAcknowledged: Counter

  constructor(registry: Registry, connected: () => number) {
    const registers = [registry]
    this.refused = new Counter({
      name: 'menshen_broker_refused_total',
      help: 'Connections, publishes and subscriptions refused, by reason.',
      labelNames: ['reason'],
      registers,
    })
    this.published = new Counter({
      name: 'menshen_broker_messages_total',
      help: 'Messages taken from clients, by the kind of client.',
      labelNames: ['kind'],
      registers,
    })
    this.slowedDown = new Counter({
      name: 'menshen_broker_slowed_down_total',
      help: 'Messages held back because their client exceeded its rate.',
      registers,
    })
    this.notAcknowledged = new Counter({
      name: 'menshen_broker_not_acknowledged_total',
      help: 'Messages that could not be stored in time; their client was disconnected and has to send again.',
      registers,
    })
    new Gauge({
      name: 'menshen_broker_connected',
      help: 'Clients connected.',
      registers,
      collect() {
        this.set(connected())
      },
    })
  }
}
