import { text } from './texts.js'
import { timeText } from './time-text.js'

/** Says plainly whether what the page shows is live. */
export class ConnectionSign {
  #place
  #lastAt = null
  #live = false

  constructor(place) {
    this.#place = place
  }

  /** Anything that came from the server just now. */
  heard() {
    this.#lastAt = new Date().toISOString()
    this.#live = true
    this.render()
  }

  lost() {
    this.#live = false
    this.render()
  }

  render() {
    this.#place.hidden = false
    this.#place.dataset.live = String(this.#live)
    this.#place.textContent = this.#live ? `● ${text('live')}` : `○ ${this.#lostText()}`
  }

  #lostText() {
    return this.#lastAt === null ? text('lostNever') : text('lost', { time: timeText(this.#lastAt) })
  }
}
