import { Registry } from 'prom-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Channel } from '../../alerts/channel.ts'
import { createSmsChannel } from '../../alerts/channels/sms.ts'
import { createVoiceChannel } from '../../alerts/channels/voice.ts'
import { startOutbox } from '../../alerts/outbox.ts'
import { noFailpoint } from '../../base/failpoint.ts'
import { PHONES, type Phone } from '../../store/contact-point.ts'
import { ACCESS_KEY, SIGN_NAME, startAlibaba, TEMPLATES } from '../alerts/alibaba.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { makeCommunity } from './two-areas.ts'

describe('a telephone as a contact point', () => {
  let fixture: ApiFixture
  let admin: Session
  let areaId: number

  beforeAll(async () => {
    fixture = await startApi()
    admin = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
    areaId = (await makeCommunity(fixture.pool, 'aaaa', fixture.now())).areaId
  })
  afterAll(() => fixture.close())

  const add = (body: object) => admin.post('/contact-points', { areaId, ...body })

  function channelOf(phone: Phone, endpoint: string): Promise<Channel> {
    const options = { ...ACCESS_KEY, receipts: false, endpoint, templates: { zh: TEMPLATES[phone], en: null } }
    return phone === 'sms'
      ? createSmsChannel({ ...options, signName: SIGN_NAME })
      : createVoiceChannel({ ...options, shownNumber: null })
  }

  test.each(PHONES)('%s: a test proves it, and its number is shown without the middle', async (channel) => {
    const provider = await startAlibaba(channel)
    const added = await add({ channel, target: '138 0000 1234' })
    const { id } = z.object({ id: z.number() }).parse(added.body)
    expect((await admin.post(`/contact-points/${id}/test`, {})).status).toBe(200)
    const outbox = startOutbox({
      ...{ pool: fixture.pool, channels: [await channelOf(channel, provider.url)], worker: 'one', clock: fixture.now },
      ...{ random: () => 1, log: fixture.deps.log, metrics: new Registry(), failpoint: noFailpoint },
      ...{ createClient: null, linkOf: () => null },
    })
    await outbox.run()
    await outbox.stop()
    await provider.close()
    expect(JSON.stringify(provider.taken)).toContain('测试消息')
    const list = await admin.get('/contact-points')
    expect(list.body).toMatchObject({
      contactPoints: expect.arrayContaining([
        expect.objectContaining({ id, channel, signed: false, target: '138****1234' }),
      ]),
    })
    expect(JSON.stringify(list.body)).not.toContain('13800001234')
  })

  test('the same number in another spelling is the same contact point', async () => {
    expect((await add({ channel: 'sms', target: '13900005678' })).status).toBe(200)
    expect((await add({ channel: 'sms', target: '+86 139 0000 5678' })).status).toBe(409)
  })

  test.each([
    ['sms', '1380000123', /not a telephone number/],
    ['sms', 'https://example.org/', /not a telephone number/],
    ['sms', '0571-88880000', /landline/],
    ['voice', '+85291234567', /mainland/],
  ])('%s to %j is refused', async (channel, target, reason) => {
    const { status, body } = await add({ channel, target })
    expect(status).toBe(400)
    expect(body).toMatchObject({ details: { field: 'target', reason: expect.stringMatching(reason) } })
  })

  test('a secret is refused', async () => {
    const { status, body } = await add({ channel: 'sms', target: '13800009999', secret: 'a secret of sixteen' })
    expect(status).toBe(400)
    expect(body).toMatchObject({ details: { field: 'secret', reason: expect.stringContaining('no signature') } })
  })
})
