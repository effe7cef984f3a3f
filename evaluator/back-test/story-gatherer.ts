import type { OrderId } from '../../base/id.ts'

export interface Gathered<Event> {
  /** All events of one order, in the order in which they came. */
  readonly told: (order: OrderId, events: readonly Event[]) => void
  readonly tooLong: (order: OrderId) => void
}

/** A year of heartbeats, one a minute, of four doors: some 300 MB. Longer stories are counted, not told. */
export const STORY_EVENTS_MAX = 2_000_000

/** Makes stories of events that come order by order, and holds no more than the one that is coming in. */
export class StoryGatherer<Event> {
  readonly #gathered: Gathered<Event>
  readonly #eventsMax: number
  #order: OrderId | null = null
  #events: Event[] = []
  #isTooLong = false

  constructor(gathered: Gathered<Event>, eventsMax = STORY_EVENTS_MAX) {
    this.#gathered = gathered
    this.#eventsMax = eventsMax
  }

  get held(): number {
    return this.#events.length
  }

  take(order: OrderId, event: Event): void {
    if (order !== this.#order) {
      this.end()
      this.#order = order
    }
    if (this.#isTooLong) return
    this.#events.push(event)
    if (this.#events.length <= this.#eventsMax) return
    this.#isTooLong = true
    this.#events = []
  }

  /** The last order's events are all there. */
  end(): void {
    const order = this.#order
    if (order === null) return
    const events = this.#events
    const isTooLong = this.#isTooLong
    this.#order = null
    this.#events = []
    this.#isTooLong = false
    if (isTooLong) this.#gathered.tooLong(order)
    else this.#gathered.told(order, events)
  }

  /** An order without events is a story too: of silence. */
  empty(order: OrderId): void {
    this.#gathered.told(order, [])
  }
}
