import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { z } from 'zod'

/** A message as it was handed over, whatever was answered. */
export interface HandedOver {
  readonly at: number
  readonly path: string
  readonly key: string
  readonly alert: number
  readonly reason: string
  readonly accepted: boolean
}

export interface MoodyReceiver {
  readonly url: string
  readonly handedOver: readonly HandedOver[]
  close(): Promise<void>
}

const event = z.object({ id: z.string(), data: z.object({ alertId: z.number(), reason: z.string() }) })

const SLOW_MS = 600

/**
 * A provider of webhooks with moods, by the path's end: `slow` takes its time, `busy` answers the first try of a
 * message with 429, `drop` takes it and hangs up without an answer, `down` answers 503 always; all others are well.
 */
export async function startMoodyReceiver(): Promise<MoodyReceiver> {
  const handedOver: HandedOver[] = []
  const seen = new Set<string>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const path = request.url ?? ''
      const { id, data } = event.parse(JSON.parse(Buffer.concat(chunks).toString()))
      const mood = path.split('-').at(-1)
      const isFirst = !seen.has(id)
      seen.add(id)
      const accepted = !(mood === 'down' || (isFirst && (mood === 'busy' || mood === 'drop')))
      handedOver.push({ at: Date.now(), path, key: id, alert: data.alertId, reason: data.reason, accepted })
      answer(response, accepted ? mood : `refused ${mood}`)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not a TCP server')
  return {
    ...{ url: `http://127.0.0.1:${address.port}`, handedOver },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function answer(response: ServerResponse, mood: string | undefined): void {
  if (mood === 'refused drop') response.destroy()
  else if (mood === 'refused busy') response.writeHead(429, { 'retry-after': '1' }).end()
  else if (mood === 'refused down') response.writeHead(503).end()
  else if (mood === 'slow') setTimeout(() => response.writeHead(204).end(), SLOW_MS)
  else response.writeHead(204).end()
}
