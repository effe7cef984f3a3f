import { Counter, Gauge, type Registry } from 'prom-client'
import type { Escalated } from './escalate.ts'
import type { Returned } from './return-unhandled.ts'

/** What escalations do, counted once it is committed. */
export class EscalationMetrics {
  readonly #calls: Counter<'level' | 'call'>
  readonly #nobodyToReach: Counter
  readonly #returned: Counter

  constructor(registry: Registry) {
    const registers = [registry]
    this.#calls = new Counter({
      name: 'menshen_escalation_calls_total',
      help: 'Calls that reached somebody, by level: a step, or a repetition of one.',
      labelNames: ['level', 'call'],
      registers,
    })
    this.#nobodyToReach = new Counter({
      name: 'menshen_escalation_nobody_to_reach_total',
      help: 'Alerts with rosters around them of which no level reached anybody.',
      registers,
    })
    this.#returned = new Counter({
      name: 'menshen_escalation_returned_total',
      help: 'Acknowledged alerts that nobody resolved in time and that are new again.',
      registers,
    })
  }

  escalated({ calls, nobodyToReach }: Escalated): void {
    for (const { step, repeat } of calls) {
      this.#calls.inc({ level: step.level, call: repeat === null ? 'step' : 'repeat' })
    }
    this.#nobodyToReach.inc(nobodyToReach)
  }

  returned({ returned }: Returned): void {
    this.#returned.inc(returned)
  }

  /** Takes how many are overdue when it is asked for; nothing while the database cannot tell. */
  watchOverdue(registry: Registry, count: () => Promise<number>): void {
    new Gauge({
      name: 'menshen_escalations_overdue',
      help: 'Steps and handling times that came due more than 5 s ago and were not seen to.',
      registers: [registry],
      async collect() {
        const overdue = await count().catch(() => null)
        if (overdue === null) this.reset()
        else this.set(overdue)
      },
    })
  }
}
