import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { createWebPushChannel } from '../../alerts/channels/web-push.ts'
import { vapidKeysOf } from '../../registry/vapid-keys.ts'
import { notification, type OutgoingAlert, SENTENCE } from './notifications.ts'
import { type Browser, type PushService, startPushService } from './push-service.ts'
import { type Receiver, startReceiver } from './receiver.ts'

/** web-push refuses to sign for more than a day after the machine's own time, so that these tests live at that. */
const now = Date.now()
const keys = vapidKeysOf(Buffer.alloc(32, 7))
const gone: number[] = []
const open: Receiver[] = []
afterEach(async () => {
  gone.length = 0
  for (const receiver of open.splice(0)) await receiver.close()
})

const channelWith = (over: object = {}) =>
  createWebPushChannel({
    keys,
    contact: 'mailto:duty@example.org',
    furtherHosts: ['127.0.0.1'],
    onGone: async (id) => void gone.push(id),
    ...over,
  })
const channel = channelWith()

async function pushService(): Promise<PushService> {
  const service = await startPushService(() => now)
  open.push(service)
  return service
}

const to = (browser: Pick<Browser, 'endpoint' | 'keys'>, over: Partial<OutgoingAlert> = {}): OutgoingAlert =>
  notification({ channel: 'web_push', target: browser.endpoint, secret: JSON.stringify(browser.keys), ...over })

const answering =
  (status: number, headers: Record<string, string> = {}, text = '') =>
  (response: ServerResponse): void => {
    response.writeHead(status, headers).end(text)
  }

async function answered(answer: (response: ServerResponse) => void, over: object = {}) {
  const service = await pushService()
  const { keys: browserKeys } = service.subscribe(keys.publicKey)
  const receiver = await startReceiver(answer)
  open.push(receiver)
  return channelWith(over).send(to({ endpoint: `${receiver.url}/push/0123456789abcdef0123`, keys: browserKeys }), now)
}

describe('a message to a browser', () => {
  it.each(['zh', 'en'] as const)('is signed by us, and only the browser can read it: %s', async (language) => {
    const service = await pushService()
    const browser = service.subscribe(keys.publicKey, language)
    expect(await channel.send(to(browser, { link: 'https://menshen.example/a/x' }), now)).toEqual({
      kind: 'sent',
      reference: `${service.url}/message/1`,
    })
    const [message] = browser.fetch()
    expect(message).toMatchObject({ ttlSeconds: 3600, urgency: 'high', topic: 'alert-7' })
    expect(JSON.parse(message?.text ?? '')).toEqual({
      title: { zh: '【紧急】3号楼 2单元 1203', en: '[Critical] 3号楼 2单元 1203' }[language],
      body: expect.stringContaining(SENTENCE[language]),
      ...{ link: 'https://menshen.example/a/x', alertId: 7, topic: 'alert-7', critical: true, language },
    })
    expect(service.received[0]?.body).not.toContain('1203')
  })

  it.each([
    ['critical', 'high'],
    ['major', 'normal'],
    ['minor', 'low'],
  ] as const)('about a %s alert has urgency %s', async (severity, urgency) => {
    const browser = (await pushService()).subscribe(keys.publicKey)
    await channel.send(to(browser, { severity }), now)
    expect(browser.fetch()[0]?.urgency).toBe(urgency)
  })

  it('takes the place of an earlier one about the same alert that was not fetched', async () => {
    const browser = (await pushService()).subscribe(keys.publicKey)
    await channel.send(to(browser, { count: 1 }), now)
    await channel.send(to(browser, { severity: 'major' }), now)
    await channel.send(to(browser, { alertId: notification().alertId, late: true }), now)
    expect(browser.fetch()).toHaveLength(1)
  })

  it('stays below 3 KB, whatever it has to say, and breaks no character', async () => {
    const browser = (await pushService()).subscribe(keys.publicKey)
    const long = { building: '"\\\n门'.repeat(3000), sentence: { zh: '门"'.repeat(3000), en: '' } }
    expect(await channel.send(to(browser, long), now)).toMatchObject({ kind: 'sent' })
    const { text = '' } = browser.fetch()[0] ?? {}
    expect(Buffer.byteLength(text)).toBeLessThan(3072)
    expect(JSON.parse(text).title).not.toContain('�')
  })

  it('under another key, or signed for another time, is refused with words to act on', async () => {
    const browser = (await pushService()).subscribe(keys.publicKey)
    const other = channelWith({ keys: vapidKeysOf(Buffer.alloc(32, 8)) })
    const why = expect.stringMatching(/answered 403 ".+": it does not take our signature.*MENSHEN_WEB_PUSH_CONTACT/)
    expect(await other.send(to(browser), now)).toEqual({ kind: 'failed', why })
    expect(await channel.send(to(browser), now - 24 * 3_600_000)).toEqual({ kind: 'failed', why })
    expect(browser.fetch()).toEqual([])
  })

  it('to a browser that took its subscription back fails, and is told', async () => {
    const browser = (await pushService()).subscribe(keys.publicKey)
    browser.unsubscribe()
    const result = await channel.send(to(browser, { contactPoint: 31 }), now)
    expect(result).toEqual({ kind: 'failed', why: expect.stringContaining('taken its subscription back') })
    expect(gone).toEqual([31])
  })

  it('whose keys are gone fails without a call', async () => {
    const service = await pushService()
    const browser = service.subscribe(keys.publicKey)
    expect(await channel.send(to(browser, { secret: null }), now)).toMatchObject({ kind: 'failed' })
    expect(service.received).toEqual([])
  })
})

describe("a push service's answer", () => {
  it.each([
    [200, {}, { kind: 'sent', reference: null }],
    [201, {}, { kind: 'sent', reference: null }],
    [202, {}, { kind: 'sent', reference: null }],
    [201, { location: `https://push.example/${'m'.repeat(600)}` }, { reference: expect.stringMatching(/^.{500}$/) }],
    [404, {}, { kind: 'failed' }],
    [410, {}, { kind: 'failed' }],
    [413, {}, { kind: 'failed', why: expect.stringContaining('too large') }],
    [400, {}, { kind: 'failed', why: expect.stringContaining('our signature') }],
    [401, {}, { kind: 'failed', why: expect.stringContaining('our signature') }],
    [403, {}, { kind: 'failed', why: expect.stringContaining('our signature') }],
    [422, {}, { kind: 'failed' }],
    [302, { location: '/elsewhere' }, { kind: 'failed' }],
    [429, { 'retry-after': '60' }, { kind: 'throttled', afterMs: 60_000 }],
    [429, {}, { kind: 'throttled', afterMs: null }],
    [406, { 'retry-after': '9' }, { kind: 'throttled', afterMs: 9000 }],
    [200, { 'x-wns-notificationstatus': 'channelthrottled' }, { kind: 'throttled', afterMs: null }],
    [200, { 'x-wns-notificationstatus': 'dropped' }, { kind: 'failed', why: expect.stringContaining('dropped') }],
    [201, { 'x-wns-notificationstatus': 'received' }, { kind: 'sent', reference: null }],
    [500, {}, { kind: 'retry', afterMs: null }],
    [503, { 'retry-after': '9' }, { kind: 'retry', afterMs: 9000 }],
    [408, {}, { kind: 'retry', afterMs: null }],
  ])('%i with %j', async (status, headers, expected) => {
    expect(await answered(answering(status, headers, 'busy'))).toMatchObject(expected)
    expect(gone).toHaveLength(status === 404 || status === 410 ? 1 : 0)
  })

  it('never repeats the address', async () => {
    const result = await answered(answering(400, {}, 'see /push/0123456789abcdef0123'))
    expect(result).toMatchObject({ why: expect.stringContaining('see /push/…') })
  })

  it('that does not come, or never ends, or is cut off', async () => {
    const slow = await answered(() => undefined, { timeoutMs: 50 })
    expect(slow).toMatchObject({ kind: 'retry', why: expect.stringContaining('timeout') })
    expect(await answered((response) => response.writeHead(201).write('x'))).toEqual({ kind: 'sent', reference: null })
    expect(await answered((response) => response.destroy())).toMatchObject({ kind: 'retry' })
  })
})
