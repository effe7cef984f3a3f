import { createServer as createHttpServer } from 'node:http'
import { createServer as createTcpServer, type Server } from 'node:net'
import type { Duplex } from 'node:stream'
import { createServer as createTlsServer, type TLSSocket } from 'node:tls'
import { createWebSocketStream, WebSocketServer } from 'ws'
import { GATEWAY_FRAME_BYTES_MAX } from './frame-guard.ts'

export interface ListenerOptions {
  readonly host: string
  readonly tcpPort: number | null
  readonly tls: {
    readonly port: number
    readonly cert: string
    readonly key: string
    /** With an authority, a client's certificate that it signed stands for the secret. */
    readonly clientAuthority: string | null
  } | null
  readonly webSocketPort: number | null
}

export interface Arrival {
  readonly stream: Duplex
  readonly address: string
  readonly certificateId: string | null
}

export interface Listeners {
  readonly ports: { readonly tcp: number | null; readonly tls: number | null; readonly webSocket: number | null }
  close(): Promise<void>
}

/** Bytes read ahead of one client: what can be in the gate for it, since aedes reads on only when that is answered. */
const READ_AHEAD_BYTES = 16 * 1024
const BACKLOG = 2048

/** Opens every configured way in; each arrival is handed on before a byte of it is read. */
export async function openListeners(options: ListenerOptions, arrived: (arrival: Arrival) => void): Promise<Listeners> {
  const servers: Server[] = []
  const open = async (server: Server, port: number): Promise<number> => {
    servers.push(server)
    return listen(server, port, options.host)
  }
  try {
    const tcp = options.tcpPort === null ? null : await open(tcpServer(arrived), options.tcpPort)
    const tls = options.tls === null ? null : await open(tlsServer(options.tls, arrived), options.tls.port)
    const webSocket =
      options.webSocketPort === null ? null : await open(webSocketServer(arrived), options.webSocketPort)
    return { ports: { tcp, tls, webSocket }, close: () => closeAll(servers) }
  } catch (error) {
    await closeAll(servers)
    throw error
  }
}

function tcpServer(arrived: (arrival: Arrival) => void): Server {
  return createTcpServer({ highWaterMark: READ_AHEAD_BYTES, noDelay: true, keepAlive: true }, (socket) =>
    arrived({ stream: socket, address: socket.remoteAddress ?? '', certificateId: null }),
  )
}

function tlsServer(tls: NonNullable<ListenerOptions['tls']>, arrived: (arrival: Arrival) => void): Server {
  const { cert, key, clientAuthority } = tls
  const client = clientAuthority === null ? {} : { ca: clientAuthority, requestCert: true, rejectUnauthorized: false }
  const server = createTlsServer(
    { cert, key, minVersion: 'TLSv1.2', highWaterMark: READ_AHEAD_BYTES, ...client },
    (socket) => arrived({ stream: socket, address: socket.remoteAddress ?? '', certificateId: certificateId(socket) }),
  )
  server.on('tlsClientError', () => undefined)
  return server
}

function certificateId(socket: TLSSocket): string | null {
  const name = socket.authorized ? socket.getPeerCertificate().subject?.CN : undefined
  return typeof name === 'string' ? name : null
}

function webSocketServer(arrived: (arrival: Arrival) => void): Server {
  const http = createHttpServer((_request, response) => response.writeHead(426).end())
  const sockets = new WebSocketServer({
    server: http,
    path: '/mqtt',
    maxPayload: GATEWAY_FRAME_BYTES_MAX,
    handleProtocols: (offered) => (offered.has('mqtt') ? 'mqtt' : false),
  })
  sockets.on('connection', (socket, request) =>
    arrived({
      stream: createWebSocketStream(socket, { readableHighWaterMark: READ_AHEAD_BYTES }),
      address: request.socket.remoteAddress ?? '',
      certificateId: null,
    }),
  )
  sockets.on('error', () => undefined)
  return http
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, backlog: BACKLOG }, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

/** Stops taking new connections; those that are open are their owner's to end. */
async function closeAll(servers: readonly Server[]): Promise<void> {
  for (const server of servers) server.close()
}
