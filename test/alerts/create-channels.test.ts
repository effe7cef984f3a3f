import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../alerts/channel.ts'
import { createChannels, pushContactOf } from '../../alerts/create-channels.ts'
import { createPhoneChannels } from '../../alerts/phone-channels.ts'
import { readConfig } from '../../base/config.ts'
import { vapidKeysOf } from '../../registry/vapid-keys.ts'
import { onlyRow } from '../../store/only-row.ts'
import { freshDatabase } from '../support/database.ts'
import { notification } from './notifications.ts'
import { type PushService, startPushService } from './push-service.ts'

describe('whom a push service may write to', () => {
  it.each([
    [{}, 'mailto:menshen@localhost'],
    [{ MENSHEN_MAIL_FROM: '门神 <duty@example.org>' }, 'mailto:duty@example.org'],
    [{ MENSHEN_HTTP_PUBLIC_URL: 'http://menshen.example' }, 'mailto:menshen@localhost'],
    [{ MENSHEN_HTTP_PUBLIC_URL: 'https://menshen.example' }, 'https://menshen.example'],
    [
      { MENSHEN_HTTP_PUBLIC_URL: 'https://menshen.example', MENSHEN_WEB_PUSH_CONTACT: 'mailto:a@b.example' },
      'mailto:a@b.example',
    ],
  ])('%j: %s', (env, contact) => {
    expect(pushContactOf(readConfig(env))).toBe(contact)
  })
})

it.each([
  [{}, [null, null]],
  [{ MENSHEN_ALIBABA_RECEIPTS: 'true', MENSHEN_HTTP_PUBLIC_URL: 'https://menshen.example' }, [120_000, 240_000]],
])('receipts of text messages and calls are waited for only where they come: %j', async (env, waits) => {
  const key = { MENSHEN_ALIBABA_ACCESS_KEY_ID: 'id', MENSHEN_ALIBABA_ACCESS_KEY_SECRET: 'secret' }
  const sms = { MENSHEN_SMS_SIGN_NAME: '门神', MENSHEN_SMS_TEMPLATE_ZH: 'SMS_1', MENSHEN_VOICE_TEMPLATE_ZH: 'TTS_1' }
  const channels = await createPhoneChannels(readConfig({ ...key, ...sms, ...env }))
  expect(channels.map((it) => it.receiptMsMax)).toEqual(waits)
})

describe('a browser that took its subscription back', () => {
  const vapid = vapidKeysOf(Buffer.alloc(32, 7))
  const config = readConfig({ MENSHEN_WEB_PUSH_HOSTS: 'push.example,127.0.0.1' })
  let pool: Pool
  let close: () => Promise<void>
  let service: PushService
  let channels: readonly Channel[]

  beforeAll(async () => {
    const database = await freshDatabase()
    pool = database.pool
    close = database.close
    service = await startPushService()
    channels = await createChannels(config, { pool, vapid })
  })
  afterAll(async () => {
    await Promise.all(channels.map((it) => it.close()))
    await service.close()
    await close()
  })

  it('is a contact point no longer, and not before', async () => {
    const browser = service.subscribe(vapid.publicKey)
    const { rows } = await pool.query(
      `with person as (
         insert into staff (username, display_name, password_hash, created_at) values ('a', 'a', '', now()) returning id
       ) insert into contact_point (staff_id, channel, target, secret)
       select id, 'web_push', $1, $2 from person returning id`,
      [browser.endpoint, JSON.stringify(browser.keys)],
    )
    const contactPoint: number = onlyRow(rows).id
    const about = notification({ contactPoint, target: browser.endpoint, secret: JSON.stringify(browser.keys) })
    const send = async () => {
      const result = await channels.find((it) => it.id === 'web_push')?.send(about, Date.now())
      const found = await pool.query('select disabled_why from contact_point where id = $1', [contactPoint])
      return [result?.kind, onlyRow(found.rows).disabled_why]
    }
    expect(await send()).toEqual(['sent', null])
    browser.unsubscribe()
    expect(await send()).toEqual(['failed', 'gone'])
  })
})
