import { once } from 'node:events'
import { simpleParser } from 'mailparser'
import { Registry } from 'prom-client'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createChannels } from '../../alerts/create-channels.ts'
import { startOutbox } from '../../alerts/outbox.ts'
import { readConfig } from '../../base/config.ts'
import { noFailpoint } from '../../base/failpoint.ts'
import { startPushService } from '../alerts/push-service.ts'
import { portOf, startReceiver } from '../alerts/receiver.ts'
import { ADMIN_PASSWORD, type ApiFixture, PUSH_KEYS, startApi } from './api-fixture.ts'
import { type Answer, type Session, signIn } from './session.ts'
import { makeCommunity } from './two-areas.ts'

const created = z.object({ id: z.number() })

/** Robots and telephones have theirs beside their contact points' other tests. */
describe('a test message from the API arrives', () => {
  let fixture: ApiFixture
  let admin: Session
  let areaId: number

  beforeAll(async () => {
    fixture = await startApi({ webPush: { publicKey: PUSH_KEYS.publicKey, furtherHosts: ['127.0.0.1'] } })
    admin = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
    areaId = (await makeCommunity(fixture.pool, 'aaaa', fixture.now())).areaId
  })
  afterAll(() => fixture.close())

  /** Asks for a test of the contact point that was added, and sends with the channels that the settings make. */
  async function prove(added: Answer, env: Record<string, string> = {}): Promise<void> {
    const { id } = created.parse(added.body)
    expect((await admin.post(`/contact-points/${id}/test`, {})).status).toBe(200)
    const { pool, deps, now } = fixture
    const config = readConfig({ MENSHEN_WEB_PUSH_HOSTS: '127.0.0.1', ...env })
    const outbox = startOutbox({
      ...{ pool, channels: await createChannels(config, { pool, vapid: PUSH_KEYS }), worker: 'one', clock: now },
      ...{ random: () => 1, log: deps.log, metrics: new Registry(), failpoint: noFailpoint },
      ...{ createClient: null, linkOf: () => null },
    })
    await outbox.run()
    await outbox.stop()
    expect((await admin.get('/contact-points')).body).toMatchObject({
      contactPoints: expect.arrayContaining([
        expect.objectContaining({ id, deliveredAt: new Date(now()).toISOString() }),
      ]),
    })
  }

  test('by webhook', async () => {
    const { url, received, close } = await startReceiver()
    await prove(await admin.post('/contact-points', { areaId, channel: 'webhook', target: url }))
    expect(received.map((it) => JSON.parse(it.body).type)).toEqual(['menshen.test'])
    await close()
  })

  test('by e-mail', async () => {
    const mails: string[] = []
    const server = new SMTPServer({
      ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false },
      onData(stream, _session, done) {
        stream.setEncoding('utf8')
        stream.on('data', (text: string) => mails.push(text)).on('end', done)
      },
    })
    const listening = server.listen(0, '127.0.0.1')
    await once(listening, 'listening')
    const smtp = `smtp://127.0.0.1:${portOf(listening.address())}`
    const added = await admin.post('/contact-points', { areaId, channel: 'email', target: 'duty@example.org' })
    await prove(added, { MENSHEN_SMTP_URL: smtp, MENSHEN_MAIL_FROM: 'menshen@example.org' })
    expect((await simpleParser(mails.join(''))).subject).toContain('【测试】门神')
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })

  test('in a browser', async () => {
    const service = await startPushService(fixture.now)
    const browser = service.subscribe(PUSH_KEYS.publicKey)
    const { language, ...keys } = browser.keys
    await prove(await admin.post('/me/web-push-subscriptions', { endpoint: browser.endpoint, keys, language }))
    expect(browser.fetch().length).toBeGreaterThan(0)
    expect(browser.fetch().every((it) => it.text.includes('【测试】门神'))).toBe(true)
    await service.close()
  })
})
