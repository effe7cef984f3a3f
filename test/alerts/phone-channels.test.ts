import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { AlibabaOptions } from '../../alerts/alibaba.ts'
import type { Channel, Outgoing } from '../../alerts/channel.ts'
import { createSmsChannel } from '../../alerts/channels/sms.ts'
import { createVoiceChannel } from '../../alerts/channels/voice.ts'
import { shortened } from '../../alerts/template-variables.ts'
import { householdId } from '../../base/id.ts'
import { PHONES, type Phone } from '../../store/contact-point.ts'
import {
  ACCESS_KEY,
  type AlibabaServer,
  ENGLISH_TEMPLATES,
  ok,
  REFERENCES,
  reply,
  SIGN_NAME,
  startAlibaba,
  TEMPLATES,
} from './alibaba.ts'
import { NOW, notification } from './notifications.ts'

const NUMBER = '+8613800001234'
const LINK = 'https://menshen.example/a/AbCd0123456789AbCd0123456789AbCd012'

const open: AlibabaServer[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

async function serverOf(phone: Phone, answer?: (response: ServerResponse) => void): Promise<AlibabaServer> {
  const server = await startAlibaba(phone, answer)
  open.push(server)
  return server
}

function channelOf(phone: Phone, endpoint: string, over: Partial<AlibabaOptions> = {}): Promise<Channel> {
  const basis = { ...ACCESS_KEY, endpoint, templates: { zh: TEMPLATES[phone], en: null }, receipts: false }
  const options = { ...basis, timeoutMs: 1000, ...over }
  return phone === 'sms'
    ? createSmsChannel({ ...options, signName: SIGN_NAME })
    : createVoiceChannel({ ...options, shownNumber: '057188880000' })
}

const alert = (over: Parameters<typeof notification>[0] = {}) => notification({ target: NUMBER, link: LINK, ...over })

function toResident(channel: Phone, language: 'zh' | 'en'): Outgoing {
  const { id, idempotencyKey, attempts, contactPoint, deliveredAt, secret } = notification()
  const message = {
    id,
    idempotencyKey,
    attempts,
    contactPoint,
    deliveredAt,
    secret,
    channel,
    target: NUMBER,
    staffId: null,
  }
  const about = { household: householdId.parse(1), openedAt: NOW, language, timeZone: 'Asia/Shanghai' }
  return { ...message, ...about, reason: 'resident', alertId: null, link: null }
}

function testOf(channel: Phone): Outgoing {
  const { id, idempotencyKey, attempts, contactPoint, deliveredAt, staffId } = notification()
  const message = { id, idempotencyKey, attempts, contactPoint, deliveredAt, staffId, channel, target: NUMBER }
  return { ...message, reason: 'test', secret: null, alertId: null, link: null }
}

describe.each(PHONES)('%s through Alibaba Cloud', (phone) => {
  const send = async (
    url: string,
    over: Parameters<typeof notification>[0] = {},
    options: Partial<AlibabaOptions> = {},
  ) => (await channelOf(phone, url, options)).send(alert({ channel: phone, ...over }), NOW)
  const answering = async (status: number, body: object, headers: Record<string, string> = {}) =>
    send((await serverOf(phone, (response) => reply(response, status, body, headers))).url)

  it('says place, what and since when, in Chinese', async () => {
    const { url, taken } = await serverOf(phone)
    expect(await send(url)).toEqual({ kind: 'sent', reference: REFERENCES[phone] })
    const variables = { place: '3号楼 2单元 1203', what: '疑似违规外出：无报备开门', since: '2026/3/1 10:00:00' }
    const told = {
      sms: {
        ...{ PhoneNumbers: '13800001234', SignName: '门神', TemplateCode: TEMPLATES.sms },
        TemplateParam: { ...variables, token: LINK.slice(-35) },
        OutId: alert().idempotencyKey,
      },
      voice: {
        ...{ CalledNumber: '13800001234', CalledShowNumber: '057188880000', TtsCode: TEMPLATES.voice },
        ...{ TtsParam: variables, PlayTimes: '3', OutId: '3f0c5a2e8f5b4f0' },
      },
    }
    expect(taken).toEqual([told[phone]])
  })

  it('says it in English where only that template was approved', async () => {
    const { url, taken } = await serverOf(phone)
    await send(url, {}, { templates: { zh: null, en: TEMPLATES[phone] } })
    expect(JSON.stringify(taken)).toContain('"what":"Suspected breach: opening without a"')
  })

  it.each([
    ['en', 'Your door'],
    ['zh', '您家的门'],
  ] as const)('speaks to a resident in their own language, %s, where both are approved', async (language, place) => {
    const { url, taken } = await serverOf(phone)
    const templates = { zh: TEMPLATES[phone], en: ENGLISH_TEMPLATES[phone] }
    const channel = await channelOf(phone, url, { templates })
    await channel.send(toResident(phone, language), NOW)
    await channel.send(alert({ channel: phone }), NOW)
    const used = taken.map((it) => it.TemplateCode ?? it.TtsCode)
    expect(used).toEqual([templates[language], templates.zh])
    expect(JSON.stringify(taken[0])).toContain(`"place":"${place}"`)
  })

  it('has a test that says that it is one', async () => {
    const { url, taken } = await serverOf(phone)
    const channel = await channelOf(phone, url)
    expect(await channel.send(testOf(phone), NOW)).toEqual({ kind: 'sent', reference: REFERENCES[phone] })
    expect(JSON.stringify(taken)).toContain('"place":"门神","what":"测试消息"')
  })

  it('goes again under the same OutId', async () => {
    const { url, taken } = await serverOf(phone)
    await send(url)
    await send(url, { attempts: 2 })
    expect(new Set(taken.map((it) => it.OutId)).size).toBe(1)
    expect(taken).toHaveLength(2)
  })

  it.each([
    ['another secret', { accessKeySecret: 'another' }, /SignatureDoesNotMatch.*MENSHEN_ALIBABA_ACCESS_KEY_SECRET/],
    ['another key', { accessKeyId: 'LTAI5tAnother' }, /InvalidAccessKeyId\.NotFound.*MENSHEN_ALIBABA_ACCESS_KEY_ID/],
    ['another template', { templates: { zh: 'X_1', en: null } }, /INVALID_PARAMETERS.*docs\/operations/s],
  ])('with %s fails for good', async (_, options, why) => {
    const { url, taken } = await serverOf(phone)
    expect(await send(url, {}, options)).toMatchObject({ kind: 'failed', why: expect.stringMatching(why) })
    expect(taken).toHaveLength(0)
  })

  it.each([
    ['isv.BUSINESS_LIMIT_CONTROL', '触发分钟级流控Permits:1', 'throttled', 60_000],
    ['isv.BUSINESS_LIMIT_CONTROL', '触发小时级流控Permits:5', 'throttled', null],
    ['isv.BUSINESS_LIMIT_CONTROL', '触发天级流控Permits:50', 'failed', undefined],
    ['isv.MOBILE_NUMBER_ILLEGAL', '手机号码格式错误', 'failed', undefined],
    ['isv.SMS_TEMPLATE_ILLEGAL', '模板不合法', 'failed', undefined],
    ['isv.TTS_TEMPLATE_ILLEGAL', 'TTS模板不合法', 'failed', undefined],
    ['isv.SMS_SIGNATURE_ILLEGAL', '签名不合法', 'failed', undefined],
    ['isv.AMOUNT_NOT_ENOUGH', '账户余额不足', 'failed', undefined],
    ['isv.OUT_OF_SERVICE', '业务停机', 'failed', undefined],
    ['isv.SOMETHING_NEW', '新的', 'failed', undefined],
    ['isp.SYSTEM_ERROR', '系统错误', 'retry', null],
    ['SOMETHING_ELSE', '', 'retry', null],
  ])('answered %s %s: %s', async (Code, Message, kind, afterMs) => {
    const result = await answering(200, { Code, Message })
    expect(result).toMatchObject({ kind, why: expect.stringContaining(`Alibaba Cloud answered ${Code}`) })
    if (afterMs !== undefined) expect(result).toMatchObject({ afterMs })
  })

  it.each([
    [429, { Code: 'Throttling.User', Message: 'Request was denied due to user flow control.' }, 'throttled', 2000],
    [503, { Code: 'ServiceUnavailable', Message: 'temporary failure' }, 'retry', null],
    [500, { Code: 'InternalError', Message: 'unknown error' }, 'retry', null],
    [403, { Code: 'NoPermission', Message: 'You are not authorized' }, 'failed', undefined],
    [400, { Code: 'SignatureNonceUsed', Message: 'nonce' }, 'retry', null],
    [404, { Code: 'Surprise', Message: '' }, 'failed', undefined],
  ])('answered %i %j: %s', async (status, body, kind, afterMs) => {
    const result = await answering(status, body, status === 429 ? { 'x-acs-retry-after': '2000' } : {})
    expect(result).toMatchObject({ kind, ...(afterMs === undefined ? {} : { afterMs }) })
  })

  it.each([
    ['that is slow', () => undefined, /RequestTimeout/],
    ['that drops the line', (it: ServerResponse) => void it.destroy(), /ECONNRESET/],
    [
      'that says 200 and drops the line',
      (it: ServerResponse) =>
        void it.writeHead(200, { 'content-length': '100' }).write('{"Code":"OK"', () => it.destroy()),
      /ECONNRESET/,
    ],
    ['behind a gateway that fails', (it: ServerResponse) => void it.writeHead(502).end('<html>'), /not JSON/],
    ['that answers nonsense', (it: ServerResponse) => void it.end('<html>busy</html>'), /not JSON/],
    ['that answers null', (it: ServerResponse) => void it.writeHead(500).end('null'), /not JSON/],
    ['that answers something else', (it: ServerResponse) => void it.end('{"ok":true}'), /nothing that is its answer/],
  ])('%s goes again, and of number and link nothing is told', async (_, answer, why) => {
    const { url } = await serverOf(phone, answer)
    const result = await send(url, {}, { timeoutMs: 100 })
    expect(result).toMatchObject({ kind: 'retry', afterMs: null, why: expect.stringMatching(why) })
    expect(JSON.stringify(result)).not.toMatch(/13800001234|AbCd0123|LTAI5t/)
  })

  it('where nobody listens goes again', async () => {
    const { url, close } = await startAlibaba(phone)
    await close()
    expect(await send(url)).toMatchObject({ kind: 'retry', why: expect.stringContaining('ECONNREFUSED') })
  })

  it('never repeats a number, the key or its secret', async () => {
    const said = `+8613800001234, 13800001234, 13912345678, ${ACCESS_KEY.accessKeyId}, ${ACCESS_KEY.accessKeySecret}`
    const result = await answering(200, { Code: 'isv.MOBILE_NUMBER_ILLEGAL', Message: said })
    expect(result).toMatchObject({ why: expect.stringContaining('138****1234, 138****1234, 139****5678, …, …') })
  })

  it.each(['13800001234x', 'https://example.org/', '+8613800'])('to %j fails without a call', async (target) => {
    const { url, received } = await serverOf(phone)
    expect(await send(url, { target })).toMatchObject({ kind: 'failed' })
    expect(received).toHaveLength(0)
  })
})

it('a call reaches a landline, and a public number calls where none was bought', async () => {
  const { url, taken } = await serverOf('voice')
  const account = { ...ACCESS_KEY, endpoint: url, receipts: false }
  const options = { ...account, templates: { zh: TEMPLATES.voice, en: null }, shownNumber: null }
  const channel = await createVoiceChannel(options)
  await channel.send(alert({ channel: 'voice', target: '+8657188880000' }), NOW)
  expect(taken).toEqual([expect.objectContaining({ CalledNumber: '057188880000' })])
  expect(taken[0]).not.toHaveProperty('CalledShowNumber')
})

it('a message to a resident has the token of the link to the page of their own', async () => {
  const { url, taken } = await serverOf('sms', ok('sms'))
  const link = 'https://menshen.example/r/2yX0C0mrIugagnqny-XJWw'
  await (await channelOf('sms', url)).send(alert({ channel: 'sms', link }), NOW)
  expect(taken[0]).toMatchObject({ TemplateParam: { token: '2yX0C0mrIugagnqny-XJWw' } })
})

it.each([null, 'https://menshen.example/alerts/7'])(
  'a message with the link %j has a token that is none',
  async (link) => {
    const { url, taken } = await serverOf('sms', ok('sms'))
    await (await channelOf('sms', url)).send(alert({ channel: 'sms', link }), NOW)
    expect(taken[0]).toMatchObject({ TemplateParam: { token: 'none' } })
  },
)

describe('a template variable', () => {
  it.each([
    ['门神', '门神'],
    ['门'.repeat(36), '门'.repeat(35)],
    [`${'门'.repeat(34)}👨‍👩‍👧`, '门'.repeat(34)],
    ['【紧急】3号楼\n2单元', '紧急 3号楼 2单元'],
  ])('%j is said as %j', (text, said) => expect(shortened(text)).toBe(said))
})
