import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type CommunityDoor, seedCommunity } from '../../registry/community.ts'
import { setHouseholdContact } from '../../registry/household-contact.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { addStaff } from '../../registry/staff.ts'
import { inTransaction } from '../../store/transaction.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from '../api/api-fixture.ts'
import { STAFF_PASSWORD } from '../api/two-areas.ts'
import { launchBrowser } from './browser.ts'
import { liveAlone } from './lived-household.ts'

/** Two hours of heartbeats, and then the door opens. */
const EVENING_DAYS = 0.08
const WIDTHS = [390, 1920]

let fixture: ApiFixture
let doors: readonly CommunityDoor[] = []
let origin: string
let browser: Browser
const complaints: string[] = []

beforeAll(async () => {
  fixture = await startApi({ clock: Date.now })
  doors = await seedCommunity(fixture.pool, Date.now)
  await inTransaction(fixture.pool, async (tx) => {
    const root = await ensureRootArea(tx)
    const member = { username: 'duty-2', displayName: '二号值班', password: STAFF_PASSWORD }
    const roles = [{ role: 'duty_officer', areaId: root }] as const
    await addStaff(tx, [root], { ...member, roles }, Date.now())
    await tx.query('update staff set must_change_password = false')
    const contact = { name: '王某', phone: '+8613800001234', language: 'zh', channel: null, address: null } as const
    for (const { householdId: id } of doors.slice(0, 3)) {
      await setHouseholdContact(tx, fixture.deps.contactKey, [root], { id, by: 'admin', now: Date.now() }, contact)
    }
  })
  origin = await fixture.api.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await fixture?.close()
})
beforeEach(() => {
  complaints.length = 0
})

const door = (place: number): CommunityDoor => {
  const it = doors[place]
  if (it === undefined) throw new Error('no such door')
  return it
}

async function open(username: string, password: string, width = 1280): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 844 }, locale: 'zh-CN' })
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text())
  })
  await page.goto(origin)
  await page.locator('input[name=username]').fill(username)
  await page.locator('input[name=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.locator('.connection[data-live=true]').waitFor()
  return page
}

test('officer: an alert arrives live, is acknowledged, the household called, permitted afterwards, resolved; a colleague sees it', async () => {
  const officer = await open('admin', ADMIN_PASSWORD)
  const colleague = await open('duty-2', STAFF_PASSWORD)
  await liveAlone(fixture.pool, door(0), { days: EVENING_DAYS, now: Date.now() })
  const [mine, theirs] = [officer.locator('.card'), colleague.locator('.card')]
  await mine.filter({ hasText: '疑似违规外出' }).locator('button[data-act=acknowledge]').click()
  await theirs.locator('.holder', { hasText: 'admin' }).waitFor()

  await mine.locator('h2 a').click()
  await officer.locator('.lane-open').first().waitFor({ state: 'attached' })
  await officer.locator('[data-act=reveal]').click()
  expect(await officer.locator('.reveal input').inputValue()).toContain('处理告警')
  await officer.locator('.reveal input').fill('询问为何开门')
  await officer.locator('.reveal button[type=submit]').click()
  expect(await officer.locator('.contact a').getAttribute('href')).toBe('tel:+8613800001234')
  const audited = await fixture.pool.query("select purpose from audit where action = 'household.contact.read'")
  expect(audited.rows).toEqual([{ purpose: '询问为何开门' }])

  await officer.locator('[data-act=dispatch]').click()
  await officer.locator('[data-step=dispatch] textarea').fill('请三号网格上门')
  await officer.locator('[data-step=dispatch] button[type=submit]').click()
  await officer.locator('.log', { hasText: '请三号网格上门' }).waitFor()

  await officer.locator('[data-act=late-delivery]').click()
  await officer.locator('article .mark.cleared').waitFor()
  await theirs.locator('.mark.cleared').waitFor()
  await officer.locator('article > .actions [data-act=resolve]').click()
  await officer.getByRole('combobox').press('ArrowDown')
  await officer.locator('.ant-select-item-option', { hasText: '已报备' }).click()
  await officer.locator('form.resolve').last().locator('button[type=submit]').click()
  await officer.locator('.holder', { hasText: '已报备' }).waitFor()
  await theirs.waitFor({ state: 'detached' })

  await officer.goto(`${origin}/households/${door(0).householdId}`)
  await officer.locator('.lookers', { hasText: '询问为何开门' }).waitFor()
  expect(complaints).toEqual([])
  await officer.context().close()
  await colleague.context().close()
}, 60_000)

test('the desk without a mouse: down, acknowledge, resolve, help', async () => {
  const page = await open('duty-2', STAFF_PASSWORD)
  await liveAlone(fixture.pool, door(1), { days: EVENING_DAYS, now: Date.now() })
  const card = page.locator('.card')
  await card.waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog').getByText('确认', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.keyboard.press('j')
  await page.keyboard.press('a')
  await card.locator('.mark.acknowledged').waitFor()
  await page.keyboard.press('r')
  await page.locator('.ant-select-open, .ant-select-focused').first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.locator('.ant-select-dropdown').waitFor()
  await page.keyboard.press('Enter')
  // The list closes in a task of its own; a Tab before it belongs to the list.
  await card.locator('[role=combobox][aria-expanded=false]').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.type('a j k 是写下的字')
  expect(await card.locator('textarea').inputValue()).toBe('a j k 是写下的字')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await card.waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
  await page.context().close()
}, 60_000)

test('what somebody has taken goes below what nobody has answered, and the keys still mean it', async () => {
  const page = await open('duty-2', STAFF_PASSWORD)
  await liveAlone(fixture.pool, door(4), { days: EVENING_DAYS, now: Date.now() - 60_000 })
  await liveAlone(fixture.pool, door(5), { days: EVENING_DAYS, now: Date.now() })
  const cards = page.locator('.card')
  await cards.nth(1).waitFor()
  const [older, newer] = await cards.evaluateAll((all) => all.map((it) => it.getAttribute('data-id')))
  await page.keyboard.press('j')
  await page.keyboard.press('a')
  await page.locator(`.card[data-id="${newer}"] + .card[data-id="${older}"][data-handling=acknowledged]`).waitFor()
  await page.locator(`.card[data-id="${older}"]:focus`).waitFor()
  expect(complaints).toEqual([])
  await page.context().close()
}, 60_000)

test.each(WIDTHS)(
  'the timeline at %i px: keys move and zoom, the table says the same, a permit takes one tap',
  async (width) => {
    const home = door(width === 390 ? 2 : 3)
    await liveAlone(fixture.pool, home, { days: 0.6, now: Date.now() })
    const page = await open('admin', ADMIN_PASSWORD, width)
    await page.goto(`${origin}/households`)
    await page.locator('.homes a').first().waitFor()
    const wide = () => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    expect(await wide()).toBeLessThanOrEqual(0)
    await page.goto(`${origin}/households/${home.householdId}`)
    await page.locator('.lane-label', { hasText: /开门 \d 次（无报备 \d），\d+(\.\d)?% 的时间可见/ }).waitFor()
    const shown = page.locator('.lane-window')
    const before = await shown.textContent()
    await page.locator('.lane-box').focus()
    await page.keyboard.press('+')
    await page.keyboard.press('ArrowLeft')
    expect(await shown.textContent()).not.toBe(before)
    await page.keyboard.press('Home')
    expect(await shown.textContent()).toBe(before)
    await page.locator('.as-table').click()
    await page.locator('.lane-table td', { hasText: '状态未知' }).first().waitFor()
    await page.locator('[data-act=usual-permit]').click()
    await page.locator('.records li', { hasText: '外卖快递' }).waitFor()
    expect(await wide()).toBeLessThanOrEqual(0)
    expect(complaints).toEqual([])
    await page.context().close()
  },
  60_000,
)
