import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createWebhookChannel } from '../../alerts/channels/webhook.ts'
import { createResidentLinkOf } from '../../alerts/link-of.ts'
import { startOutbox } from '../../alerts/outbox.ts'
import { noFailpoint } from '../../base/failpoint.ts'
import type { HouseholdId } from '../../base/id.ts'
import { createLog } from '../../base/log.ts'
import { openTarget, setHouseholdContact } from '../../registry/household-contact.ts'
import { grantPermit } from '../../registry/permit.ts'
import { makeResidentLink, tellResidentToken } from '../../registry/resident-link.ts'
import { listDeliveries, listHouseholdDeliveries } from '../../store/delivery-log.ts'
import { onlyRow } from '../../store/only-row.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { MINUTE, speaker, T0 } from '../watch/stories.ts'
import { type District, makeDistrict } from './district.ts'
import { type Receiver, startReceiver } from './receiver.ts'

const SECOND = 1000
const KEY = Buffer.alloc(32, 3)
/** In Shanghai. */
const TEN_PAST_TWO = T0 + 130 * MINUTE
const graded = { graceSeconds: 30, residentFirstSeconds: 90 }

describe('a door that stands open is first the resident’s to close', () => {
  let database: TestDatabase
  let phone: Receiver
  let d: District
  let answer = 204
  /** What came before this test. */
  let before = 0

  beforeAll(async () => {
    database = await freshDatabase()
    phone = await startReceiver((response) => response.writeHead(answer).end())
  })
  afterAll(async () => {
    await phone.close()
    await database.close()
  })
  beforeEach(async () => {
    await database.pool.query('update notification set cancelled_at = now() where sent_at is null')
    before = phone.received.length
    d = await makeDistrict(database.pool, graded)
  })

  const known = (language: 'zh' | 'en' = 'zh', address = phone.url) =>
    d.inDb((tx) =>
      setHouseholdContact(
        tx,
        KEY,
        [d.root],
        { id: d.household, by: 'test', now: T0 },
        { name: '王芳', phone: '+8613800001234', language, channel: 'webhook', address },
      ),
    )
  const send = async (now: number, key: Buffer = KEY) => {
    const { pool } = database
    const outbox = startOutbox({
      ...{ pool, channels: [createWebhookChannel()], worker: 'one', clock: () => now, random: () => 1 },
      ...{ log: createLog('silent'), metrics: new Registry(), failpoint: noFailpoint, createClient: null },
      linkOf: () => null,
      residentLinkOf: createResidentLinkOf({ publicUrl: 'https://menshen.example/', key: KEY, pool, clock: () => now }),
      openTarget: (household: HouseholdId, target: string) => openTarget(key, household, target),
    })
    await outbox.run()
    await outbox.stop()
    return phone.received.length - before
  }
  const sent = () => phone.received.slice(before).map((it) => JSON.parse(it.body).data.text.body)
  const messages = () => listHouseholdDeliveries(database.pool, d.household, 10)
  const alerts = async () =>
    (await database.pool.query('select id from alert where household_id = $1 order by id', [d.household])).rows
  const opened = (at = TEN_PAST_TWO, now = at) => d.hear([speaker()('opened', at)], now)

  test('once, when the grace is over; staff hear of it when the time is up, and the log says so first', async () => {
    await known()
    await opened()
    expect(await send(TEN_PAST_TWO + 29 * SECOND)).toBe(0)
    expect(await send(TEN_PAST_TWO + 30 * SECOND)).toBe(1)
    expect(sent()).toEqual(['您家的门在 02:10 打开且仍未关上。若无需要请关好门；如有急事请致电 120 / 119 / 110。'])
    expect(await alerts()).toEqual([])
    await d.sweepAt(TEN_PAST_TWO + 120 * SECOND + 1)
    const alert = onlyRow(await alerts()).id
    expect(await d.log(alert)).toEqual(['resident_messaged', 'raised'])
    const { rows } = await database.pool.query('select at from alert_log where alert_id = $1 order by id limit 1', [
      alert,
    ])
    expect(rows).toEqual([{ at: TEN_PAST_TWO + 30 * SECOND }])
    expect(await listDeliveries(database.pool, alert, 10)).toMatchObject([
      { reason: 'resident', target: '•••', sentAt: TEN_PAST_TWO + 30 * SECOND },
    ])
    expect(await send(TEN_PAST_TWO + 10 * MINUTE)).toBe(1)
  })

  test('with the link to the page of their own, once staff have made one', async () => {
    const links = () => phone.received.slice(before).map((it) => JSON.parse(it.body).data.link ?? null)
    await known()
    await opened()
    await d.inDb((tx) => makeResidentLink(tx, KEY, [d.root], { id: d.household, by: 'test', now: T0 }))
    await send(TEN_PAST_TWO + 30 * SECOND)
    const token = await tellResidentToken(database.pool, KEY, [d.root], d.household)
    expect(links()).toEqual([`https://menshen.example/r/${token}`])
  })

  test('in their language', async () => {
    await known('en')
    await opened()
    await send(TEN_PAST_TWO + 30 * SECOND)
    expect(sent()).toEqual([
      'The door of your home was opened at 02:10 and is still open. Please close it; in an emergency call 120 / 119 / 110.',
    ])
  })

  test('a door that is closed within its grace is nobody’s concern', async () => {
    await known()
    const say = speaker()
    await d.hear([say('opened', TEN_PAST_TWO)], TEN_PAST_TWO)
    await d.hear([say('closed', TEN_PAST_TWO + 20 * SECOND)], TEN_PAST_TWO + 20 * SECOND)
    expect(await send(TEN_PAST_TWO + 30 * SECOND)).toBe(0)
    await d.sweepAt(TEN_PAST_TWO + 5 * MINUTE)
    expect(await messages()).toMatchObject([{ sentAt: null, cancelledAt: TEN_PAST_TWO + 30 * SECOND }])
    expect(await alerts()).toEqual([])
  })

  test('a permit that came in time makes it needless', async () => {
    await known()
    await opened()
    const window = { from: TEN_PAST_TWO - MINUTE, until: TEN_PAST_TWO + MINUTE, openingsMax: 1 }
    const terms = { householdId: d.household, areaId: null, reason: 'delivery', goingOut: false, note: '' } as const
    await d.inDb((tx) => grantPermit(tx, [d.root], { ...terms, ...window, grantedBy: 'x' }, TEN_PAST_TWO + 10 * SECOND))
    expect(await send(TEN_PAST_TWO + 30 * SECOND)).toBe(0)
    expect(await messages()).toMatchObject([{ cancelledAt: TEN_PAST_TWO + 30 * SECOND }])
  })

  test.each([
    { heard: 60, name: 'within the time: at once', count: 1 },
    { heard: 120, name: 'at its last instant: at once', count: 1 },
    { heard: 121, name: 'afterwards: not any more', count: 0 },
  ])('an opening that is heard of $name', async ({ heard, count }) => {
    await known()
    const now = TEN_PAST_TWO + heard * SECOND
    await opened(TEN_PAST_TWO, now)
    expect(await send(now)).toBe(count)
    await d.sweepAt(TEN_PAST_TWO + 200 * SECOND)
    expect(await alerts()).toHaveLength(1)
  })

  test('what could not be sent in time is not sent later', async () => {
    await known()
    await opened()
    expect(await send(TEN_PAST_TWO + 121 * SECOND)).toBe(0)
    expect(await messages()).toMatchObject([{ attempts: 0, cancelledAt: TEN_PAST_TWO + 121 * SECOND }])
  })

  test('a story told anew, with an opening that now begins earlier, tells the resident once', async () => {
    await known()
    const say = speaker()
    const first = say('heartbeat', TEN_PAST_TWO - MINUTE, { contact: 'closed' })
    const missing = say('opened', TEN_PAST_TWO)
    const seen = say('heartbeat', TEN_PAST_TWO + 20 * SECOND, { contact: 'open' })
    await d.hear([first, seen], TEN_PAST_TWO + 20 * SECOND)
    expect(await send(TEN_PAST_TWO + 50 * SECOND)).toBe(1)
    await d.hear([missing], TEN_PAST_TWO + 60 * SECOND)
    expect(await send(TEN_PAST_TWO + 60 * SECOND)).toBe(1)
    expect(await messages()).toHaveLength(1)
    await d.sweepAt(TEN_PAST_TWO + 121 * SECOND)
    expect((await d.log(onlyRow(await alerts()).id))[0]).toBe('resident_messaged')
  })

  test('a door that is opened twice is two messages', async () => {
    await known()
    const say = speaker()
    for (const minute of [0, 5]) {
      const at = TEN_PAST_TWO + minute * MINUTE
      await d.hear([say('opened', at)], at)
      await send(at + 30 * SECOND)
      await d.hear([say('closed', at + MINUTE)], at + MINUTE)
    }
    expect(sent()).toHaveLength(2)
  })

  test.each([
    { name: 'nobody is known', prepare: async () => undefined, key: KEY, log: ['raised'], why: [] },
    {
      name: 'the phone answers nothing that helps',
      prepare: () => known('zh', `${phone.url}/refuse`),
      key: KEY,
      log: ['resident_not_reached', 'raised'],
      why: [{ failedAt: TEN_PAST_TWO + 30 * SECOND }],
    },
    {
      name: 'the address was sealed under another key',
      prepare: () => known(),
      key: Buffer.alloc(32, 4),
      log: ['resident_not_reached', 'raised'],
      why: [{ lastError: 'the target cannot be decrypted with this key', sentAt: null }],
    },
  ])('staff hear of it at the same time when $name', async ({ prepare, key, log, why }) => {
    await prepare()
    answer = 410
    await opened()
    await send(TEN_PAST_TWO + 30 * SECOND, key)
    answer = 204
    await d.sweepAt(TEN_PAST_TWO + 120 * SECOND)
    expect(await alerts()).toEqual([])
    await d.sweepAt(TEN_PAST_TWO + 120 * SECOND + 1)
    expect((await d.log(onlyRow(await alerts()).id)).slice(0, log.length)).toEqual(log)
    expect(await messages()).toMatchObject(why)
  })
})
