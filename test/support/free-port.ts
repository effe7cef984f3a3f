import { once } from 'node:events'
import { createServer } from 'node:net'

/** A port of loopback that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  await promise
  if (address === null || typeof address === 'string') throw new Error('not a TCP server')
  return address.port
}
