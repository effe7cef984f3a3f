import { afterAll, beforeAll, expect, test } from 'vitest'
import { sign } from '../../alerts/channels/webhook.ts'
import { ENGLISH_TEMPLATES, REFERENCES } from '../alerts/alibaba.ts'
import { until } from '../support/until.ts'
import { COMMUNITY_SECRET, linkOf, type Night, PHONES, startNight, visit } from './night.ts'

/**
 * The whole service, and a night that its users would tell like this: a door opens at ten past two and stays open. The resident
 * is asked to close it, the grid worker's phone is off, and the duty desk takes it. Only the clock is set.
 */
let night: Night
beforeAll(async () => {
  night = await startNight('2026-03-02T02:05:00+08:00')
})
afterAll(() => night.close())

const holding = (entry: object) => expect.objectContaining(entry)

test('the resident, the grid worker and the desk are reached in turn, one of the desk takes it, and it is settled', async () => {
  const { texts, calls, community, httpUrl } = night
  await night.goTo('02:10:00')
  await night.door('open')

  // The resident first, in their language. Staff hear nothing yet.
  await night.goTo('02:10:30')
  await until('the resident is asked to close the door', () => texts(PHONES.resident).length > 0)
  expect(texts(PHONES.resident)).toMatchObject([
    {
      TemplateCode: ENGLISH_TEMPLATES.sms,
      TemplateParam: { place: 'Your door', what: 'is still open, please close it', since: '02/03/2026, 02:10:00' },
    },
  ])
  await night.goTo('02:11:30')
  expect(await night.alerts()).toEqual([])

  // A minute later it is still open: an alert, which the community's own system is told, signed.
  await night.goTo('02:11:31')
  await until("the community's system is told", () => community.received.length > 0)
  const [told] = community.received
  expect(JSON.parse(told?.body ?? '')).toMatchObject({
    type: 'menshen.alert.unpermitted_opening',
    data: { severity: 'critical', place: { building: '3号楼', room: '1203' } },
  })
  const signature = sign(COMMUNITY_SECRET, String(told?.headers['menshen-timestamp']), told?.body ?? '')
  expect(told?.headers['menshen-signature']).toBe(`v1=${signature}`)

  // The grid worker's phone takes no text message, and then no call either.
  await until('nothing reached the grid worker', async () => {
    const { notifications } = await night.story()
    return notifications.filter((it) => it.failedAt !== null).length === 2
  })

  // The duty desk: one of the two on duty is called, the other has a text message with a link.
  await night.goTo('02:12:31')
  await until('the desk is called', () => calls(PHONES.desk).length > 0)
  expect(calls(PHONES.desk)).toMatchObject([{ TtsParam: { place: '3号楼 1203' } }])
  await until('the other has a message', () => texts(PHONES.otherDesk).length > 0)
  const link = linkOf(httpUrl, texts(PHONES.otherDesk)[0])

  // Looking at the page, as a preview does, acknowledges nothing. Its button does.
  await night.goTo('02:12:50')
  expect(await visit('GET', link)).toEqual([200, expect.stringContaining('<form method="post">')])
  expect((await night.story()).alert).toMatchObject({ handling: 'new', acknowledgedAt: null })
  expect(await visit('POST', link)).toEqual([200, expect.not.stringContaining('<form')])

  // A minute later it would have been the street office's, and after that everybody's once more. Messages do go there.
  await night.goTo('02:16:00')
  await night.door('closed')
  await night.resolve('breach_confirmed', '已上门核实')
  await night.sendTest(PHONES.streetOffice)
  await until('the street office has the test', () => texts(PHONES.streetOffice).length > 0)
  expect(texts(PHONES.streetOffice)).toMatchObject([{ TemplateParam: { what: '测试消息' } }])

  const { alert, log, notifications } = await night.story()
  expect(alert).toMatchObject({ condition: 'cleared', handling: 'resolved', outcome: 'breach_confirmed' })
  const atTime = (time: string) => new Date(`2026-03-02T${time}+08:00`).toISOString()
  expect(log.map(({ at, what, by, detail }) => ({ at, what, by, detail }))).toEqual(
    [
      { at: '02:10:30', what: 'resident_messaged', by: null, detail: { channel: 'sms' } },
      { at: '02:11:31', what: 'raised', by: null, detail: { severity: 'critical', count: 1 } },
      { at: '02:11:31', what: 'escalated', by: null, detail: { level: 'grid_worker', people: 1 } },
      { at: '02:11:31', what: 'fell_back', by: null, detail: { from: 'sms', to: 'voice' } },
      { at: '02:12:31', what: 'escalated', by: null, detail: { level: 'duty_desk', people: 2 } },
      { at: '02:12:50', what: 'acknowledged', by: 'other-desk', detail: { by: 'link' } },
      { at: '02:16:00', what: 'cleared', by: null, detail: { reason: 'door_closed' } },
      { at: '02:16:00', what: 'resolved', by: 'other-desk', detail: { outcome: 'breach_confirmed' } },
    ].map((it) => ({ ...it, at: atTime(it.at), detail: holding(it.detail) })),
  )
  const refused = [{ outcome: 'failed', answer: expect.stringContaining('isv.BUSINESS_LIMIT_CONTROL') }]
  const taken = (reference: string | null) => [{ outcome: 'sent', reference }]
  expect(notifications.map(({ reason, channel, target, tries }) => ({ reason, channel, target, tries }))).toEqual(
    [
      { reason: 'resident', channel: 'sms', target: '•••', tries: taken(REFERENCES.sms) },
      { reason: 'raised', channel: 'webhook', target: community.url, tries: taken(null) },
      { reason: 'step/grid_worker', channel: 'sms', target: '139****1111', tries: refused },
      { reason: 'step/grid_worker', channel: 'voice', target: '139****1111', tries: refused },
      { reason: 'step/duty_desk', channel: 'voice', target: '137****2222', tries: taken(REFERENCES.voice) },
      { reason: 'step/duty_desk', channel: 'sms', target: '137****3333', tries: taken(REFERENCES.sms) },
    ].map((it) => ({ ...it, tries: it.tries.map(holding) })),
  )
}, 90_000)
