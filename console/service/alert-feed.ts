import type { Alert } from './shapes.ts'

const RETRY_MS = 2000
/** The service says something every 15 s; two such silences and a half mean that the line is dead. */
const SILENCE_MS = 40_000

export interface AlertNews {
  readonly what: string
  readonly at: string
  readonly by: string | null
  readonly alert: Alert
}

export interface FeedListener {
  /** The stream stands, for the first time or again. */
  onStand(): void
  onNews(news: AlertNews): void
  /** More was missed than is told. */
  onReset(): void
  /** Any sign of life. */
  onSign(): void
  onLost(): void
}

/**
 * Follows the live stream of alerts until it is closed. The browser reconnects by itself where it can; where it gives
 * up, or where nothing comes any more, a new stream takes up at the same place.
 */
export class AlertFeed {
  readonly #listener: FeedListener
  #source: EventSource | null = null
  #lastEventId = ''
  #silence: number | undefined
  #retry: number | undefined

  constructor(listener: FeedListener) {
    this.#listener = listener
  }

  open(): void {
    this.close()
    const cursor = this.#lastEventId === '' ? '' : `?lastEventId=${this.#lastEventId}`
    const source = new EventSource(`/api/v1/alerts/stream${cursor}`)
    this.#source = source
    this.#on(source, 'hello', () => this.#listener.onStand())
    this.#on(source, 'alert', ({ data }) => this.#listener.onNews(JSON.parse(data)))
    this.#on(source, 'reset', () => this.#listener.onReset())
    this.#on(source, 'heartbeat', () => undefined)
    source.addEventListener('error', () => this.#lost())
    this.#listenForSilence()
  }

  close(): void {
    this.#source?.close()
    this.#source = null
    window.clearTimeout(this.#silence)
    window.clearTimeout(this.#retry)
  }

  #on(source: EventSource, kind: string, act: (event: MessageEvent<string>) => void): void {
    source.addEventListener(kind, (event) => {
      if (event.lastEventId !== '') this.#lastEventId = event.lastEventId
      this.#listenForSilence()
      this.#listener.onSign()
      act(event)
    })
  }

  #lost(): void {
    this.#listener.onLost()
    if (this.#source?.readyState !== EventSource.CLOSED) return
    window.clearTimeout(this.#retry)
    this.#retry = window.setTimeout(() => this.open(), RETRY_MS)
  }

  #listenForSilence(): void {
    window.clearTimeout(this.#silence)
    this.#silence = window.setTimeout(() => {
      this.#listener.onLost()
      this.open()
    }, SILENCE_MS)
  }
}
