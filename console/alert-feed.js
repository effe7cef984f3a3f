const RETRY_MS = 2000
/** The server says something every 15 s; two such silences and a half mean that the line is dead. */
const SILENCE_MS = 40_000

/**
 * Follows the live stream of alerts for as long as it is not closed, and says when it is lost. The browser reconnects
 * by itself where it can; where it gives up, or where nothing comes any more, a new stream takes up at the same place.
 */
export class AlertFeed {
  #handlers
  #source = null
  #lastEventId = ''
  #silence = null
  #retry = null

  /** Handlers: `onStand()`, `onNews(news)`, `onReset()`, `onSign()` at every sign of life, `onLost()`. */
  constructor(handlers) {
    this.#handlers = handlers
  }

  open() {
    this.close()
    const cursor = this.#lastEventId === '' ? '' : `?lastEventId=${this.#lastEventId}`
    const source = new EventSource(`/api/v1/alerts/stream${cursor}`)
    this.#source = source
    source.addEventListener('hello', (event) => this.#heard(event, () => this.#handlers.onStand()))
    source.addEventListener('alert', (event) => this.#heard(event, () => this.#handlers.onNews(JSON.parse(event.data))))
    source.addEventListener('reset', (event) => this.#heard(event, () => this.#handlers.onReset()))
    source.addEventListener('heartbeat', (event) => this.#heard(event, () => {}))
    source.addEventListener('error', () => this.#lost())
    this.#listenForSilence()
  }

  close() {
    this.#source?.close()
    this.#source = null
    clearTimeout(this.#silence)
    clearTimeout(this.#retry)
  }

  #heard(event, act) {
    if (event.lastEventId !== '') this.#lastEventId = event.lastEventId
    this.#listenForSilence()
    this.#handlers.onSign()
    act()
  }

  #lost() {
    this.#handlers.onLost()
    if (this.#source?.readyState === EventSource.CLOSED) this.#openLater()
  }

  #listenForSilence() {
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => {
      this.#handlers.onLost()
      this.open()
    }, SILENCE_MS)
  }

  #openLater() {
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.open(), RETRY_MS)
  }
}
