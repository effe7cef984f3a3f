import { readFileSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedCommunity } from '../../registry/community.ts'
import { makeResidentLink, tellResidentToken } from '../../registry/resident-link.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { inTransaction } from '../../store/transaction.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from '../api/api-fixture.ts'
import { linkedMessage } from '../api/linked-message.ts'
import { RESIDENT_KEY } from '../api/resident-key.ts'
import { type Community, makeCommunity } from '../api/two-areas.ts'
import { launchBrowser } from './browser.ts'
import { gravesIn } from './graves-in.ts'
import { liveAlone } from './lived-household.ts'
import { routePaths } from './route-paths.ts'

/** What is looked at is what the router knows: a new page is looked at without a word here. */
const ROUTES = routePaths(readFileSync(new URL('../../console/app/router.tsx', import.meta.url), 'utf8'))
const LANGUAGES = ['zh-CN', 'en-GB'] as const
const PHONE = { width: 390, height: 844 }
const DESK = { width: 1600, height: 900 }
/** Two hours of heartbeats, and then the door opens. */
const EVENING_DAYS = 0.08

let fixture: ApiFixture
let here: Community
let origin: string
let browser: Browser
/** One for each language, signed in: what a page has brought, the next one has. */
let contexts: readonly BrowserContext[] = []
let pages: readonly Page[] = []
/** Of the link to a household's own page. */
let home: string
const ids: Record<string, string> = {}

beforeAll(async () => {
  fixture = await startApi({ clock: Date.now })
  const { pool } = fixture
  const [door] = await seedCommunity(pool, Date.now)
  if (door === undefined) throw new Error('no door')
  await liveAlone(pool, door, { days: EVENING_DAYS, now: Date.now() })
  here = await makeCommunity(pool, 'here', Date.now())
  await pool.query('update staff set must_change_password = false')
  const root = await inTransaction(pool, async (tx) => {
    const area = await ensureRootArea(tx)
    await makeResidentLink(tx, RESIDENT_KEY, [area], { id: door.householdId, by: 'admin', now: Date.now() })
    return area
  })
  home = await tellResidentToken(pool, RESIDENT_KEY, [root], here.householdId)
  const alerts = await pool.query('select max(id) as id from alert where household_id = $1', [door.householdId])
  Object.assign(ids, { wall: `${root}`, buildings: `${root}`, reports: `${root}`, deploy: here.gatewayId })
  const { rows: policies } = await pool.query('select max(id) as id from policy')
  Object.assign(ids, { policies: String(policies[0]?.id) })
  Object.assign(ids, { households: String(door.householdId), alerts: String(alerts.rows[0]?.id) })
  origin = await fixture.api.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
  contexts = await Promise.all(LANGUAGES.map(signedIn))
  pages = await Promise.all(contexts.map((it) => it.newPage()))
  for (const page of pages) page.setDefaultTimeout(10_000)
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await fixture?.close()
})

async function signedIn(locale: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: PHONE, locale })
  const page = await context.newPage()
  await page.goto(origin)
  await page.locator('input[name=username]').fill('admin')
  await page.locator('input[name=password]').fill(ADMIN_PASSWORD)
  await page.keyboard.press('Enter')
  await page.locator('.connection[data-live=true]').waitFor()
  await page.close()
  return context
}

async function open(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  await page.goto(origin + address)
  await drawn(page)
  return page
}

/** Nothing is awaited any more, and there is something. */
async function drawn(page: Page): Promise<void> {
  await page.locator('h1, h2, .ant-result, form').first().waitFor()
  await page.locator('.waiting, .ant-spin-spinning').first().waitFor({ state: 'detached' })
}

/**
 * From one screen to the next as a person goes, within the same page: to load all anew for each took most of the time.
 * What stands outside the frame is loaded.
 */
async function go(page: Page, address: string): Promise<void> {
  await page.setViewportSize(PHONE)
  if ((await page.locator('main#content').count()) === 0) {
    await page.goto(origin + address)
  } else if (new URL(page.url()).pathname !== address) {
    await page.evaluate(`
      for (const it of document.querySelectorAll('main#content > *')) it.setAttribute('data-left', '')
      history.pushState(null, '', ${JSON.stringify(address)})
      dispatchEvent(new PopStateEvent('popstate'))`)
    await page.locator('[data-left]').first().waitFor({ state: 'detached' })
  }
  await drawn(page)
}

/** The same page on a phone and on a desk, where it is another only in its width. */
async function gravesAtBothWidths(page: Page): Promise<readonly string[]> {
  const narrow = await gravesIn(page)
  await page.setViewportSize(DESK)
  await drawn(page)
  const wide = await gravesIn(page)
  return [...narrow, ...wide.filter((it) => !narrow.includes(it))]
}

function addressOf(route: string): string {
  const [first = ''] = route.slice(1).split('/')
  // A draft begins as a version.
  if (route === '/policies/draft') return `${route}?from=${ids.policies}`
  return route.replace(/\/:\w+(\??)/, (_, isOptional: string) => {
    const id = ids[first]
    if (id === undefined && isOptional === '') throw new Error(`this test knows no example for ${route}`)
    return id === undefined ? '' : `/${id}`
  })
}

describe('axe finds nothing serious', () => {
  test('the list of pages is that of the router', () => {
    expect(ROUTES).toContain('/desk')
    expect(ROUTES).toContain('/households/:id/sheet')
    expect(ROUTES).toContain('/deploy/battery')
    expect(ROUTES.length).toBeGreaterThanOrEqual(15)
  })

  test.each(ROUTES)('%s', async (route) => {
    const [chinese, english] = pages
    if (chinese === undefined || english === undefined) throw new Error('there are two languages')
    const graves = await Promise.all([
      go(chinese, addressOf(route)).then(() => gravesIn(chinese)),
      go(english, addressOf(route)).then(() => gravesAtBothWidths(english)),
    ])
    expect(graves).toEqual([[], []])
    // The start leads to the desk; any other page that led away would not have been looked at.
    const [asked] = addressOf(route).split('?')
    expect(new URL(chinese.url()).pathname).toBe(route === '/' ? '/desk' : asked)
  })

  test('the menu and the forms of the desk, on a phone', async () => {
    for (const context of contexts) {
      const page = await open(context, '/desk')
      await page.locator('.card [data-act=resolve]').first().click()
      await page.locator('.card form').waitFor()
      expect(await gravesIn(page)).toEqual([])
      await page.locator('.menu-button').click()
      await page.locator('.ant-drawer .menu a').first().waitFor()
      expect(await gravesIn(page)).toEqual([])
      await page.close()
    }
  })

  test.each(LANGUAGES)('signing in, a message’s link and a home’s own page, in %s', async (locale) => {
    const context = await browser.newContext({ viewport: PHONE, locale })
    const { token } = await linkedMessage({ ...fixture, now: Date.now }, here, `axe-${locale.slice(0, 2)}`)
    for (const address of ['/desk', `/a/${token}`, `/r/${home}`, '/a/nothing']) {
      const page = await open(context, address)
      expect(await gravesAtBothWidths(page), address).toEqual([])
      await page.close()
    }
    await context.close()
  })
})
