import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from '../api/api-fixture.ts'
import { type LinkedMessage, linkedMessage } from '../api/linked-message.ts'
import { type Community, makeCommunity, raiseAlert } from '../api/two-areas.ts'
import { launchBrowser } from './browser.ts'

const SHOWN = [
  [390, 'zh-CN', '确认，由我处理', '您已于'],
  [1920, 'zh-CN', '确认，由我处理', '您已于'],
  [390, 'en-GB', 'Acknowledge: I take care of it', 'Acknowledged by you at'],
  [1920, 'en-GB', 'Acknowledge: I take care of it', 'Acknowledged by you at'],
] as const

describe("a message's link in a browser", () => {
  let fixture: ApiFixture
  let a: Community
  let origin: string
  let browser: Browser
  let people = 0
  const complaints: string[] = []

  beforeAll(async () => {
    fixture = await startApi({ clock: Date.now })
    a = await makeCommunity(fixture.pool, 'aaaa', Date.now())
    origin = await fixture.api.listen({ host: '127.0.0.1', port: 0 })
    browser = await launchBrowser()
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await fixture?.close()
  })

  const message = (): Promise<LinkedMessage> => {
    people += 1
    return linkedMessage({ ...fixture, now: Date.now }, a, `w${people}`)
  }
  const open = async (path: string, width: number, locale: string): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height: 844 }, locale })
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (said) => {
      if (said.type() === 'error' && !said.text().includes('401')) complaints.push(said.text())
    })
    await page.goto(origin + path)
    return page
  }
  const fits = async (page: Page): Promise<void> => {
    const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    expect(wide).toBeLessThanOrEqual(0)
  }

  test.each(SHOWN)(
    'at %i px in %s shows the alert, and its button acknowledges',
    async (width, locale, button, done) => {
      const { token, alertId } = await message()
      const page = await open(`/a/${token}`, width, locale)
      const pressed = page.getByRole('button', { name: button })
      await pressed.waitFor()
      await fits(page)
      const box = await pressed.boundingBox()
      // What a thumb hits (WCAG 2.5.5), without scrolling.
      expect(box?.height).toBeGreaterThanOrEqual(44)
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(844)
      // The styles are there, which the page's policy must let in.
      expect(await page.evaluate("getComputedStyle(document.querySelector('button')).fontWeight")).toBe('600')
      await pressed.click()
      await page.getByRole('status').filter({ hasText: done }).waitFor()
      await fits(page)
      expect(await page.locator('form').count()).toBe(0)
      await page.reload()
      await page.getByRole('status').filter({ hasText: done }).waitFor()
      const { rows } = await fixture.pool.query('select handling from alert where id = $1', [alertId])
      expect(rows).toEqual([{ handling: 'acknowledged' }])
      expect(complaints).toEqual([])
      await page.context().close()
    },
  )

  test('that is not valid says so and leads to the duty desk', async () => {
    const page = await open('/a/made-up', 390, 'zh-CN')
    await page.getByRole('heading', { name: '链接无效' }).waitFor()
    await fits(page)
    await page.getByRole('link', { name: '打开值班台' }).click()
    await page.locator('input[name=username]').waitFor()
    await page.context().close()
  })

  test("of an area's message opens the alert, after signing in", async () => {
    const wanted = await raiseAlert(fixture.pool, { ...a, now: Date.now() - 60_000 })
    const page = await open(`/alerts/${wanted}`, 390, 'zh-CN')
    await page.locator('input[name=username]').fill('admin')
    await page.locator('input[name=password]').fill(ADMIN_PASSWORD)
    await page.locator('button[type=submit]').click()
    await page.locator(`article[data-id="${wanted}"] button[data-act=acknowledge]`).waitFor()
    await fits(page)
    await page.context().close()
  })
})
