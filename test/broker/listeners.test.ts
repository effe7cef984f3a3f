import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect as connectSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { connectAsync } from 'mqtt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { sensorTopic } from '../../protocol/topic.ts'
import { until } from '../support/until.ts'
import { type Fixture, login, startFixture } from './broker-fixture.ts'

/** A certificate authority, a server's certificate and a sensor's, made anew by openssl. */
function makeCertificates(folder: string): (name: string) => string {
  const run = (...words: readonly string[]): unknown => execFileSync('openssl', words, { cwd: folder, stdio: 'ignore' })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  run('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=authority')
  run('req', '-x509', ...newKey, '-keyout', 'other.key', '-out', 'other.pem', '-days', '2', '-subj', '/CN=door-9')
  for (const name of ['localhost', 'door-9']) {
    run('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`)
    run('x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-days', '2', '-out', `${name}.pem`)
  }
  return (file) => readFileSync(join(folder, file), 'utf8')
}

describe('a client comes in', () => {
  const folder = mkdtempSync(join(tmpdir(), 'menshen-broker-'))
  let it_: Fixture
  let pem: (file: string) => string
  beforeAll(async () => {
    pem = makeCertificates(folder)
    const tls = { port: 0, cert: pem('localhost.pem'), key: pem('localhost.key'), clientAuthority: pem('ca.pem') }
    it_ = await startFixture({ tls, webSocketPort: 0 })
  })
  afterAll(async () => {
    await it_.close()
    rmSync(folder, { recursive: true })
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
    const certificate = { cert: pem('door-9.pem'), key: pem('door-9.key'), rejectUnauthorized: false }
    const client = await connectAsync(tlsUrl(), { clientId: 'door-9', reconnectPeriod: 0, ...certificate })
    await client.publishAsync(sensorTopic('door-9', 'up'), '{}', { qos: 1 })
    await client.endAsync()
  })

  it('but not by one that it did not sign, nor under the name of another', async () => {
    const signed = { cert: pem('door-9.pem'), key: pem('door-9.key'), rejectUnauthorized: false, reconnectPeriod: 0 }
    const foreign = { ...signed, cert: pem('other.pem'), key: pem('other.key') }
    await expect(connectAsync(tlsUrl(), { clientId: 'door-9', ...foreign }, false)).rejects.toThrow()
    await expect(connectAsync(tlsUrl(), { clientId: 'door-8', ...signed }, false)).rejects.toThrow()
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

  it('only by the ways that are configured; a port in use is an error', async () => {
    const port = it_.broker.ports.tcp
    await expect(startFixture({ tcpPort: port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    const other = await startFixture()
    expect(other.broker.ports).toMatchObject({ tls: null, webSocket: null })
    await other.close()
  })
})
