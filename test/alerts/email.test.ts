import { once } from 'node:events'
import { createServer } from 'node:net'
import { simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../alerts/channel.ts'
import { createEmailChannel } from '../../alerts/channels/email.ts'
import { NOW, notification, SENTENCE } from './notifications.ts'
import { portOf } from './receiver.ts'

const FROM = 'Menshen <menshen@example.org>'
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

interface MailServer {
  readonly port: number
  readonly received: readonly string[]
}

async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const received: string[] = []
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false },
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        received.push(Buffer.concat(chunks).toString('utf8'))
        done()
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  closers.push(() => new Promise((resolve) => server.close(() => resolve())))
  return { port: portOf(listening.address()), received }
}

function channelTo(port: number, credentials = ''): Channel {
  const channel = createEmailChannel({ url: `smtp://${credentials}127.0.0.1:${port}`, from: FROM })
  closers.push(() => channel.close())
  return channel
}

function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode })
}

const mail = (over = {}) => notification({ channel: 'email', target: 'duty@example.org', ...over })

describe('a mail', () => {
  it('has Chinese above English, and the idempotency key as its Message-ID', async () => {
    const { port, received } = await mailServer()
    const sent = mail()
    expect(await channelTo(port).send(sent, NOW)).toEqual({
      ...{ kind: 'sent', reference: null, answer: expect.stringMatching(/^250 /) },
    })
    const read = await simpleParser(received[0] ?? '')
    expect(read.messageId).toBe(`<${sent.idempotencyKey}@menshen>`)
    expect(read.headers.get('idempotency-key')).toBe(sent.idempotencyKey)
    expect(read.from?.text).toContain('menshen@example.org')
    expect(read.subject).toBe('【紧急】3号楼 2单元 1203')
    const text = read.text ?? ''
    expect(text.indexOf(SENTENCE.zh)).toBeGreaterThan(-1)
    expect(text.indexOf(SENTENCE.en)).toBeGreaterThan(text.indexOf(SENTENCE.zh))
    expect(text).toContain('自 2026/3/1 10:00:00')
  })

  it('has its link on a line of its own', async () => {
    const { port, received } = await mailServer()
    const link = `https://menshen.example/a/${'x'.repeat(32)}`
    await channelTo(port).send(mail({ link, staffId: 3 }), NOW)
    await channelTo(port).send(mail({ link }), NOW)
    const texts = await Promise.all(received.map(async (it) => (await simpleParser(it)).text?.trimEnd()))
    expect(texts).toEqual([
      expect.stringMatching(new RegExp(`\n\n确认 Acknowledge: ${link}$`)),
      expect.stringMatching(new RegExp(`\n\n打开 Open: ${link}$`)),
    ])
  })

  it('cannot be given another header by the name of a room', async () => {
    const { port, received } = await mailServer()
    await channelTo(port).send(mail({ room: '1203\r\nBcc: somebody@example.org' }), NOW)
    const read = await simpleParser(received[0] ?? '')
    expect(read.headers.has('bcc')).toBe(false)
  })

  it('of many at once all go over at most four connections', async () => {
    const connections = { now: 0, most: 0 }
    const { port, received } = await mailServer({
      onConnect(_session, done) {
        connections.now += 1
        connections.most = Math.max(connections.most, connections.now)
        done()
      },
      onClose() {
        connections.now -= 1
      },
    })
    const channel = channelTo(port)
    const results = await Promise.all(Array.from({ length: 30 }, () => channel.send(mail(), NOW)))
    expect(results.every(({ kind }) => kind === 'sent')).toBe(true)
    expect(received).toHaveLength(30)
    expect(connections.most).toBeLessThanOrEqual(4)
  })

  it.each([
    [450, 'retry'],
    [550, 'failed'],
  ])('to a recipient refused with %i is a %s', async (code, kind) => {
    const { port } = await mailServer({ onRcptTo: (_address, _session, done) => done(refusal(code, 'mailbox')) })
    expect(await channelTo(port).send(mail(), NOW)).toMatchObject({ kind, why: expect.stringContaining('mailbox') })
  })

  it.each([
    [451, 'retry'],
    [554, 'failed'],
  ])('whose text is refused with %i is a %s', async (code, kind) => {
    const { port } = await mailServer({
      onData(stream, _session, done) {
        stream.resume().on('end', () => done(refusal(code, 'text')))
      },
    })
    expect(await channelTo(port).send(mail(), NOW)).toMatchObject({ kind })
  })

  it.each([451, 550])('from a sender refused with %i goes again, for somebody will mend the sender', async (code) => {
    const { port } = await mailServer({ onMailFrom: (_address, _session, done) => done(refusal(code, 'sender')) })
    expect(await channelTo(port).send(mail(), NOW)).toMatchObject({ kind: 'retry' })
  })

  it('after a refused login goes again, for somebody will mend the password', async () => {
    const { port } = await mailServer({
      ...{ authOptional: false, allowInsecureAuth: true },
      onAuth: (_auth, _session, done) => done(refusal(535, 'wrong password')),
    })
    const result = await channelTo(port, 'menshen:word@').send(mail(), NOW)
    expect(result).toMatchObject({ kind: 'retry' })
  })

  it('turned away at the door goes again', async () => {
    const { port } = await mailServer({ onConnect: (_session, done) => done(refusal(554, 'no service')) })
    expect(await channelTo(port).send(mail(), NOW)).toMatchObject({ kind: 'retry' })
  })

  it('with nobody listening goes again', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const port = portOf(server.address())
    server.close()
    await once(server, 'close')
    expect(await channelTo(port).send(mail(), NOW)).toMatchObject({
      kind: 'retry',
      why: expect.stringContaining('ECONNREFUSED'),
    })
  })

  it('to something that is no address has failed', async () => {
    const { port } = await mailServer()
    expect(await channelTo(port).send(mail({ target: '' }), NOW)).toMatchObject({ kind: 'failed' })
  })
})
