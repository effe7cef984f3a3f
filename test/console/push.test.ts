import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type PushService, startPushService } from '../alerts/push-service.ts'
import { ADMIN_PASSWORD, type ApiFixture, PUSH_KEYS, startApi } from '../api/api-fixture.ts'
import { until } from '../support/until.ts'
import { launchBrowser } from './browser.ts'

const updated = z.object({ versions: z.array(z.object({ registrationId: z.string(), status: z.string() })) })
describe('messages to this device', () => {
  let fixture: ApiFixture
  let origin: string
  let browser: Browser
  let service: PushService

  beforeAll(async () => {
    service = await startPushService()
    fixture = await startApi({
      clock: Date.now,
      webPush: { publicKey: PUSH_KEYS.publicKey, furtherHosts: ['127.0.0.1'] },
    })
    origin = await fixture.api.listen({ host: '127.0.0.1', port: 0 })
    browser = await launchBrowser()
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await fixture?.close()
    await service?.close()
  })

  const contextWith = async (permissions: readonly string[], locale = 'zh-CN') => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale })
    await context.grantPermissions([...permissions], { origin })
    return context
  }
  const open = async (context: BrowserContext): Promise<Page> => {
    const page = await context.newPage()
    await page.goto(origin)
    await page.locator('input[name=username]').fill('admin')
    await page.locator('input[name=password]').fill(ADMIN_PASSWORD)
    await page.locator('button[type=submit]').click()
    await page.locator('.connection[data-live=true]').waitFor()
    return page
  }
  /** The push services of browsers are outside; ours stands in for theirs, and everything else is the browser's own. */
  const standInForService = async (context: BrowserContext) => {
    const { endpoint, keys } = service.subscribe(PUSH_KEYS.publicKey)
    await context.addInitScript(`
      const given = () => localStorage.getItem('the subscription') === null ? null : {
        endpoint: ${JSON.stringify(endpoint)},
        options: { applicationServerKey: Uint8Array.from(atob(localStorage.getItem('the subscription')
          .replaceAll('-', '+').replaceAll('_', '/')), (it) => it.charCodeAt(0)).buffer },
        toJSON: () => ({ endpoint: ${JSON.stringify(endpoint)}, expirationTime: null, keys: ${JSON.stringify({
          p256dh: keys.p256dh,
          auth: keys.auth,
        })} }),
        unsubscribe: async () => { localStorage.removeItem('the subscription'); return true },
      }
      PushManager.prototype.getSubscription = async () => given()
      PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
        if (userVisibleOnly !== true) throw new TypeError('not for messages that are not shown')
        localStorage.setItem('the subscription', applicationServerKey)
        return given()
      }`)
    return endpoint
  }
  const pointAt = async (endpoint: string) => {
    const { rows } = await fixture.pool.query(
      "select secret::json ->> 'language' as language, disabled_why from contact_point where target = $1",
      [endpoint],
    )
    return rows
  }
  const pressed = (page: Page, on: boolean) => page.locator(`button.push[aria-pressed=${on}]:enabled`).waitFor()

  test('are turned on by one press, kept over a reload in the language of the page, and turned off', async () => {
    const context = await contextWith(['notifications'])
    const endpoint = await standInForService(context)
    const page = await open(context)
    await page.locator('button.push', { hasText: '在此设备上通知' }).click()
    await pressed(page, true)
    expect(await pointAt(endpoint)).toEqual([{ language: 'zh', disabled_why: null }])
    await page.reload()
    await pressed(page, true)
    await page.locator('button.language').click()
    await page.locator('button.push', { hasText: 'Notified' }).waitFor()
    await until('the language is known', async () => (await pointAt(endpoint))[0]?.language === 'en')
    await page.locator('button.push').click()
    await pressed(page, false)
    expect(await pointAt(endpoint)).toEqual([{ language: null, disabled_why: 'asked' }])
    await context.close()
  })

  test('end with the sign-out', async () => {
    const context = await contextWith(['notifications'])
    const endpoint = await standInForService(context)
    const page = await open(context)
    await page.locator('button.push').click()
    await pressed(page, true)
    await page.locator('button.sign-out').click()
    await page.locator('input[name=username]').waitFor()
    expect(await pointAt(endpoint)).toEqual([{ language: null, disabled_why: 'signed_out' }])
    expect(await page.evaluate("localStorage.getItem('the subscription')")).toBeNull()
    await context.close()
  })

  test('are no longer those of who sat here before', async () => {
    const context = await contextWith(['notifications'])
    const endpoint = await standInForService(context)
    const page = await open(context)
    await page.locator('button.push').click()
    await pressed(page, true)
    await page.evaluate("localStorage.setItem('menshen.push', '999')")
    await page.reload()
    await pressed(page, false)
    await until(
      'the browser has let go',
      async () => (await page.evaluate("localStorage.getItem('the subscription')")) === null,
    )
    expect(await pointAt(endpoint)).toEqual([{ language: 'zh', disabled_why: null }])
    await context.close()
  })

  test.each([
    ['that the browser blocks', [], '浏览器已禁止本网站的通知'],
    ['whose service cannot be reached', ['notifications'], '无法连接此浏览器的推送服务'],
  ])('%s: the page says what to do', async (_, permissions, said) => {
    const context = await contextWith(permissions)
    const page = await open(context)
    await page.locator('button.push').click()
    await page.locator('.ant-message', { hasText: said }).waitFor()
    await pressed(page, false)
    await context.close()
  })

  test('are shown, and a later one about the same alert takes the place of the earlier', async () => {
    const context = await contextWith(['notifications'])
    await standInForService(context)
    const page = await open(context)
    await page.locator('button.push').click()
    await pressed(page, true)
    const cdp = await context.newCDPSession(page)
    const active: string[] = []
    cdp.on('ServiceWorker.workerVersionUpdated', (event) => {
      for (const it of updated.parse(event).versions) if (it.status === 'activated') active.push(it.registrationId)
    })
    await cdp.send('ServiceWorker.enable')
    await until('the worker is active', () => active.length > 0)
    const [registrationId = ''] = active
    // Asked of the worker: not every browser shows, and one that does forgets what it is asked for meanwhile.
    const worker = await until('the worker can be asked', () => context.serviceWorkers()[0])
    await worker.evaluate(`
      const show = ServiceWorkerRegistration.prototype.showNotification
      self.shown = []
      ServiceWorkerRegistration.prototype.showNotification = function (title, options) {
        self.shown.push([title, options.body, options.tag].join('|'))
        return show.call(this, title, options)
      }`)
    const message = { body: '门被打开', link: null, alertId: 7, topic: 'alert-7', critical: true, language: 'zh' }
    for (const title of ['【重要】3号楼', '【紧急】3号楼']) {
      const data = JSON.stringify({ ...message, title })
      await cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data })
      await until(
        'it is shown',
        async () => (await worker.evaluate('self.shown.at(-1)')) === `${title}|门被打开|alert-7`,
      )
    }
    await context.close()
  })
})
