import { Registry } from 'prom-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Channel } from '../../alerts/channel.ts'
import { createDingtalkChannel } from '../../alerts/channels/dingtalk.ts'
import { createFeishuChannel } from '../../alerts/channels/feishu.ts'
import { createWecomChannel } from '../../alerts/channels/wecom.ts'
import { startOutbox } from '../../alerts/outbox.ts'
import { noFailpoint } from '../../base/failpoint.ts'
import type { Robot } from '../../store/contact-point.ts'
import { SECRET, startRobot, TOKEN } from '../alerts/robots.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { makeCommunity } from './two-areas.ts'

const ROBOTS: readonly (readonly [Robot, Channel, string | undefined])[] = [
  ['dingtalk', createDingtalkChannel(), SECRET],
  ['wecom', createWecomChannel(), undefined],
  ['feishu', createFeishuChannel(), SECRET],
]
const LOOPBACK_DINGTALK = `http://127.0.0.1:1/robot/send?access_token=${TOKEN}`
const FEISHU = `https://open.feishu.cn/open-apis/bot/v2/hook/${TOKEN}`
const WECOM = `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${TOKEN}`

describe('a group robot as a contact point', () => {
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

  test.each(ROBOTS)('%s: a test proves it, and nobody reads its token', async (channel, sender, secret) => {
    const robot = await startRobot(channel, { secret: secret ?? null, clock: fixture.now })
    const added = await add({ channel, target: robot.target, ...(secret === undefined ? {} : { secret }) })
    const { id } = z.object({ id: z.number() }).parse(added.body)
    expect((await admin.post(`/contact-points/${id}/test`, {})).status).toBe(200)
    const outbox = startOutbox({
      ...{ pool: fixture.pool, channels: [sender], worker: 'one', clock: fixture.now, random: () => 1 },
      ...{
        log: fixture.deps.log,
        metrics: new Registry(),
        failpoint: noFailpoint,
        linkOf: () => null,
        createClient: null,
      },
    })
    await outbox.run()
    await outbox.stop()
    await robot.close()
    expect(robot.group).toEqual([expect.stringContaining('【测试】门神')])
    const list = await admin.get('/contact-points')
    expect(list.body).toMatchObject({
      contactPoints: expect.arrayContaining([
        expect.objectContaining({
          ...{ id, channel, signed: secret !== undefined, deliveredAt: new Date(fixture.now()).toISOString() },
          target: `${new URL(robot.target).host} …${TOKEN.slice(-4)}`,
        }),
      ]),
    })
    expect(JSON.stringify([added.body, list.body])).not.toContain(TOKEN.slice(0, -4))
  })

  test('the delivery log shows no token either', async () => {
    const { rows } = await fixture.pool.query(
      `with point as (insert into contact_point (area_id, channel, target) values ($1, 'wecom', $2) returning id)
       insert into notification (alert_id, contact_point_id, reason, due_at)
       select (select min(id) from alert), id, 'raised', now() from point returning alert_id`,
      [areaId, WECOM],
    )
    const alert = z.array(z.object({ alert_id: z.number() })).parse(rows)[0]?.alert_id
    const { body } = await admin.get(`/alerts/${alert}`)
    expect(body).toMatchObject({
      notifications: expect.arrayContaining([expect.objectContaining({ target: 'qyapi.weixin.qq.com …c8e9' })]),
    })
    expect(JSON.stringify(body)).not.toContain(TOKEN.slice(0, -4))
  })

  test.each([
    ['dingtalk', LOOPBACK_DINGTALK.replace('127.0.0.1', '10.1.2.3'), /not https/],
    ['feishu', FEISHU.replace('https', 'http'), /not https/],
    ['dingtalk', WECOM, /oapi\.dingtalk\.com/],
    ['wecom', FEISHU, /qyapi\.weixin\.qq\.com/],
    ['feishu', LOOPBACK_DINGTALK, /open\.feishu\.cn/],
    ['wecom', `${WECOM}&debug=1`, /nothing more/],
    ['wecom', WECOM.replace(TOKEN, 'short'), /nothing more/],
    ['feishu', `${FEISHU}#x`, /nothing more/],
    ['feishu', FEISHU.replace('open', 'user:word@open'), /nothing more/],
    ['feishu', TOKEN, /not an address/],
  ])('%s at %j is refused', async (channel, target, reason) => {
    const { status, body } = await add({ channel, target })
    expect(status).toBe(400)
    expect(body).toMatchObject({
      ...{ code: 'request.invalid', details: { field: 'target', reason: expect.stringMatching(reason) } },
    })
    expect(JSON.stringify(body)).not.toContain(TOKEN)
  })

  test('a secret for a robot that signs nothing is refused', async () => {
    const { status, body } = await add({ channel: 'wecom', target: WECOM, secret: SECRET })
    expect(status).toBe(400)
    expect(body).toMatchObject({ details: { field: 'secret', reason: expect.stringContaining('signs nothing') } })
    expect(JSON.stringify(body)).not.toContain(SECRET)
  })
})
