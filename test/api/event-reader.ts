import { z } from 'zod'
import { until } from '../support/until.ts'

export interface StreamEvent {
  readonly id: string
  readonly event: string
  readonly data: string
}

const newsShape = z.object({
  what: z.string(),
  by: z.string().nullable(),
  alert: z.object({ id: z.number(), handling: z.string(), community: z.string() }),
})

/** Reads a live stream of alerts over a real connection. */
export class EventReader {
  readonly events: StreamEvent[] = []
  readonly #abort = new AbortController()
  ended = false

  static async open(origin: string, cookie: string, lastEventId?: string): Promise<EventReader> {
    const reader = new EventReader()
    const headers = { cookie, ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) }
    const response = await fetch(`${origin}/api/v1/alerts/stream`, { headers, signal: reader.#abort.signal })
    if (!response.ok || response.body === null) throw new Error(`the stream answered ${response.status}`)
    void reader.#read(response.body).finally(() => {
      reader.ended = true
    })
    await until('the stream stands', () => reader.events.some((it) => it.event === 'hello'))
    return reader
  }

  get news() {
    return this.events.filter((it) => it.event === 'alert').map((it) => newsShape.parse(JSON.parse(it.data)))
  }

  get lastId(): string {
    return this.events.findLast((it) => it.id !== '')?.id ?? ''
  }

  close(): void {
    this.#abort.abort()
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    let text = ''
    const decoder = new TextDecoder()
    try {
      for await (const chunk of body) {
        text += decoder.decode(chunk, { stream: true })
        const frames = text.split('\n\n')
        text = frames.pop() ?? ''
        for (const frame of frames) this.events.push(parseFrame(frame))
      }
    } catch (error) {
      if (!this.#abort.signal.aborted) throw error
    }
  }
}

function parseFrame(frame: string): StreamEvent {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1] ?? ''
  return { id: field('id'), event: field('event'), data: field('data') }
}
