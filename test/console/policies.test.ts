import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type AlertId, alertId, staffId } from '../../base/id.ts'
import { createLog } from '../../base/log.ts'
import { NUMBER_FIELDS } from '../../console/policies/fields.ts'
import { type BackTestRunner, startBackTests } from '../../registry/back-test-runner.ts'
import { type CommunityDoor, seedCommunity } from '../../registry/community.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { addStaff } from '../../registry/staff.ts'
import { resolveAlert } from '../../store/alert.ts'
import { inTransaction } from '../../store/transaction.ts'
import { policySettings } from '../../watch/policy.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from '../api/api-fixture.ts'
import { type Session, signIn } from '../api/session.ts'
import { STAFF_PASSWORD } from '../api/two-areas.ts'
import { until } from '../support/until.ts'
import { launchBrowser } from './browser.ts'
import { gravesIn } from './graves-in.ts'
import { liveDay } from './lived-day.ts'

const MINUTE_MS = 60_000
/** Midnight in Shanghai; two days are lived, and looked back on at noon of the third. */
const BEGIN = Date.parse('2026-02-28T16:00:00Z')
const DAYS = ['2026-03-01', '2026-03-02'] as const
const NOW = BEGIN + 60 * 60 * MINUTE_MS
const DECIDED = ['unpermitted_opening', 'opening_limit', 'left_open', 'missed_openings', 'not_opened']

let fixture: ApiFixture
let runner: BackTestRunner
let doors: readonly CommunityDoor[] = []
let breach: AlertId
let admin: Session
let origin: string
let browser: Browser
const complaints: string[] = []

const door = (place: number): CommunityDoor => {
  const it = doors[place]
  if (it === undefined) throw new RangeError(`no door ${place}`)
  return it
}

/** Minutes since the beginning of an opening, and of its end. */
const opened = (day: 0 | 1, hour: number, minute: number, minutes: number) => {
  const from = day * 1440 + hour * 60 + minute
  return [from, from + minutes] as const
}

const HALF = 0.5

beforeAll(async () => {
  fixture = await startApi({ wakeBackTests: () => runner.wake() })
  const { pool, now } = fixture
  runner = startBackTests({
    ...{ pool, url: pool.options.connectionString ?? '', clock: now, log: createLog('silent'), everyMs: 20 },
  })
  doors = await seedCommunity(pool, () => BEGIN, { reportingLimitSeconds: 3600 })
  await inTransaction(pool, async (tx) => {
    const roles = [{ role: 'duty_officer', areaId: await ensureRootArea(tx) }] as const
    const officer = { username: 'duty', displayName: '值班甲', password: STAFF_PASSWORD, roles }
    await addStaff(tx, [roles[0].areaId], officer, BEGIN)
    await tx.query('update staff set must_change_password = false')
  })
  const resolve = async (at: number) => {
    const { rows } = await pool.query<{ alert: number; staff: number }>(
      `select a.id as alert, s.id as staff from alert a, staff s
       where a.household_id = $1 and a.kind = 'unpermitted_opening' and s.username = 'duty'`,
      [door(1).householdId],
    )
    breach = alertId.parse(rows[0]?.alert)
    const outcome = { outcome: 'breach_confirmed', note: '上门核实，人不在家' } as const
    await resolveAlert(pool, breach, staffId.parse(rows[0]?.staff), at, outcome)
  }
  await liveDay(
    pool,
    BEGIN,
    2 * 1440,
    [
      { door: door(0), openings: [opened(0, 10, 0, HALF), opened(0, 15, 0, 5)] },
      { door: door(1), openings: [opened(0, 11, 0, 1), opened(1, 9, 0, HALF)] },
      { door: door(2), openings: [opened(1, 10, 0, 10)] },
      { door: door(3), openings: [0, 20, 40, 60, 80, 100].map((minute) => opened(1, 18, minute, HALF)) },
    ],
    [{ at: 13 * 60, act: resolve }],
  )
  fixture.setNow(NOW)
  admin = await signIn(fixture.api, 'admin', ADMIN_PASSWORD)
  origin = await fixture.api.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await runner?.stop()
  await fixture?.close()
})

async function open(username: string, password: string, at: string, width = 1280): Promise<Page> {
  const viewport = { width, height: 844 }
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/40[01]|503/.test(message.text())) complaints.push(message.text())
  })
  await page.goto(`${origin}${at}`)
  await page.locator('input[name=username]').fill(username)
  await page.locator('input[name=password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.locator('.policies h1').waitFor()
  return page
}

/** While this lasts, nobody reads an event: a back-test that was started goes on running. */
async function eventsHeld(work: () => Promise<void>): Promise<void> {
  const holder = await fixture.pool.connect()
  try {
    await holder.query('begin; lock table door_event in access exclusive mode')
    await work()
  } finally {
    await holder.query('rollback')
    holder.release()
  }
}

async function choose(page: Page, name: string, option: string): Promise<void> {
  const box = page.getByRole('combobox', { name, exact: true })
  await box.fill(option)
  await page.locator('.ant-select-item-option', { hasText: option }).first().click()
}

/** What live operation raised by day and by kind, reckoned without anything of the back-test's. */
async function raised(key: string): Promise<Readonly<Record<string, number>>> {
  const { rows } = await fixture.pool.query<{ key: string; n: number }>(
    `select ${key} as key, count(*)::int as n from alert where kind = any($1) and merged_into is null
       and started_at >= $2 and started_at < $2 + interval '2 days' group by 1 order by 1`,
    [DECIDED, new Date(BEGIN)],
  )
  return Object.fromEntries(rows.map((it) => [it.key, it.n]))
}

const pair = z.object({ before: z.number(), after: z.number() })
const shown = z.object({
  state: z.literal('done'),
  result: z.object({
    alerts: pair,
    notices: pair,
    byDay: z.array(pair.extend({ day: z.string() })),
    byDayAndKind: z.array(pair.extend({ day: z.string(), kind: z.string() })),
    byKind: z.array(pair.extend({ kind: z.string() })),
  }),
})

async function resultOf(page: Page) {
  const run = await page.locator('.run[data-state=done]').getAttribute('data-run')
  return shown.parse((await admin.get(`/back-tests/${run}`)).body).result
}

async function rowsOf(page: Page, part: string): Promise<string[][]> {
  await page.locator(`.${part} .as-table`).click()
  const rows = await page.locator(`.${part} tbody tr`).all()
  return Promise.all(rows.map((it) => it.locator('td').allTextContents()))
}

const figure = async (page: Page, name: string) =>
  (await page.locator(`[data-figure=${name}] dt + dd`).textContent()) ?? ''

const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

test('admin: back-tests a draft that would miss a confirmed breach, sees it, mends it, back-tests again, saves and assigns it', async () => {
  const page = await open('admin', ADMIN_PASSWORD, '/policies')
  await page.locator('[data-policy=default] a', { hasText: '第 1 版' }).click()
  await page.locator('[data-field=leftOpenSeconds]', { hasText: '超过 2 分钟没有关上' }).waitFor()
  await choose(page, '与另一版本比较', '一天五次')
  await page.locator('.differences [data-field=openingAlert]', { hasText: '只在当日超过规定次数后告警' }).waitFor()
  expect(await page.locator('.differences > div').count()).toBe(1)

  await page.locator('[data-act=draft]').click()
  const grace = page.getByRole('spinbutton', { name: '宽限（秒）' })
  await grace.fill('99999')
  await page.getByLabel('首日').fill(DAYS[0])
  await page.getByLabel('末日').fill(DAYS[1])
  await page.locator('[data-act=start]').click()
  await page.locator('.ant-form-item-explain-error', { hasText: '请填写 0 到 3600 的整数' }).waitFor()
  expect(await grace.evaluate('document.activeElement.id')).toBe('graceSeconds')
  await grace.fill('120')
  await eventsHeld(async () => {
    await page.locator('[data-act=start]').click()
    await page.locator('.run[data-state=running]', { hasText: '0 / 40 份隔离令' }).waitFor()
    await page.reload()
    await page.locator('.run[data-state=running]').waitFor()
    expect(await grace.inputValue()).toBe('120')
  })
  await page.locator('.run[data-state=done]').waitFor()

  const missing = await resultOf(page)
  const byDay = await raised("(started_at at time zone 'Asia/Shanghai')::date::text")
  expect(missing.alerts.before).toBe(Object.values(byDay).reduce((sum, it) => sum + it))
  expect(missing.alerts.after).toBeLessThan(missing.alerts.before)
  expect(await figure(page, 'alerts')).toBe(`${missing.alerts.before} → ${missing.alerts.after}`)
  expect(await figure(page, 'notices')).toBe(`0 → ${missing.notices.after}`)
  expect(await figure(page, 'missed')).toBe('▲ 1 / 1')
  expect(await page.locator('.by-day title').allTextContents()).toEqual(
    missing.byDay.map((it) => `${it.day}：实际 ${it.before}，按草案 ${it.after}`),
  )
  expect(await rowsOf(page, 'by-day')).toEqual(
    DAYS.map((day) => [day, String(byDay[day]), String(missing.byDay.find((it) => it.day === day)?.after)]),
  )
  await page.getByRole('combobox', { name: '类型' }).click()
  await page.locator('.ant-select-item-option', { hasText: '门未关' }).click()
  await page.locator('.by-day tbody tr', { hasText: /^2026-03-0111$/ }).waitFor()
  const leftOpen = missing.byDayAndKind.filter((it) => it.kind === 'left_open')
  expect(await page.locator('.by-day tbody tr').allTextContents()).toEqual(
    leftOpen.map((it) => `${it.day}${it.before}${it.after}`),
  )
  const ofKinds = await raised("(started_at at time zone 'Asia/Shanghai')::date || ' ' || kind")
  expect(Object.fromEntries(missing.byDayAndKind.map((it) => [`${it.day} ${it.kind}`, it.before]))).toEqual(ofKinds)
  const byKind = await raised('kind')
  expect((await rowsOf(page, 'by-kind')).map((cells) => Number(cells[1]))).toEqual(
    missing.byKind.map((it) => byKind[it.kind] ?? 0),
  )

  await page.locator('.missed a', { hasText: '疑似违规外出' }).click()
  await page.waitForURL(`${origin}/alerts/${breach}`)
  await page.getByText('1号楼 1单元 0201').first().waitFor()
  await page.goBack()
  await page.locator('.run[data-state=done]').waitFor()

  await grace.fill('45')
  await page.locator('.run', { hasText: '草案在回测之后又改过' }).waitFor()
  await page.locator('[data-act=start]').click()
  await page.locator('.missed', { hasText: '工作人员确认过的 1 起违规，草案都会告警' }).waitFor()
  const mended = await resultOf(page)
  expect(mended.alerts.after).toBeGreaterThan(missing.alerts.after)
  expect(await figure(page, 'alerts')).toBe(`${mended.alerts.before} → ${mended.alerts.after}`)
  expect(await page.locator('.run').textContent()).not.toContain('又改过')

  await page.getByLabel('名称').fill('默认')
  await page.getByText('只有管理全部辖区的管理员可以保存').waitFor()
  await page.getByLabel('名称').fill('夜间宽限')
  await page.locator('[data-act=save]').click()
  await page.locator('h1', { hasText: '夜间宽限 第 1 版' }).waitFor()
  await page.locator('[data-field=graceSeconds]', { hasText: '不超过 45 秒就关上的开门只记为提示' }).waitFor()
  await choose(page, '辖区', '平安小区 › 1号楼')
  await page.locator('[data-act=assign]').click()
  await page.locator('.in-force tr', { hasText: /平安小区 › 1号楼夜间宽限 第 1 版● 在用/ }).waitFor()
  await choose(page, '辖区', '平安小区 › 2号楼')
  await page.getByLabel('从何时起').fill('2026-03-05T08:00')
  await page.locator('[data-act=assign]').click()
  await page.locator('.in-force tr', { hasText: /平安小区 › 2号楼夜间宽限 第 1 版◔ 未到时间/ }).waitFor()
  const { rows } = await fixture.pool.query(
    `select a.name, g.from_at as "from", p.settings -> 'graceSeconds' as grace, p.version from policy_assignment g
     join policy p on p.id = g.policy_id join area a on a.id = g.area_id where p.name = '夜间宽限' order by g.id`,
  )
  expect(rows).toEqual([
    { name: '1号楼', from: NOW, grace: 45, version: 1 },
    { name: '2号楼', from: Date.parse('2026-03-05T00:00:00Z'), grace: 45, version: 1 },
  ])

  await page.goto(`${origin}/policies`)
  await page.locator('.in-force tr', { hasText: '2号楼' }).getByRole('button', { name: '撤回' }).click()
  await page.locator('.ant-popconfirm button', { hasText: '撤回' }).click()
  await page.locator('.in-force tr', { hasText: '2号楼' }).waitFor({ state: 'detached' })
  await page.locator('[data-policy="夜间宽限"]', { hasText: '● 平安小区 › 1号楼' }).waitFor()
  expect(complaints).toEqual([])
  await page.context().close()
}, 60_000)

test('a duty officer cancels a back-test, is told when too many wait, and neither saves nor assigns', async () => {
  const page = await open('duty', STAFF_PASSWORD, '/policies/draft?from=1', 390)
  await page.getByLabel('首日').fill(DAYS[1])
  await page.getByLabel('末日').fill(DAYS[0])
  await page.locator('[data-act=start]').click()
  await page.getByText('末日不能早于首日').waitFor()
  await page.getByLabel('首日').fill(DAYS[0])
  await page.getByLabel('末日').fill(DAYS[1])
  await eventsHeld(async () => {
    await page.locator('[data-act=start]').click()
    await page.locator('.run[data-state=running]').waitFor()
    const span = { from: new Date(BEGIN).toISOString(), until: new Date(NOW).toISOString() }
    const areaId = await inTransaction(fixture.pool, ensureRootArea)
    const others = Array.from({ length: 7 }, () => admin.post('/back-tests', { areaId, ...span, settings: {} }))
    const waiting = (await Promise.all(others)).map((it) => it.body.id)
    await page.locator('[data-act=start]').click()
    await page.getByText('排队和运行的回测已达上限').waitFor()
    for (const id of waiting) await admin.delete(`/back-tests/${id}`)
    await page.locator('[data-act=cancel]').click()
    await page.locator('.run[data-state=cancelled]', { hasText: '没有结果' }).waitFor()
  })
  const run = new URL(page.url()).searchParams.get('run')
  await until('it is cancelled', async () => (await admin.get(`/back-tests/${run}`)).body.state === 'cancelled')
  expect(await page.locator('[data-act=save]').count()).toBe(0)
  await page.goto(`${origin}/policies/1`)
  await page.locator('[data-act=draft]').waitFor()
  expect(await page.locator('[data-act=assign]').count()).toBe(0)
  expect(complaints).toEqual([])
  await page.context().close()
}, 60_000)

async function firstDone(): Promise<number | undefined> {
  const { rows } = await fixture.pool.query<{ id: number }>("select min(id) as id from back_test where state = 'done'")
  return rows[0]?.id
}

/** As somebody without a mouse goes there. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await page.locator(`${selector}:focus`).count()) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not come to ${selector}`)
}

test('by the keyboard alone a draft is found again, changed, run, and its picture read as a table', async () => {
  const page = await open('duty', STAFF_PASSWORD, '/policies')
  const done = await firstDone()
  await page.locator(`[data-back-test="${done}"]`).waitFor()
  await tabTo(page, `[data-back-test="${done}"] a`)
  await page.keyboard.press('Enter')
  await page.locator('.run[data-state=done]').waitFor()
  await tabTo(page, '#graceSeconds')
  await page.keyboard.type('0')
  await tabTo(page, '[data-act=start]')
  await page.keyboard.press('Enter')
  await page.locator(`.run[data-state=done]:not([data-run="${done}"])`).waitFor()
  await tabTo(page, '.by-kind .as-table')
  await page.keyboard.press('Enter')
  await page.locator('.by-kind td', { hasText: '门未关' }).waitFor()
  const { alerts } = await resultOf(page)
  expect(alerts.after).toBe(alerts.before)
  expect(complaints).toEqual([])
  await page.context().close()
})

test.each([390, 1920])(
  'nothing overflows at %i px, and axe finds nothing serious in a result, in either language',
  async (width) => {
    const page = await open('admin', ADMIN_PASSWORD, '/policies', width)
    const done = await firstDone()
    for (const language of ['zh-CN', 'en']) {
      for (const at of ['/policies', '/policies/1?with=3', `/policies/draft?from=1&run=${done}`]) {
        await page.goto(`${origin}${at}`)
        await page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' })
        await page
          .locator(at.includes('run') ? '.by-kind svg' : '.policies .part')
          .first()
          .waitFor()
        expect(await overflow(page), `${at} ${language}`).toBe(0)
        if (at.includes('run')) expect(await gravesIn(page), `${at} ${language}`).toEqual([])
      }
      await page.locator('button.language').click()
    }
    expect(complaints).toEqual([])
    await page.context().close()
  },
  60_000,
)

test('the limits that a field names are those of the service', () => {
  const limit = z.object({ minimum: z.number(), maximum: z.number() })
  const schema = z.object({ properties: z.record(z.string(), z.record(z.string(), z.unknown())) })
  const { properties } = schema.parse(z.toJSONSchema(policySettings))
  const numbers = Object.entries(properties).filter(([name]) => name !== 'openingAlert')
  const limits = numbers.map(([name, it]) => {
    const { minimum: min, maximum: max } = limit.parse(Array.isArray(it.anyOf) ? it.anyOf[0] : it)
    return { name, min, max }
  })
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name)
  expect([...NUMBER_FIELDS].toSorted(byName)).toEqual(limits.toSorted(byName))
})
