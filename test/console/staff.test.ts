import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { zh } from '../../console/audit/words-zh.ts'
import { type ApiFixture, startApi } from '../api/api-fixture.ts'
import { signIn } from '../api/session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from '../api/two-areas.ts'
import { launchBrowser } from './browser.ts'

const FIRST_PASSWORD = 'handed over in person'

let fixture: ApiFixture
let here: Community
let origin: string
let browser: Browser
const complaints: string[] = []

beforeAll(async () => {
  fixture = await startApi({ clock: Date.now })
  here = await makeCommunity(fixture.pool, 'here', Date.now())
  await fixture.pool.query('update staff set must_change_password = false')
  await fixture.pool.query("update staff_role set role = 'auditor' where staff_id = $1", [here.colleagueId])
  origin = await fixture.api.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await fixture?.close()
})

async function open(username: string, at: string, width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 844 }, locale: 'zh-CN' })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/40[01]/.test(message.text())) complaints.push(message.text())
  })
  await page.goto(`${origin}${at}`)
  await page.locator('input[name=username]').fill(username)
  await page.locator('input[name=password]').fill(STAFF_PASSWORD)
  await page.keyboard.press('Enter')
  return page
}

const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

test('an administrator adds a person with a role, sets another password, and locks them out and in', async () => {
  const page = await open(here.username, '/staff', 390)
  await page.locator('[data-act=add]').click()
  await page.getByLabel('用户名', { exact: true }).fill('grid-1')
  await page.getByLabel('姓名', { exact: true }).fill('一号网格员')
  await page.getByLabel('初始密码').fill('short')
  await page.getByRole('combobox', { name: '角色' }).click()
  await page.locator('.ant-select-item-option', { hasText: '网格员' }).click()
  await page.getByRole('combobox', { name: '区域' }).click()
  await page.locator('.ant-select-item-option', { hasText: 'here' }).first().click()
  await page.locator('.person-form button[type=submit]').click()
  await page.locator('.ant-alert', { hasText: '密码太容易被猜到' }).waitFor()
  await page.getByLabel('初始密码').fill(FIRST_PASSWORD)
  await page.locator('.person-form button[type=submit]').click()
  const person = page.locator('[data-username=grid-1]')
  await person.locator('.held', { hasText: '网格员 · here' }).waitFor()
  expect(await overflow(page)).toBe(0)
  expect((await (await signIn(fixture.api, 'grid-1', FIRST_PASSWORD)).get('/me')).status).toBe(200)

  await person.getByRole('button', { name: '停用' }).click()
  await page.locator('.ant-popconfirm button', { hasText: '停用' }).click()
  await person.getByText('已停用').waitFor()
  await person.getByRole('button', { name: '恢复' }).click()
  await person.getByText('已停用').waitFor({ state: 'detached' })
  await person.getByRole('button', { name: '重设密码' }).click()
  await person.getByLabel('初始密码').fill(`${FIRST_PASSWORD} again`)
  await person.locator('button[type=submit]').click()
  await page.locator('.ant-message', { hasText: '已重设' }).waitFor()
  expect((await (await signIn(fixture.api, 'grid-1', `${FIRST_PASSWORD} again`)).get('/me')).status).toBe(200)
  await page.context().close()
})

test('of hundreds of areas the one that is typed is found, given, and shown by its name', async () => {
  await fixture.pool.query(
    `insert into area (parent_id, kind, name, time_zone)
     select $1, 'building', '高层' || n || '号楼', null from generate_series(1, 320) n`,
    [here.areaId],
  )
  const page = await open(here.username, '/staff', 390)
  await page.locator('[data-act=add]').click()
  await page.getByLabel('用户名', { exact: true }).fill('grid-2')
  await page.getByLabel('姓名', { exact: true }).fill('二号网格员')
  await page.getByLabel('初始密码').fill(FIRST_PASSWORD)
  const area = page.getByRole('combobox', { name: '区域' })
  await area.click()
  await page.locator('.ant-select-item-option', { hasText: 'here' }).first().waitFor()
  await area.fill('层317')
  await page.locator('.ant-select-item-option:only-child', { hasText: 'here › 高层317号楼' }).click()
  await page.locator('.role .ant-select', { hasText: 'here › 高层317号楼' }).waitFor()
  await page.locator('.person-form button[type=submit]').click()
  const person = page.locator('[data-username=grid-2]')
  await person.locator('.held', { hasText: '高层317号楼' }).waitFor()
  await person.getByRole('button', { name: '修改' }).click()
  await person.locator('.role .ant-select', { hasText: 'here › 高层317号楼' }).waitFor()
  expect(await overflow(page)).toBe(0)
  expect(complaints).toEqual([])
  await page.context().close()
})

test('auditor: sees who looked, at what and for which purpose, and changes nothing', async () => {
  const officer = await signIn(fixture.api, here.username, STAFF_PASSWORD)
  const contact = { channel: 'sms', name: '王某', phone: '13800001234' }
  await officer.post(`/households/${here.householdId}/contact`, contact)
  await officer.post(`/households/${here.householdId}/reveal-contact`, { purpose: '<b>回访</b>' })
  const page = await open('viewer-here', '/audit?what=looks', 1920)
  const line = page.locator('[data-action="household.contact.read"]')
  await line.waitFor()
  expect(await line.textContent()).toMatch(/here \(staff-here\).*查看住户姓名电话.*here here-0101.*<b>回访<\/b>/s)
  await page.getByRole('combobox', { name: '记录类别' }).click()
  await page.locator('.ant-select-item-option', { hasText: '操作' }).click()
  await page.locator('[data-action="household.set_contact"]').waitFor()
  expect(await page.locator('[data-action="household.contact.read"]').count()).toBe(0)
  expect(new URL(page.url()).search).toBe('?what=acts')
  expect(await overflow(page)).toBe(0)
  await page.goto(`${origin}/staff`)
  await page.locator('[data-username=staff-here]').waitFor()
  expect(await page.locator('.staff .ant-btn:not([data-act^=export])').count()).toBe(0)
  expect(complaints).toEqual([])
  await page.context().close()
})

test('every act that is written down has words', async () => {
  const root = new URL('../../', import.meta.url)
  const files = await Promise.all(
    ['api', 'registry'].map((it) => readdir(new URL(it, root), { recursive: true, withFileTypes: true })),
  )
  const sources = await Promise.all(
    files
      .flat()
      .filter((it) => it.name.endsWith('.ts'))
      .map((it) => readFile(path.join(it.parentPath, it.name), 'utf8')),
  )
  const written = /(?:action:|ACTION =|act\()[^'\n]*'([a-z_]+\.[a-z_.]+)'/g
  const actions = sources.flatMap((it) => [...it.matchAll(written)].map(([, action = '']) => action))
  expect(actions.length).toBeGreaterThan(40)
  expect(actions.filter((it) => !Object.hasOwn(zh.action, it.replaceAll('.', '_')))).toEqual([])
})

test('the accounts leave as a file that spreadsheet programs open', async () => {
  const page = await open(here.username, '/staff', 390)
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('.save-table [data-act=export-csv]').click(),
  ])
  expect(saved.suggestedFilename()).toMatch(/^人员-\d{4}-\d\d-\d\d\.csv$/)
  const text = await readFile(await saved.path(), 'utf8')
  expect(text.split('\r\n')[0]).toBe('\ufeff用户名,姓名,角色@区域编号,停用')
  expect(text).toContain(here.username)
  expect(await overflow(page)).toBe(0)
  expect(complaints).toEqual([])
  await page.context().close()
})
