import type { ServerResponse } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWebhookChannel } from '../../alerts/channels/webhook.ts'
import { type Escalator, startEscalator } from '../../alerts/escalator.ts'
import { type Outbox, startOutbox } from '../../alerts/outbox.ts'
import { noFailpoint } from '../../base/failpoint.ts'
import { type AreaId, areaId, type StaffId } from '../../base/id.ts'
import { type CommunityDoor, seedCommunity } from '../../registry/community.ts'
import { addContactPoint } from '../../registry/contact-point.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { judgeRosters } from '../../registry/roster/judge-rosters.ts'
import { addStaff } from '../../registry/staff.ts'
import { inTransaction } from '../../store/transaction.ts'
import { type Receiver, startReceiver } from '../alerts/receiver.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from '../api/api-fixture.ts'
import { STAFF_PASSWORD } from '../api/two-areas.ts'
import { until } from '../support/until.ts'
import { launchBrowser } from './browser.ts'
import { liveAlone } from './lived-household.ts'

const EVENING_DAYS = 0.02

let fixture: ApiFixture
let doors: readonly CommunityDoor[] = []
let street: AreaId
let origin: string
let browser: Browser
let receiver: Receiver
let outbox: Outbox
let escalator: Escalator
/** What the receiver of webhooks answers next; afterwards it takes everything. */
const answersNext: number[] = []
const complaints: string[] = []

beforeAll(async () => {
  fixture = await startApi({ clock: Date.now })
  const { pool, deps } = fixture
  receiver = await startReceiver((response: ServerResponse) => response.writeHead(answersNext.shift() ?? 204).end())
  doors = await seedCommunity(pool, Date.now)
  const { rows } = await pool.query("select id from area where kind = 'street'")
  street = areaId.parse(rows[0]?.id)
  for (const [username, displayName, role] of [
    ['duty-a', '值班甲', 'duty_officer'],
    ['grid-b', '网格乙', 'grid_worker'],
    ['viewer', '街道办', 'viewer'],
  ] as const) {
    await join(username, displayName, role)
  }
  await pool.query('update staff set must_change_password = false')
  const parts = { pool, clock: Date.now, log: deps.log, failpoint: noFailpoint }
  escalator = startEscalator({ ...parts, metrics: new Registry() })
  outbox = startOutbox({
    ...{ ...parts, metrics: new Registry(), channels: [createWebhookChannel()], worker: 'one', random: () => 0 },
    ...{ createClient: deps.createClient, linkOf: () => null, onWake: () => escalator.wake() },
  })
  origin = await fixture.api.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await outbox?.stop()
  await escalator?.stop()
  await receiver?.close()
  await fixture?.close()
})

/** With a webhook of their own for what escalations send them. */
async function join(
  username: string,
  displayName: string,
  role: 'duty_officer' | 'grid_worker' | 'viewer',
): Promise<StaffId> {
  return inTransaction(fixture.pool, async (tx) => {
    const scope = [await ensureRootArea(tx)]
    const person = { username, displayName, password: STAFF_PASSWORD, roles: [{ role, areaId: street }] }
    const staffId = await addStaff(tx, scope, person, Date.now())
    const point = { channel: 'webhook', target: `${receiver.url}/${username}`, secret: null } as const
    await addContactPoint(tx, scope, { ...point, areaId: null, staffId, severityMin: 'minor' })
    return staffId
  })
}

async function open(username: string, password: string, at: string, width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'zh-CN' })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/40[01]/.test(message.text())) complaints.push(message.text())
  })
  await page.goto(`${origin}${at}`)
  await page.locator('input[name=username]').fill(username)
  await page.locator('input[name=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.locator('.reach h1').waitFor()
  return page
}

const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

/** Chooses by keyboard, as whoever types does: a list that is open would stand before the next field. */
async function choose(page: Page, name: string, option: string): Promise<void> {
  const box = page.getByRole('combobox', { name, exact: true })
  await box.click()
  await page
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option', { hasText: option })
    .first()
    .click()
  if ((await box.getAttribute('aria-expanded')) === 'true') await page.keyboard.press('Escape')
}

const submit = (page: Page) => page.locator('.reach-form button[type=submit]').click()

test('admin makes a roster with a gap, sees the gap, fills it by an exception; a phone shows the same, and an officer may', async () => {
  const page = await open('admin', ADMIN_PASSWORD, '/roster', 1920)
  await page.locator('[data-act=make-roster]').click()
  await submit(page)
  expect(await page.locator('.reach-form .ant-form-item-explain-error').count()).toBe(3)
  await choose(page, '区域', '门神街道')
  await page.getByLabel('名称', { exact: true }).fill('夜间网格')
  await choose(page, '层级', '网格员')
  await choose(page, '无人值班时依次通知', '值班甲')
  await submit(page)
  await page.locator('.now', { hasText: '现在无人值班，先通知：值班甲' }).waitFor()

  await page.locator('[data-act=add-shift]').click()
  await choose(page, '人员', '值班甲')
  await page.getByLabel('结束', { exact: true }).fill('08:00')
  await submit(page)
  await page.locator('.ant-form-item-explain', { hasText: '与开始相同的班次没有长度' }).waitFor()
  await page.getByLabel('结束', { exact: true }).fill('20:00')
  await submit(page)
  await page.locator('.plan li', { hasText: '值班甲' }).waitFor()
  await choose(page, '人员', '网格乙')
  await page.getByLabel('开始', { exact: true }).fill('20:00')
  await page.getByLabel('结束', { exact: true }).fill('06:00')
  await submit(page)
  await page.locator('.plan li', { hasText: '次日 06:00' }).waitFor()
  await page.locator('.reach-form').getByRole('button', { name: '取消' }).click()

  await page.getByRole('button', { name: '下一周 ›' }).click()
  await page.locator('.gaps', { hasText: '空缺 7 段，共 14 小时' }).waitFor()
  const monday = page.locator('.week-picture .day').first()
  expect(await monday.locator('.piece').allTextContents()).toEqual([
    expect.stringMatching(/^00:00–06:00.*网格乙/),
    expect.stringMatching(/^06:00–08:00.*⚠ 无人值班.*值班甲/),
    expect.stringMatching(/^08:00–20:00.*值班甲/),
    expect.stringMatching(/^20:00–24:00.*网格乙/),
  ])
  await monday.locator('[data-gap=true] button').click()
  const day = await monday.getAttribute('data-day')
  expect(await page.getByLabel('开始', { exact: true }).inputValue()).toBe(`${day}T06:00`)
  await page.getByLabel('结束', { exact: true }).fill(`${day}T05:00`)
  await choose(page, '谁来', '网格乙')
  await page.getByLabel('原因').fill('补早班')
  await submit(page)
  await page.locator('.ant-form-item-explain', { hasText: '须晚于开始和现在' }).waitFor()
  await page.getByLabel('结束', { exact: true }).fill(`${day}T08:00`)
  await submit(page)
  await page.locator('.gaps', { hasText: '空缺 6 段，共 12 小时' }).waitFor()
  await monday.locator('.piece', { hasText: '加班' }).waitFor()
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await page.locator('.as-table').click()
  expect(await page.locator('.week-list .line[data-gap=true]').count()).toBe(6)
  const address = page.url().slice(origin.length)
  await page.context().close()

  const phone = await open('duty-a', STAFF_PASSWORD, address, 390)
  await phone.locator('.week-list .line', { hasText: '06:00–08:00' }).first().waitFor()
  expect(await phone.locator('.week-list .line[data-gap=true]', { hasText: '⚠ 无人值班' }).count()).toBe(6)
  await phone.locator('[data-exception]', { hasText: '补早班' }).getByRole('button', { name: '撤回' }).click()
  await phone.locator('.ant-popconfirm button', { hasText: '撤回' }).click()
  await phone.locator('.gaps', { hasText: '空缺 7 段' }).waitFor()
  expect(await overflow(phone)).toBeLessThanOrEqual(0)

  // A quarter of an hour after it was made it is looked at, and what is empty within a day stands in the queue.
  await inTransaction(fixture.pool, (tx) => judgeRosters(tx, Date.now() + 16 * 60_000))
  const { rows } = await fixture.pool.query("select id from alert where kind = 'roster_empty'")
  await phone.goto(`${origin}/alerts/${rows[0]?.id}`)
  await phone.getByRole('link', { name: '到排班中补人' }).click()
  await phone.locator('.week-list .line[data-gap=true]').first().waitFor()
  await phone.context().close()
  expect(complaints).toEqual([])
})

test('admin sends a test to a webhook and reads its answers: refused, later taken', async () => {
  const page = await open('admin', ADMIN_PASSWORD, '/roster/contacts', 390)
  await page.locator('[data-act=add-contact]').click()
  await choose(page, '属于', '区域')
  await choose(page, '区域', '门神街道')
  await choose(page, '方式', 'Webhook')
  await page.getByLabel('地址（https://…）').fill('no address')
  await submit(page)
  await page.locator('.ant-form-item-explain', { hasText: '地址或号码与方式不符' }).waitFor()
  await page.getByLabel('地址（https://…）').fill(`${receiver.url}/street`)
  await submit(page)
  const card = page.locator('.reach-card', { hasText: `${receiver.url}/street` })
  await card.locator('.amber', { hasText: '从未送达' }).waitFor()

  answersNext.push(404, 503)
  await card.locator('[data-act=send-test]').click()
  await card.locator('[data-fate=failed]', { hasText: '未送达' }).waitFor()
  expect(await card.locator('.tries').textContent()).toMatch(/第 1 次.*失败：对方没有这个地址 answered 404/)
  await card.locator('[data-act=send-test]').click()
  await card.locator('[data-fate=sent]', { hasText: '对方已接收' }).waitFor()
  expect(await card.locator('.tries').textContent()).toMatch(
    /第 1 次.*未成功：对方暂时不可用 answered 503第 2 次.*对方已接收：answered 204/,
  )
  const tests = receiver.received.filter((it) => it.path === '/street')
  expect(tests.map((it) => JSON.parse(it.body).type)).toEqual(['menshen.test', 'menshen.test', 'menshen.test'])
  expect(await overflow(page)).toBeLessThanOrEqual(0)

  await card.getByRole('button', { name: '停用' }).click()
  await page.locator('.ant-popconfirm button', { hasText: '停用' }).click()
  await card.locator('.amber', { hasText: '停用' }).waitFor()
  await card.getByRole('button', { name: '启用' }).click()
  await card.locator('[data-act=send-test]').waitFor()
  await page.context().close()
  expect(complaints).toEqual([])
})

test('reads the delivery log of an alert, of a person, and of what failed; whoever is no officer reads their own', async () => {
  const [door] = doors
  if (door === undefined) throw new Error('no door')
  answersNext.push(503)
  await liveAlone(fixture.pool, door, { days: EVENING_DAYS, now: Date.now() })
  await until('a grid worker is called', async () => {
    const { rowCount } = await fixture.pool.query("select from notification where reason like 'step/%'")
    return rowCount
  })
  const page = await open('admin', ADMIN_PASSWORD, '/roster/deliveries', 1920)
  await page.locator('.deliveries [data-fate=sent]').nth(1).waitFor()
  await page.locator('.deliveries a').first().click()
  await page.getByRole('link', { name: '每条消息的送达记录' }).click()
  const step = page.locator('tr', { hasText: '通知网格员' })
  await step.waitFor()
  expect(await step.textContent()).toMatch(/(值班甲|网格乙) Webhook .*对方已接收/)
  expect(await page.locator('tr', { hasText: '新告警' }).textContent()).toContain(`${receiver.url}/street`)
  expect(await page.locator('.deliveries .tries').allTextContents()).toContainEqual(
    expect.stringContaining('对方暂时不可用 answered 503'),
  )
  expect(new URL(page.url()).searchParams.get('alert')).toMatch(/^\d+$/)
  await page.getByRole('link', { name: '全部送达记录' }).click()
  await page.getByLabel('只看未送达的').click()
  await page.getByText('没有消息').waitFor()
  const called = receiver.received.find((it) => /duty-a|grid-b/.test(it.path))?.path === '/duty-a' ? '值班甲' : '网格乙'
  await choose(page, '按人员查看', called)
  await page.locator('tr', { hasText: '通知网格员' }).waitFor()
  expect(await page.locator('.deliveries tbody tr').count()).toBe(1)
  await page.context().close()

  const viewer = await open('viewer', STAFF_PASSWORD, '/roster/deliveries', 390)
  await viewer.getByText('发给我的消息').waitFor()
  await viewer.getByText('没有消息').waitFor()
  expect(await viewer.locator('.tabs a').allTextContents()).toEqual(['排班', '升级策略', '送达记录', '维护静默'])
  await viewer.context().close()
  expect(complaints).toEqual([])
})

test('an officer changes who is called when; the one before ends as the new one begins', async () => {
  const page = await open('duty-a', STAFF_PASSWORD, '/roster/escalation', 390)
  await page.locator('[data-policy=default]', { hasText: '3 分钟后值班台' }).waitFor()
  await page.locator('[data-act=make-policy]').click()
  await choose(page, '区域', '门神街道')
  await page.getByLabel('名称', { exact: true }).fill('夜里的门')
  await choose(page, '告警种类', '疑似违规外出')
  await page.getByLabel('开始后（秒）').nth(1).fill('400')
  await submit(page)
  await page.locator('.steps-field .ant-form-item-explain', { hasText: '后一步不能早于前一步' }).waitFor()
  await page.getByLabel('开始后（秒）').nth(1).fill('60')
  await submit(page)
  const card = page.locator('.cards .reach-card', { hasText: '夜里的门' })
  await card.locator('.ladder li', { hasText: '1 分钟后' }).waitFor()
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await card.getByRole('button', { name: '修改' }).click()
  await page.getByLabel('开始后（秒）').nth(1).fill('120')
  await submit(page)
  await card.first().locator('.ladder li', { hasText: '2 分钟后' }).waitFor()
  await page.locator('summary', { hasText: '已停用 1 个' }).click()
  await page.locator('details .reach-card', { hasText: '1 分钟后' }).waitFor()
  const { rows } = await fixture.pool.query('select steps from escalation_policy where ended_at is null')
  expect(rows).toMatchObject([{ steps: [{ afterMs: 0 }, { afterMs: 120_000 }, { afterMs: 300_000 }] }])
  await page.context().close()
  expect(complaints).toEqual([])
})

test('an officer sets a silence and ends it early; one that is too long is refused beside its field', async () => {
  const page = await open('duty-a', STAFF_PASSWORD, '/roster/silences', 390)
  // Its length is by the service's clock, however wrong this one is.
  await page.clock.setFixedTime(Date.now() - 3 * 86_400_000)
  await page.locator('[data-act=make-silence]').click()
  await choose(page, '区域', '门神街道')
  await page.getByLabel('时长（小时）').fill('48')
  await page.getByLabel('原因').fill('更换网关')
  await submit(page)
  await page.locator('.ant-form-item-explain', { hasText: '最长 24 小时' }).waitFor()
  await page.getByLabel('时长（小时）').fill('1.5')
  await submit(page)
  const card = page.locator('.reach-card[data-standing=running]', { hasText: '更换网关' })
  await card.getByText('正在静默').waitFor()
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await card.getByRole('button', { name: '提前结束' }).click()
  await page.locator('.ant-popconfirm button', { hasText: '提前结束' }).click()
  await page.locator('.reach-card[data-standing=over]', { hasText: 'duty-a 于' }).waitFor()
  await page.context().close()
  expect(complaints).toEqual([])
})
