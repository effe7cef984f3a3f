import { once } from 'node:events'
import { argv, stdout } from 'node:process'
import pg from 'pg'
import { startEmbeddedServer } from '../../store/embedded-server.ts'

/**
 * A process that owns a server, as Menshen does: says the server's address, and at the first SIGINT uses the server once
 * more before it stops it.
 */
const server = await startEmbeddedServer({ dataDir: argv[2] ?? '', port: 0 })
const stay = setInterval(() => undefined, 1000)
const asked = once(process, 'SIGINT')
stdout.write(`${server.url}\n`)
await asked
const client = new pg.Client({ connectionString: server.url })
await client.connect()
await client.query('create table drained as select 1 as times')
await client.end()
await server.stop()
clearInterval(stay)
