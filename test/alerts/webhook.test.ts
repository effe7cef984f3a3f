import { createHmac } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { createWebhookChannel } from '../../alerts/channels/webhook.ts'
import { NOW, notification, SENTENCE } from './notifications.ts'
import { type Receiver, startReceiver } from './receiver.ts'

const channel = createWebhookChannel()
const open: Receiver[] = []
afterEach(async () => {
  for (const receiver of open.splice(0)) await receiver.close()
})

async function receiving(answer?: (response: ServerResponse) => void): Promise<Receiver> {
  const receiver = await startReceiver(answer)
  open.push(receiver)
  return receiver
}

const answering =
  (status: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(status, headers).end('x'.repeat(100_000))
  }

describe('a webhook', () => {
  it('is a CloudEvents 1.0 event under the idempotency key', async () => {
    const receiver = await receiving()
    const link = 'https://menshen.example/alerts/7'
    const sent = notification({ target: `${receiver.url}/hook?x=1`, late: true, count: 3, link })
    expect(await channel.send(sent, NOW)).toEqual({ kind: 'sent', reference: null, answer: 'answered 204' })
    const [post] = receiver.received
    expect(post).toMatchObject({ method: 'POST', path: '/hook?x=1' })
    expect(post?.headers).toMatchObject({
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'idempotency-key': sent.idempotencyKey,
    })
    expect(JSON.parse(post?.body ?? '')).toEqual({
      ...{ specversion: '1.0', id: sent.idempotencyKey, source: '/menshen', type: 'menshen.alert.unpermitted_opening' },
      ...{ subject: 'alert/7', time: '2026-03-01T02:00:00.000Z', datacontenttype: 'application/json' },
      data: {
        ...{ alertId: 7, kind: 'unpermitted_opening', severity: 'critical', condition: 'active', count: 3, late: true },
        ...{ reason: 'raised', startedAt: '2026-03-01T02:00:00.000Z' },
        place: { building: '3号楼', unit: '2单元', room: '1203' },
        link,
        text: {
          zh: { title: '【紧急】3号楼 2单元 1203', body: expect.stringContaining(SENTENCE.zh) },
          en: { title: '[Critical] 3号楼 2单元 1203', body: expect.stringContaining(SENTENCE.en) },
        },
      },
    })
  })

  it('is signed over its time and its bytes', async () => {
    const receiver = await receiving()
    await channel.send(notification({ target: receiver.url }), NOW)
    const [post] = receiver.received
    const timestamp = String(NOW / 1000)
    expect(post?.headers['menshen-timestamp']).toBe(timestamp)
    const mac = createHmac('sha256', 'a secret')
      .update(`${timestamp}.`)
      .update(post?.body ?? '')
      .digest('hex')
    expect(post?.headers['menshen-signature']).toBe(`v1=${mac}`)
  })

  it('without a secret has no signature', async () => {
    const receiver = await receiving()
    await channel.send(notification({ target: receiver.url, secret: null }), NOW)
    expect(receiver.received[0]?.headers).not.toHaveProperty('menshen-signature')
  })

  it.each([200, 201, 202, 204])('answered %i is delivered', async (status) => {
    const receiver = await receiving((response) => response.writeHead(status).end())
    const answer = `answered ${status}`
    expect(await channel.send(notification({ target: receiver.url }), NOW)).toEqual({
      ...{ kind: 'sent', reference: null, answer },
    })
  })

  it.each([
    [408, {}, null],
    [429, {}, null],
    [429, { 'retry-after': '7' }, 7000],
    [503, { 'retry-after': new Date(NOW + 9000).toUTCString() }, 9000],
    [503, { 'retry-after': new Date(NOW - 9000).toUTCString() }, null],
    [503, { 'retry-after': 'soon' }, null],
    [500, {}, null],
    [502, {}, null],
  ])('answered %i with %j goes again', async (status, headers, afterMs) => {
    const receiver = await receiving(answering(status, headers))
    const result = await channel.send(notification({ target: receiver.url }), NOW)
    expect(result).toEqual({ kind: 'retry', afterMs, why: `answered ${status}` })
  })

  it.each([400, 401, 403, 404, 410, 422, 301, 302, 307])('answered %i has failed', async (status) => {
    const receiver = await receiving(answering(status, { location: '/elsewhere' }))
    const result = await channel.send(notification({ target: receiver.url }), NOW)
    expect(result).toEqual({ kind: 'failed', why: `answered ${status}` })
    expect(receiver.received).toHaveLength(1)
  })

  it('that nobody answers goes again', async () => {
    const receiver = await receiving(() => undefined)
    const result = await createWebhookChannel({ timeoutMs: 50 }).send(notification({ target: receiver.url }), NOW)
    expect(result).toMatchObject({ kind: 'retry', afterMs: null, why: expect.stringContaining('timeout') })
  })

  it('whose answer never ends is delivered all the same', async () => {
    const receiver = await receiving((response) => {
      response.writeHead(200)
      response.write('x'.repeat(1_000_000))
    })
    expect(await channel.send(notification({ target: receiver.url }), NOW)).toMatchObject({ kind: 'sent' })
  })

  it('cut off in its answer goes again', async () => {
    const receiver = await receiving((response) => response.destroy())
    expect(await channel.send(notification({ target: receiver.url }), NOW)).toMatchObject({ kind: 'retry' })
  })

  it('refused by nobody listening goes again', async () => {
    const receiver = await startReceiver()
    await receiver.close()
    const result = await channel.send(notification({ target: receiver.url }), NOW)
    expect(result).toMatchObject({ kind: 'retry', why: expect.stringContaining('ECONNREFUSED') })
  })

  it.each(['ftp://example.org/', 'file:///etc/passwd', 'http://', 'hook', '', 'http://user:word@127.0.0.1/'])(
    'to %j has failed',
    async (target) => {
      expect(await channel.send(notification({ target }), NOW)).toMatchObject({ kind: 'failed' })
    },
  )
})
