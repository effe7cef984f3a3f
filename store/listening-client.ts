import pg, { type Client } from 'pg'

const CONNECT_MS_MAX = 5000

/** A new client, not yet connected, for a connection that listens. */
export function listeningClient(url: string): Client {
  return new pg.Client({
    connectionString: url,
    application_name: 'menshen listen',
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS_MAX,
  })
}
