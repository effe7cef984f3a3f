import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../base/config.ts'
import { createLog } from '../../base/log.ts'
import { DEFAULT_PROFILE } from '../../firmware-sim/profile.ts'
import { seededRandom } from '../../firmware-sim/random.ts'
import { SimulatedSensor } from '../../firmware-sim/sensor.ts'
import { type Service, startService } from '../../main.ts'
import { createVisitor } from '../story/visitor.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'
import { launchBrowser } from './browser.ts'

const PASSWORD = 'a long enough password'

/** Somebody who keeps sensors, in front of a running one and the whole service. */
describe('what a sensor is told', () => {
  let database: TestDatabase
  let service: Service
  let browser: Browser
  let sensor: SimulatedSensor
  const complaints: string[] = []

  beforeAll(async () => {
    database = await freshDatabase()
    const ports = { MENSHEN_HTTP_PORT: '0', MENSHEN_MQTT_PORT: '0', MENSHEN_CANARY: 'false' }
    const config = readConfig({ DATABASE_URL: database.url, MENSHEN_KEY: 'A'.repeat(43), ...ports })
    service = await startService({ config, log: createLog('silent'), demoPassword: PASSWORD })
    const admin = createVisitor(service.httpUrl)
    await admin('POST', '/login', { username: 'admin', password: PASSWORD })
    const { secret } = await admin<{ secret: string }>('POST', '/sensors', { uid: 'door-3-1203' })
    const gateway = { id: 'gw-3', adapter: 'zigbee2mqtt', baseTopic: 'zigbee2mqtt' }
    await admin('POST', '/gateways', gateway)
    await admin('POST', '/sensors', { uid: 'zigbee:00158d0001a2b3c4', gateway: { id: 'gw-3', alias: '前门' } })
    await service.pool.query('update staff set must_change_password = false')
    sensor = new SimulatedSensor({
      ...{ id: 'door-3-1203', secret, brokerUrl: service.mqttUrl, profile: DEFAULT_PROFILE },
      ...{ random: seededRandom('settings'), clock: Date.now },
    })
    sensor.start()
    browser = await launchBrowser()
  }, 60_000)
  afterAll(async () => {
    await sensor?.stop()
    await browser?.close()
    await service?.close()
    await database?.close()
  })

  const visit = async (at: string, width = 390, locale = 'zh-CN'): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height: 844 }, locale })
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (it) => {
      if (it.type() === 'error' && !/40[01]/.test(it.text())) complaints.push(it.text())
    })
    await page.goto(service.httpUrl + at)
    await page.locator('input[name=username]').fill('admin')
    await page.locator('input[name=password]').fill(PASSWORD)
    await page.locator('button[type=submit]').click()
    await page.locator('.deploy .uid').first().waitFor()
    return page
  }
  const act = (page: Page, name: string) => page.locator(`button[data-act="${name}"]`)

  test('a heartbeat that is set is followed, a restart is done once, and what would blind the watch is refused', async () => {
    const page = await visit('/deploy?sensor=door-3-1203')
    await act(page, 'settings').click()
    await page.getByLabel(/心跳，最长 553 秒/).fill('300')
    await act(page, 'save-settings').click()
    await page.getByText('已保存').waitFor()
    await until('it follows', () => sensor.firmware.flash.heartbeatMs === 300_000)

    const closings = page.getByRole('combobox', { name: '关门', exact: true })
    await closings.focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.locator('[aria-expanded=false]').first().waitFor()
    await act(page, 'save-settings').click()
    await page.getByText('不上报关门时，请同时设置不超过 60 秒的心跳').waitFor()
    await page.getByLabel(/心跳，最长/).fill('60')
    await act(page, 'save-settings').click()
    await until('it says no closings', () => !sensor.firmware.flash.reportClosings)

    await act(page, 'reboot').click()
    await act(page, 'reboot-sure').click()
    await page.getByText(/重启：.*下发/).waitFor()
    await until('it has started anew', () => sensor.counts.reboots === 1)
    await sensor.connected()
    await act(page, 'locate').click()
    await page.getByText(/示位：.*下发/).waitFor()
    expect(sensor.counts.reboots).toBe(1)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('one behind a gateway has none of it', async () => {
    const page = await visit(`/deploy?${new URLSearchParams({ sensor: 'zigbee:00158d0001a2b3c4' })}`)
    await page.getByText('选住户').waitFor()
    expect(await act(page, 'settings').count()).toBe(0)
    await page.context().close()
  })

  test('nothing overflows on a phone or on a wide screen, in either language', async () => {
    for (const [width, locale] of [
      [390, 'zh-CN'],
      [390, 'en-GB'],
      [1920, 'en-GB'],
    ] as const) {
      const page = await visit('/deploy?sensor=door-3-1203', width, locale)
      await act(page, 'settings').click()
      await act(page, 'reboot').click()
      await act(page, 'reboot-sure').waitFor()
      const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
      expect(overflow, `${width} ${locale}`).toBeLessThanOrEqual(0)
      await page.context().close()
    }
    expect(complaints).toEqual([])
  })
})
