import { connectAsync, type MqttClient } from 'mqtt'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../base/config.ts'
import { createLog } from '../../base/log.ts'
import { type Service, startService } from '../../main.ts'
import { sensorTopic } from '../../protocol/topic.ts'
import { type CommunityDoor, seedCommunity } from '../../registry/community.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { launchBrowser } from './browser.ts'

const PASSWORD = 'a long enough password'

/** The whole service with sensors that speak, and what is seen of it in the picture and on the wall. */
describe('the buildings and the wall', () => {
  let database: TestDatabase
  let service: Service
  let browser: Browser
  let doors: readonly CommunityDoor[]
  const sensors = new Map<string, { readonly client: MqttClient; seq: number }>()
  const complaints: string[] = []

  beforeAll(async () => {
    database = await freshDatabase()
    const ports = { MENSHEN_HTTP_PORT: '0', MENSHEN_MQTT_PORT: '0', MENSHEN_CANARY: 'false' }
    const config = readConfig({ DATABASE_URL: database.url, MENSHEN_KEY: 'A'.repeat(43), ...ports })
    service = await startService({ config, log: createLog('silent'), demoPassword: PASSWORD })
    doors = await seedCommunity(service.pool, Date.now)
    browser = await launchBrowser()
  }, 60_000)
  afterAll(async () => {
    for (const { client } of sensors.values()) await client.endAsync(true)
    await browser?.close()
    await service?.close()
    await database?.close()
  })

  const doorAt = (index: number): CommunityDoor => {
    const door = doors[index]
    if (door === undefined) throw new RangeError(`no door ${index}`)
    return door
  }
  const say = async ({ uid, secret }: CommunityDoor, kind: string, door: 'open' | 'closed') => {
    const sensor = sensors.get(uid) ?? { client: await connect(uid, secret), seq: 0 }
    sensors.set(uid, sensor)
    sensor.seq += 1
    const message = JSON.stringify({ boot: 'a1b2c3d4', seq: sensor.seq, kind, age: 0, door })
    await sensor.client.publishAsync(sensorTopic(uid, 'up'), message, { qos: 1 })
  }
  const connect = (clientId: string, password: string) => {
    const port = Number(new URL(service.mqttUrl).port)
    return connectAsync({ host: '127.0.0.1', port, clientId, username: clientId, password, protocolVersion: 4 })
  }
  const visit = async (path: string, width = 1280): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height: 844 }, locale: 'zh-CN' })
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (it) => {
      if (it.type() === 'error' && !/401|ERR_INTERNET_DISCONNECTED/.test(it.text())) complaints.push(it.text())
    })
    await page.goto(service.httpUrl + path)
    await signIn(page)
    return page
  }
  const signIn = async (page: Page) => {
    await page.locator('input[name=username]').fill('admin')
    await page.locator('input[name=password]').fill(PASSWORD)
    await page.locator('button[type=submit]').click()
    await page.locator('a.home').first().waitFor()
  }
  const count = async (from: string): Promise<number> => {
    const { rows } = await service.pool.query<{ n: number }>(`select count(*)::int as n from ${from}`)
    return rows[0]?.n ?? -1
  }
  const home = (page: Page, door: CommunityDoor) => page.locator(`a.home[data-id="${door.householdId}"]`)
  const looks = (page: Page, door: CommunityDoor, look: string) =>
    page.locator(`a.home[data-id="${door.householdId}"][data-look="${look}"]`).waitFor()

  test('a door is drawn where it is, and changes before the eyes as it opens and closes', async () => {
    const page = await visit('/buildings')
    const door = doorAt(3)
    await looks(page, door, 'unknown')
    await say(door, 'hello', 'closed')
    await looks(page, door, 'closed')
    expect(await home(page, door).locator('svg[data-door=closed]').count()).toBe(1)

    await say(door, 'opened', 'open')
    await looks(page, door, 'breach')
    expect(await home(page, door).locator('svg[data-door=open] .breach-mark').count()).toBe(1)
    expect(await home(page, door).getAttribute('aria-label')).toMatch(/0401.*疑似违规外出.*门开着.*可见率 \d+%/)
    await say(door, 'closed', 'closed')
    await home(page, door).locator('svg[data-door=closed] .breach-mark').waitFor()

    const floors = await page.locator('.building').first().locator('tbody th').allTextContents()
    expect(floors).toEqual(['10', '9', '8', '7', '6', '5', '4', '3', '2', '1'])
    expect(await page.locator('.building').first().locator('thead th').allTextContents()).toEqual(['1单元', '2单元'])
    await page.context().close()
  })

  test('each state has a shape and a word of its own, and each household is counted once', async () => {
    const [tested, permitted, blind, free, opened] = [10, 11, 12, 13, 14].map(doorAt)
    if (!tested || !permitted || !blind || !free || !opened) throw new RangeError('no doors')
    for (const it of [tested, permitted, opened]) await say(it, 'hello', 'closed')
    const soon = `now() - interval '1 minute', now() + interval '10 minutes'`
    await service.pool.query(
      `insert into on_test (household_id, from_at, until_at, reason, put_by) values ($1, ${soon}, 'x', 'x')`,
      [tested.householdId],
    )
    await service.pool.query(
      `insert into permit (household_id, from_at, until_at, reason, openings_max, granted_by, granted_at)
       values ($1, ${soon}, 'delivery', 1, 'x', now())`,
      [permitted.householdId],
    )
    await service.pool.query('update fitting set fitted_until = now() where household_id = $1', [blind.householdId])
    await service.pool.query('update quarantine_order set released_at = now() where household_id = $1', [
      free.householdId,
    ])
    const page = await visit('/buildings')
    await looks(page, tested, 'on_test')
    await looks(page, permitted, 'permit')
    await looks(page, blind, 'no_sensor')
    await looks(page, free, 'no_order')
    expect(await home(page, tested).locator('.test-mark').count()).toBe(1)
    expect(await home(page, permitted).locator('.permit-mark').count()).toBe(1)
    const signs = await page.locator('.legend svg').evaluateAll((all) => all.map((it) => it.innerHTML))
    expect(new Set(signs).size).toBe(8)
    const counts = await page.locator('.legend li').evaluateAll((all) => all.map((it) => Number(it.dataset.count)))
    expect(counts.reduce((sum, it) => sum + it, 0)).toBe(40)

    await home(page, permitted).focus()
    expect(await page.locator('.home-words').textContent()).toMatch(/1号楼 2单元 0201.*门关着.*报备至/)
    await page.locator('.buildings .head button').click()
    const row = page.locator(`tr[data-id="${blind.householdId}"]`)
    expect(await row.textContent()).toMatch(/1号楼.*2单元.*没有门磁/)
    await row.locator('a').click()
    await page.waitForURL(`**/households/${blind.householdId}`)
    await page.context().close()
  })

  test('one building is a click away, and the whole again', async () => {
    const page = await visit('/buildings')
    for (const name of ['门神街道', '平安社区', '平安小区', '2号楼']) {
      await page.locator('.areas ul a', { hasText: name }).click()
      await page.locator('h1', { hasText: name }).waitFor()
    }
    expect(await page.locator('.building').count()).toBe(1)
    await page.locator('.areas a', { hasText: '平安小区' }).click()
    await page.locator('.building').nth(1).waitFor()
    await page.context().close()
  })

  test('the wall tells the day, says that it is lost and that its session is over, and takes up again', async () => {
    const { rows } = await service.pool.query('select id from area where parent_id is null order by id limit 1')
    const page = await visit(`/wall/${rows[0]?.id}`, 1920)
    const figure = (name: string) => page.locator(`[data-figure=${name}] dd`)
    await page.locator('.connection[data-live=true]').waitFor()
    const watched = await count('quarantine_order where watched_until > now()')
    await figure('watched')
      .filter({ hasText: String(watched) })
      .waitFor()
    expect(await figure('coverage').textContent()).toMatch(/^\d+%/)
    const door = doorAt(20)
    await say(door, 'hello', 'closed')
    await say(door, 'opened', 'open')
    await looks(page, door, 'breach')
    const open = "alert where handling = 'new' and merged_into is null and household_id is not null"
    const critical = await count(`${open} and severity = 'critical'`)
    await figure('waiting')
      .filter({ hasText: new RegExp(`^${await count(open)} ▲ 严重 ${critical}`) })
      .waitFor()
    await figure('openings')
      .filter({ hasText: new RegExp(`^${await count('opening')}`) })
      .waitFor()
    const size = await page.evaluate('parseFloat(getComputedStyle(document.querySelector(".figures dd")).fontSize)')
    expect(size).toBeGreaterThanOrEqual(48)

    await page.context().setOffline(true)
    await page.locator('.connection[data-live=false]', { hasText: '连接中断' }).waitFor()
    await page.locator('.board-sign[data-stale=true]', { hasText: '的状况' }).waitFor()
    await say(door, 'closed', 'closed')
    await page.context().setOffline(false)
    await page.locator('.board-sign[data-stale=false]').waitFor({ state: 'attached' })
    await page.locator('.connection[data-live=true]').waitFor()
    await home(page, door).locator('svg[data-door=closed]').waitFor()

    await service.pool.query('update session set revoked_at = now()')
    await page.locator('.wall-over', { hasText: '登录已失效' }).waitFor()
    await signIn(page)
    await figure('watched').waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test.each([390, 1920])('nothing overflows at %i px, in either language', async (width) => {
    const page = await visit('/buildings', width)
    for (const language of ['zh-CN', 'en']) {
      await page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' })
      const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      expect(wide).toBeLessThanOrEqual(0)
      await page.locator('button.language').click()
    }
    await page.context().close()
  })
})
