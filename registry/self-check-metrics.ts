import { Counter, type Registry } from 'prom-client'

/** What the nightly check of conclusions counts. */
export class SelfCheckMetrics {
  readonly orders: Counter
  readonly differences: Counter

  constructor(registry: Registry) {
    const registers = [registry]
    this.orders = new Counter({
      name: 'menshen_selfcheck_orders_total',
      help: 'Orders whose conclusions were compared with their replay.',
      registers,
    })
    this.differences = new Counter({
      name: 'menshen_selfcheck_differences_total',
      help: 'Values in which conclusions and replay differed: each is a defect.',
      registers,
    })
  }
}
