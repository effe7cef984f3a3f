import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CommunityDoor, seedCommunity } from '../../registry/community.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { inTransaction } from '../../store/transaction.ts'
import { ADMIN_PASSWORD, type ApiFixture, RECEIPT_KEY, startApi } from '../api/api-fixture.ts'
import { launchBrowser } from './browser.ts'
import { liveAlone } from './lived-household.ts'

/** Two hours of heartbeats, and then the door opens. */
const EVENING_DAYS = 0.08

let fixture: ApiFixture
let door: CommunityDoor
let origin: string
let browser: Browser

beforeAll(async () => {
  // Reached by its own address: no other is set.
  fixture = await startApi({ clock: Date.now, receipts: { key: RECEIPT_KEY, publicUrl: null } })
  const [first] = await seedCommunity(fixture.pool, Date.now)
  if (first === undefined) throw new Error('no door')
  door = first
  await inTransaction(fixture.pool, async (tx) => {
    await ensureRootArea(tx)
    await tx.query('update staff set must_change_password = false')
  })
  await liveAlone(fixture.pool, door, { days: EVENING_DAYS, now: Date.now() })
  origin = await fixture.api.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await fixture?.close()
})

test('resident: the page of one’s own home, a permit asked for and granted, an emergency', async () => {
  const complaints: string[] = []
  const office = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN' })
  const staff = await office.newPage()
  staff.on('pageerror', (error) => complaints.push(error.message))
  await staff.goto(`${origin}/households/${door.householdId}`)
  await staff.locator('input[name=username]').fill('admin')
  await staff.locator('input[name=password]').fill(ADMIN_PASSWORD)
  await staff.keyboard.press('Enter')
  await staff.locator('[data-act=make-link]').click()
  await staff.locator('[data-act=show-link]').click()
  const address = await staff.locator('.address').inputValue()
  await staff.locator('.sheet-link').click()
  await staff.locator('.sheet svg').waitFor()
  await staff.goto(`${origin}/desk`)
  await staff.locator('.card').waitFor()

  // An old phone: small, and without scripts.
  const home = await browser.newContext({
    ...{ viewport: { width: 320, height: 640 }, locale: 'en-GB', javaScriptEnabled: false },
  })
  const page = await home.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.goto(address)
  await page.getByText('How long still').waitFor()
  await page.locator('.openings', { hasText: 'No permit covers it: an alert was raised' }).waitFor()
  await page.locator('.looks', { hasText: 'Administrator' }).waitFor()
  expect(await page.locator('body').textContent()).not.toContain('admin')

  await page.locator('select[name=reason]').selectOption('rubbish')
  await page.locator('input[name=note]').fill('<i>two bags</i>')
  await page.locator('form.ask button').click()
  await page.locator('[data-state=waiting]').waitFor()
  const asked = staff.locator('.asked li', { hasText: '<i>two bags</i>' })
  await asked.locator('[data-act=grant-request]').click()
  await asked.waitFor({ state: 'detached' })
  await page.locator('a.quiet').click()
  await page.locator('[data-state=granted]').waitFor()
  await page.locator('.permits li', { hasText: 'Rubbish' }).waitFor()

  await page.locator('.emergency a.button').click()
  await page.locator('button.urgent').click()
  await page.locator('[data-emergency=running]').waitFor()
  const first = staff.locator('.card').first()
  await first.filter({ hasText: '住户报告紧急情况' }).waitFor()
  await first.locator('button[data-act=acknowledge]').click()
  await first.locator('.mark.acknowledged').waitFor()

  await page.locator('.switch a').click()
  await page.getByText('还有多久').waitFor()
  expect(complaints).toEqual([])
  await office.close()
  await home.close()
}, 60_000)
