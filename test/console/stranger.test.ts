import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCommunity } from '../../firmware-sim/demo.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { inTransaction } from '../../store/transaction.ts'
import { type ApiFixture, startApi } from '../api/api-fixture.ts'
import { launchBrowser } from './browser.ts'

const PASSWORD = 'menshen-demo-2020'

let fixture: ApiFixture
let origin: string
let browser: Browser

beforeAll(async () => {
  fixture = await startApi({ clock: Date.now })
  const given = { clock: Date.now, seed: 1, password: PASSWORD, days: 1 }
  await inTransaction(fixture.pool, async (tx) => openCommunity(tx, await ensureRootArea(tx), given))
  origin = await fixture.api.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await fixture?.close()
})

test.each([
  ['zh-CN', '确认', '为什么？', '判断依据', '有效报备'],
  ['en-GB', 'Acknowledge', 'Why?', 'Why', 'no permit covers'],
])(
  'stranger: takes the first breach of the demonstration and finds out why it was raised, in %s',
  async (locale, ...words) => {
    const [acknowledge, why, heading, sentence] = words
    const complaints: string[] = []
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale })
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(origin)
    await page.locator('input[name=username]').fill('duty')
    await page.locator('input[name=password]').fill(PASSWORD)
    await page.keyboard.press('Enter')
    // Whatever else waits: the first card that is a breach and nobody's yet.
    const first = page.locator('.card[data-kind=unpermitted_opening][data-handling=new]').first()
    const id = await first.getAttribute('data-id')
    const card = page.locator(`.card[data-id="${id}"]`)
    expect(await card.textContent()).toContain(sentence)
    await card.getByRole('button', { name: acknowledge, exact: true }).click()
    await page.locator(`.card[data-id="${id}"][data-handling=acknowledged]`).waitFor()
    await card.getByRole('link', { name: why }).click()
    await page.getByRole('heading', { name: heading, exact: true }).waitFor()
    const told = page.locator('.why li').first()
    await told.waitFor()
    // What the rule asks is said in a sentence, above all that has to be scrolled to.
    expect(await told.textContent()).toMatch(/10 (分钟|min)/)
    expect((await told.boundingBox())?.y).toBeLessThan(844)
    expect(complaints).toEqual([])
    await context.close()
  },
)
