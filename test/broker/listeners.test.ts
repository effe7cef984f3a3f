import { once } from 'node:events'
import { connect as connectSocket } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import { connectAsync } from 'mqtt'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket, { createWebSocketStream } from 'ws'
import { type Arrival, openListeners } from '../../broker/listeners.ts'
import { sensorTopic } from '../../protocol/topic.ts'
import { until } from '../support/until.ts'
import { type Fixture, login, startFixture } from './broker-fixture.ts'

type Pems = Readonly<
  Record<'ca' | 'other' | 'localhost' | 'door-9', { readonly cert: string; readonly private: string }>
>

const named = (name: string) => [{ name: 'commonName', value: name }]

/** A certificate authority, a server's certificate and a sensor's that it signed, and a sensor's that it did not. */
async function makeCertificates(): Promise<Pems> {
  const plain = { keyType: 'ec', algorithm: 'sha256' } as const
  const authority = [
    { name: 'basicConstraints', cA: true, critical: true } as const,
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true } as const,
  ]
  const ca = await generate(named('authority'), { ...plain, extensions: authority })
  const signed = { ...plain, ca: { key: ca.private, cert: ca.cert } }
  return {
    ca,
    other: await generate(named('door-9'), plain),
    localhost: await generate(named('localhost'), signed),
    'door-9': await generate(named('door-9'), signed),
  }
}

describe('a client comes in', () => {
  let it_: Fixture
  let pems: Pems
  beforeAll(async () => {
    pems = await makeCertificates()
    const { localhost, ca } = pems
    const tls = { port: 0, cert: localhost.cert, key: localhost.private, clientAuthority: ca.cert }
    it_ = await startFixture({ tls, webSocketPort: 0 })
  })
  afterAll(async () => {
    await it_.close()
  })

  const tlsUrl = (): string => `mqtts://127.0.0.1:${it_.broker.ports.tls}`

  it.each(['mqtt', 'mqtts', 'ws'])('by %s', async (way) => {
    const { tcp, tls, webSocket } = it_.broker.ports
    const urls = { mqtt: `127.0.0.1:${tcp}`, mqtts: `127.0.0.1:${tls}`, ws: `127.0.0.1:${webSocket}/mqtt` }
    const url = Object.entries(urls).find(([name]) => name === way)?.[1]
    const id = `door-by-${way}`
    const client = await connectAsync(`${way}://${url}`, login(id, { rejectUnauthorized: false }))
    for (let seq = 1; seq <= 200; seq += 1) {
      void client.publishAsync(sensorTopic(id, 'up'), `{"seq":${seq}}`, { qos: 1 })
    }
    await client.publishAsync(sensorTopic(id, 'up'), Buffer.alloc(4096), { qos: 1 })
    expect(it_.accepted.filter((message) => message.clientId === id).length).toBe(201)
    await client.endAsync()
  })

  it('by a certificate that our authority signed, without a secret', async () => {
    const certificate = { cert: pems['door-9'].cert, key: pems['door-9'].private, rejectUnauthorized: false }
    const client = await connectAsync(tlsUrl(), { clientId: 'door-9', reconnectPeriod: 0, ...certificate })
    await client.publishAsync(sensorTopic('door-9', 'up'), '{}', { qos: 1 })
    await client.endAsync()
  })

  it('but not by one that it did not sign, nor under the name of another', async () => {
    const signed = {
      cert: pems['door-9'].cert,
      key: pems['door-9'].private,
      rejectUnauthorized: false,
      reconnectPeriod: 0,
    }
    const foreign = { ...signed, cert: pems.other.cert, key: pems.other.private }
    await expect(connectAsync(tlsUrl(), { clientId: 'door-9', ...foreign }, false)).rejects.toThrow()
    await expect(connectAsync(tlsUrl(), { clientId: 'door-8', ...signed }, false)).rejects.toThrow()
    const asOther = { clientId: 'door-9', username: 'door-8', ...signed }
    await expect(connectAsync(tlsUrl(), asOther, false)).rejects.toMatchObject({ code: 2 })
  })

  it.each(['tls', 'webSocket'] as const)('by %s, and is no handshake under way any more', async (way) => {
    const { cert, private: key } = pems.localhost
    const seen: number[] = []
    const arrived: Arrival[] = []
    const listeners = await openListeners(
      { host: '127.0.0.1', tcpPort: null, tls: { port: 0, cert, key, clientAuthority: null }, webSocketPort: 0 },
      {
        admits: (_address, handshakes) => seen.push(handshakes) > 0,
        admissionFailed: () => undefined,
        arrived: (arrival) => arrived.push(arrival),
      },
    )
    const port = listeners.ports[way] ?? 0
    const begin = (): Duplex =>
      way === 'tls'
        ? connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
        : createWebSocketStream(new WebSocket(`ws://127.0.0.1:${port}/mqtt`, 'mqtt'))
    const idle = connectSocket(port, '127.0.0.1')
    await until('one only connects', () => seen.length === 1)
    const streams: Duplex[] = []
    for (let count = 1; count <= 3; count += 1) {
      streams.push(begin().on('error', () => undefined))
      await until('it has arrived', () => arrived.length === count)
    }
    expect(seen).toEqual([0, 1, 1, 1])
    for (const stream of [idle, ...streams, ...arrived.map((it) => it.stream)]) stream.destroy()
    await listeners.close()
  })

  it('but not by TLS 1.1', async () => {
    const socket = connectTls({
      ...{ port: it_.broker.ports.tls ?? 0, host: '127.0.0.1', rejectUnauthorized: false },
      ...{ minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
    })
    const failed = Promise.withResolvers<Error>()
    socket.on('error', failed.resolve).on('secureConnect', () => failed.reject(new Error('it was let in')))
    expect((await failed.promise).message).toMatch(/version/)
  })

  it.each([
    ['/other', 'mqtt'],
    ['/mqtt', 'chat'],
    ['/mqtt', undefined],
  ])('but not by a WebSocket to %s for %s', async (path, protocol) => {
    const socket = new WebSocket(`ws://127.0.0.1:${it_.broker.ports.webSocket}${path}`, protocol)
    const failed = Promise.withResolvers<Error>()
    socket.on('error', failed.resolve).on('open', () => failed.reject(new Error('it was let in')))
    expect((await failed.promise).message).toMatch(/400/)
  })

  it('and hears nothing in plain text where TLS is spoken', async () => {
    const socket = connectSocket(it_.broker.ports.tls ?? 0, '127.0.0.1')
    let closed = false
    socket
      .on('error', () => undefined)
      .on('close', () => {
        closed = true
      })
    socket.resume()
    socket.write('not a handshake')
    await until('it is closed', () => closed)
  })

  it('no faster than its address may, also where a handshake comes first', async () => {
    const tls = { port: 0, cert: pems.localhost.cert, key: pems.localhost.private, clientAuthority: null }
    const slow = await startFixture({ tls, webSocketPort: 0, connectionsPerSecond: 1 })
    const ports = [slow.broker.ports.tls ?? 0, slow.broker.ports.webSocket ?? 0]
    let closed = 0
    const sockets = Array.from({ length: 20 }, (_, index) => connectSocket(ports[index % 2] ?? 0, '127.0.0.1'))
    for (const socket of sockets) {
      socket
        .on('error', () => undefined)
        .on('close', () => {
          closed += 1
        })
    }
    await until('some are turned away', () => closed >= 14)
    await until(
      'they are counted',
      async () => (await slow.counted('menshen_broker_refused_total', 'connection_rate')) >= 14,
    )
    for (const socket of sockets) socket.destroy()
    await slow.close()
  })

  it('and is cut off in its handshake when the broker closes', async () => {
    const tls = { port: 0, cert: pems.localhost.cert, key: pems.localhost.private, clientAuthority: null }
    const closing = await startFixture({ tls, webSocketPort: 0 })
    const sockets = [closing.broker.ports.tls ?? 0, closing.broker.ports.webSocket ?? 0].map((port) =>
      connectSocket(port, '127.0.0.1').on('error', () => undefined),
    )
    let closed = 0
    for (const socket of sockets) {
      socket.on('close', () => {
        closed += 1
      })
      socket.resume()
    }
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    // Whoever is logged in came after both were taken.
    await (await closing.raw()).login('door-1')
    await closing.close()
    await until('both are cut off, long before a handshake would time out', () => closed === 2, 5000)
  })

  it('only by the ways that are configured; a port in use is an error', async () => {
    const port = it_.broker.ports.tcp
    await expect(startFixture({ tcpPort: port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    const other = await startFixture()
    expect(other.broker.ports).toMatchObject({ tls: null, webSocket: null })
    await other.close()
  })
})
