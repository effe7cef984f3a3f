import { createServer as createHttpServer } from 'node:http'
import { createServer as createTcpServer, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { createServer as createTlsServer, type TLSSocket } from 'node:tls'
import { createWebSocketStream, WebSocketServer } from 'ws'
import { GATEWAY_FRAME_BYTES_MAX } from './frame-guard.ts'
import { Handshakes } from './handshakes.ts'

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
  readonly certificateId: string | null
  /** What a client that is not yet accepted can make us hold. */
  readonly unprovedBytes: number
}

interface Doorkeeper {
  /** Asked before anything is spent on the connection; `handshakes` of the same kind are under way. */
  admits(address: string, handshakes: number): boolean
  admissionFailed(): void
  arrived(arrival: Arrival): void
}

export interface Listeners {
  readonly ports: { readonly tcp: number | null; readonly tls: number | null; readonly webSocket: number | null }
  /** Stops taking new connections, and ends those that have not arrived yet; the others are their owner's to end. */
  close(): Promise<void>
}

/** Bytes read ahead of one client. */
const READ_AHEAD_BYTES = 16 * 1024
/** The buffer that is filled before the limit above is looked at. */
const SYSTEM_READ_BYTES = 64 * 1024
const UNPROVED_BYTES = READ_AHEAD_BYTES + SYSTEM_READ_BYTES
const BACKLOG = 2048
const HANDSHAKE_MS_MAX = 10_000

/** Opens every configured way in; each arrival is handed on before a byte of it is read. */
export async function openListeners(options: ListenerOptions, keeper: Doorkeeper): Promise<Listeners> {
  const servers: Server[] = []
  const handshakes = { tls: new Handshakes(), webSocket: new Handshakes() }
  const close = async (): Promise<void> => {
    for (const server of servers) server.close()
    for (const underWay of Object.values(handshakes)) underWay.destroyAll()
  }
  const open = async (server: Server, port: number): Promise<number> => {
    servers.push(server)
    return listen(server, port, options.host, keeper)
  }
  try {
    const tcp = options.tcpPort === null ? null : await open(tcpServer(keeper), options.tcpPort)
    const tls =
      options.tls === null ? null : await open(tlsServer(options.tls, handshakes.tls, keeper), options.tls.port)
    const webSocket =
      options.webSocketPort === null
        ? null
        : await open(webSocketServer(handshakes.webSocket, keeper), options.webSocketPort)
    return { ports: { tcp, tls, webSocket }, close }
  } catch (error) {
    await close()
    throw error
  }
}

function tcpServer(keeper: Doorkeeper): Server {
  return createTcpServer({ highWaterMark: READ_AHEAD_BYTES, noDelay: true, keepAlive: true }, (socket) => {
    if (keeper.admits(socket.remoteAddress ?? '', 0)) {
      keeper.arrived({ stream: socket, certificateId: null, unprovedBytes: UNPROVED_BYTES })
    } else socket.destroy()
  })
}

function tlsServer(tls: NonNullable<ListenerOptions['tls']>, handshakes: Handshakes, keeper: Doorkeeper): Server {
  const { cert, key, clientAuthority } = tls
  const client = clientAuthority === null ? {} : { ca: clientAuthority, requestCert: true, rejectUnauthorized: false }
  const server = createTlsServer(
    {
      ...{ cert, key, minVersion: 'TLSv1.2', handshakeTimeout: HANDSHAKE_MS_MAX },
      ...{ highWaterMark: READ_AHEAD_BYTES, noDelay: true, keepAlive: true, ...client },
    },
    (socket) => {
      handshakes.end(socket)
      keeper.arrived({ stream: socket, certificateId: certificateId(socket), unprovedBytes: UNPROVED_BYTES })
    },
  )
  server.prependListener('connection', (socket) => beginHandshake(socket, handshakes, keeper))
  server.on('tlsClientError', () => undefined)
  return server
}

function certificateId(socket: TLSSocket): string | null {
  const name = socket.authorized ? socket.getPeerCertificate().subject?.CN : undefined
  return typeof name === 'string' ? name : null
}

/** MQTT over WebSocket (MQTT 3.1.1, 6): path `/mqtt`, and a client has to offer the subprotocol `mqtt`. */
function webSocketServer(handshakes: Handshakes, keeper: Doorkeeper): Server {
  const http = createHttpServer(
    { headersTimeout: HANDSHAKE_MS_MAX, requestTimeout: HANDSHAKE_MS_MAX, noDelay: true, keepAlive: true },
    (_request, response) => response.writeHead(426).end(),
  )
  http.prependListener('connection', (socket) => beginHandshake(socket, handshakes, keeper))
  const sockets = new WebSocketServer({
    server: http,
    path: '/mqtt',
    maxPayload: GATEWAY_FRAME_BYTES_MAX,
    verifyClient: ({ req }, done) => done(offersMqtt(req.headers['sec-websocket-protocol']), 400),
    handleProtocols: () => 'mqtt',
  })
  sockets.on('connection', (socket, request) => {
    handshakes.end(request.socket)
    const stream = createWebSocketStream(socket, { readableHighWaterMark: READ_AHEAD_BYTES })
    keeper.arrived({ stream, certificateId: null, unprovedBytes: UNPROVED_BYTES + GATEWAY_FRAME_BYTES_MAX })
  })
  sockets.on('error', () => undefined)
  return http
}

function offersMqtt(protocols: string | undefined): boolean {
  return (protocols ?? '').split(',').some((it) => it.trim() === 'mqtt')
}

function beginHandshake(socket: Socket, handshakes: Handshakes, keeper: Doorkeeper): void {
  if (keeper.admits(socket.remoteAddress ?? '', handshakes.count)) handshakes.begin(socket)
  else socket.destroy()
}

function listen(server: Server, port: number, host: string, keeper: Doorkeeper): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, backlog: BACKLOG }, () => {
      server.off('error', reject)
      // A connection that could not be taken (no file descriptor left) is that client's loss, not the process's end.
      server.on('error', () => keeper.admissionFailed())
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}
