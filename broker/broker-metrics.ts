import { Counter, Gauge, type Registry } from 'prom-client'

/** What the broker counts; every refusal by its reason. */
export class BrokerMetrics {
  readonly refused: Counter<'reason'>
  /** By the kind of client; resolved once, since every message counts here. */
  readonly published: { readonly sensor: Counter.Internal; readonly gateway: Counter.Internal }
  readonly slowedDown: Counter
  readonly notAcknowledged: Counter
  readonly willsLost: Counter

  constructor(registry: Registry, now: { readonly connected: () => number; readonly held: () => number }) {
    const registers = [registry]
    this.refused = new Counter({
      name: 'menshen_broker_refused_total',
      help: 'Connections, publishes and subscriptions refused, by reason.',
      labelNames: ['reason'],
      registers,
    })
    const published = new Counter({
      name: 'menshen_broker_messages_total',
      help: 'Messages taken from clients, by the kind of client.',
      labelNames: ['kind'],
      registers,
    })
    this.published = { sensor: published.labels('sensor'), gateway: published.labels('gateway') }
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
    this.willsLost = new Counter({
      name: 'menshen_broker_wills_lost_total',
      help: 'Wills that could not be stored; nobody sends a will again.',
      registers,
    })
    gauge(registry, 'menshen_broker_connected', 'Clients connected.', now.connected)
    gauge(registry, 'menshen_broker_held', 'Publishes that wait for their commit.', now.held)
  }
}

function gauge(registry: Registry, name: string, help: string, value: () => number): void {
  new Gauge({
    ...{ name, help, registers: [registry] },
    collect() {
      this.set(value())
    },
  })
}
