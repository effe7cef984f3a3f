import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { DoorEvent } from '../protocol/door-event.ts'

const SENSORS_MAX = 50_000

/**
 * Gives what a sensor without sequence numbers says within one millisecond instants of its own, in the order in which it
 * was said. Zigbee2MQTT publishes the state before and the new one together (its issue 9846): told by their instant
 * alone, the door could end up the wrong way round. Only a memory of the latest: losing it costs no more than that.
 */
export class Apart {
  readonly #latest = new Map<SensorUid, { readonly said: Instant; readonly told: Instant }>()

  of(events: readonly DoorEvent[]): readonly DoorEvent[] {
    return events.map((it) => (it.seq === null && it.origin !== 'history' ? this.#apart(it) : it))
  }

  #apart(event: DoorEvent): DoorEvent {
    const { sensor, occurredAt: said } = event
    const latest = this.#latest.get(sensor)
    const told = latest !== undefined && said >= latest.said && said <= latest.told ? latest.told + 1 : said
    this.#latest.delete(sensor)
    this.#latest.set(sensor, { said, told })
    if (this.#latest.size > SENSORS_MAX) {
      const [oldest] = this.#latest.keys()
      if (oldest !== undefined) this.#latest.delete(oldest)
    }
    return told === said ? event : { ...event, occurredAt: told, receivedAt: Math.max(told, event.receivedAt) }
  }
}
