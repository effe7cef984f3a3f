import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createApi } from '../../api/api.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from '../api/api-fixture.ts'
import { type Community, makeCommunity, raiseAlert } from '../api/two-areas.ts'
import { until } from '../support/until.ts'
import { launchBrowser } from './browser.ts'

const manifest = z.object({
  name: z.string(),
  display: z.literal('standalone'),
  icons: z.array(z.object({ src: z.string(), sizes: z.string(), type: z.string(), purpose: z.string() })),
})

describe('the page on a phone, as an app', () => {
  let fixture: ApiFixture
  let here: Community
  let origin: string
  let browser: Browser
  let context: BrowserContext
  let later: string

  beforeAll(async () => {
    fixture = await startApi({ clock: Date.now })
    here = await makeCommunity(fixture.pool, 'here', Date.now())
    origin = await fixture.api.listen({ host: '127.0.0.1', port: 0 })
    later = await mkdtemp(path.join(tmpdir(), 'menshen-later-'))
    await cp(fixture.deps.consoleFolder, later, { recursive: true })
    const page = await readFile(path.join(later, 'index.html'), 'utf8')
    await writeFile(
      path.join(later, 'index.html'),
      page.replace('<head>', '<head><meta name="release" content="later">'),
    )
    browser = await launchBrowser()
    context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await fixture?.close()
    await rm(later, { recursive: true, force: true })
  })

  const signIn = async (page: Page) => {
    await page.locator('input[name=username]').fill('admin')
    await page.locator('input[name=password]').fill(ADMIN_PASSWORD)
    await page.keyboard.press('Enter')
    await page.locator('.connection[data-live=true]').waitFor()
  }
  const kept = (page: Page) => page.evaluate("caches.match('/').then((it) => it?.text() ?? '')").then(String)
  /** The worker looks after the page, and has it. */
  const isKept = (page: Page, words = '<div id="root">') =>
    until('the page is kept', async () => {
      const controlled = await page.evaluate('navigator.serviceWorker.controller !== null')
      return controlled === true && (await kept(page)).includes(words)
    })
  const again = async (consoleFolder: string) => {
    const restarted = await createApi({ ...fixture.deps, consoleFolder, metrics: new Registry() })
    await restarted.listen({ host: '127.0.0.1', port: Number(new URL(origin).port) })
    fixture = { ...fixture, api: restarted }
  }

  test('can be installed, with pictures of every size that is asked for', async () => {
    const page = await context.newPage()
    await page.goto(origin)
    await signIn(page)
    await isKept(page)
    const devtools = await context.newCDPSession(page)
    const { errors, data, url } = await devtools.send('Page.getAppManifest')
    expect(errors).toEqual([])
    const { icons } = manifest.parse(JSON.parse(data ?? ''))
    // The browser of a test keeps nothing for later, which is why it does not install either.
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
    expect(installabilityErrors.filter((it) => it.errorId !== 'in-incognito')).toEqual([])
    expect((await fetch(url)).headers.get('content-type')).toMatch(/^application\/manifest\+json/)
    expect(icons.some((it) => it.purpose === 'maskable')).toBe(true)
    for (const { src, type, sizes } of icons) {
      const answer = await fetch(origin + src)
      expect(answer.headers.get('content-type')).toBe(type)
      if (type !== 'image/png') continue
      const bytes = new DataView(await answer.arrayBuffer())
      expect(`${bytes.getUint32(16)}x${bytes.getUint32(20)}`).toBe(sizes)
    }
    await page.close()
  })

  test('comes compressed to whoever takes it so', async () => {
    const page = await (await fetch(origin)).text()
    const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(page) ?? []
    const short = await fetch(origin + script, { headers: { 'accept-encoding': 'gzip' } })
    const plain = await fetch(origin + script, { headers: { 'accept-encoding': 'identity' } })
    expect([short, plain].map((it) => it.headers.get('content-encoding'))).toEqual(['gzip', null])
    expect([short, plain].map((it) => it.headers.get('cache-control'))).toEqual([
      'public, max-age=31536000, immutable',
      'public, max-age=31536000, immutable',
    ])
    expect(await short.text()).toBe(await plain.text())
  })

  test('opens without a network, says so, shows nothing old, and goes on by itself', async () => {
    const page = await context.newPage()
    await page.goto(`${origin}/desk`)
    await page.locator(`.card[data-id="${here.alertId}"]`).waitFor()
    await isKept(page)
    await fixture.api.close()
    await page.goto(`${origin}/desk`)
    await page.locator('[data-offline=true]', { hasText: '离线' }).waitFor()
    expect(await page.locator('.card').count()).toBe(0)
    const missed = await raiseAlert(fixture.pool, { ...here, now: Date.now(), kind: 'left_open' })
    await again(fixture.deps.consoleFolder)
    await page.locator(`.card[data-id="${missed}"]`).waitFor()
    await page.locator('.connection[data-live=true]').waitFor()
    await page.close()
  })

  test('is the new one after a deploy, also without a network', async () => {
    const page = await context.newPage()
    await page.goto(`${origin}/desk`)
    await isKept(page)
    await fixture.api.close()
    await again(later)
    await page.goto(`${origin}/desk`)
    await page.locator('meta[name=release]').waitFor({ state: 'attached' })
    await page.locator('.card').first().waitFor()
    await isKept(page, 'content="later"')
    await fixture.api.close()
    await page.goto(`${origin}/desk`)
    await page.locator('meta[name=release]').waitFor({ state: 'attached' })
    await page.locator('[data-offline=true]').waitFor()
    await again(later)
    await page.locator('.card').first().waitFor()
    await page.close()
  })

  test('keeps no answer of the service, and stays away from pages that people open by link', async () => {
    const page = await context.newPage()
    await page.goto(`${origin}/households/${here.householdId}`)
    await page.locator('h1').waitFor()
    const names: unknown = await page.evaluate(`caches.keys().then(async (all) => {
      const found = []
      for (const name of all) for (const it of await (await caches.open(name)).keys()) found.push(new URL(it.url).pathname)
      return found })`)
    expect(names).toContain('/')
    for (const name of z.array(z.string()).parse(names)) {
      expect(name).toMatch(/^\/($|assets\/[\w.-]+$|icon[\w-]*\.(svg|png)$|manifest\.webmanifest$)/)
    }
    await fixture.api.close()
    const refused = await page.goto(`${origin}/r/nothing`).catch((error: Error) => error.message)
    expect(refused).toMatch(/ERR_CONNECTION_REFUSED/)
    await page.close()
  })
})
