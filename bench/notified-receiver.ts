import { once } from 'node:events'
import { createServer } from 'node:http'
import { z } from 'zod'

/** A message that arrived, and when: milliseconds since 1970, finer than one. */
export interface Arrival {
  readonly at: number
  readonly key: string
  /** Null: a digest of several. */
  readonly alert: number | null
  readonly severity: string | null
  readonly reason: string
}

export interface NotifiedReceiver {
  readonly url: string
  readonly arrivals: readonly Arrival[]
  /** Of plain POSTs at a pace: how long each was on its way. */
  readonly plainMs: readonly number[]
  forget(): void
  close(): Promise<void>
}

const event = z.object({
  id: z.string(),
  data: z.object({ alertId: z.number().nullish(), severity: z.string().nullish(), reason: z.string() }),
})
const plain = z.object({ sentAt: z.number() })

export const nowMs = (): number => performance.timeOrigin + performance.now()

/** Takes what is sent to any of its paths, at once. */
export async function startNotifiedReceiver(): Promise<NotifiedReceiver> {
  const arrivals: Arrival[] = []
  const plainMs: number[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const at = nowMs()
      response.writeHead(204).end()
      const said: unknown = JSON.parse(Buffer.concat(chunks).toString())
      if (request.url === '/plain/paced') plainMs.push(at - plain.parse(said).sentAt)
      if (request.url?.startsWith('/plain') !== false) return
      const { id, data } = event.parse(said)
      arrivals.push({ at, key: id, alert: data.alertId ?? null, severity: data.severity ?? null, reason: data.reason })
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not a TCP server')
  return {
    ...{ url: `http://127.0.0.1:${address.port}`, arrivals, plainMs },
    forget() {
      arrivals.length = 0
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
