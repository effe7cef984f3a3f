import { connectAsync, type MqttClient } from 'mqtt'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADAPTER_IDS } from '../../adapters/adapter-registry.ts'
import { readConfig } from '../../base/config.ts'
import { createLog } from '../../base/log.ts'
import { GATEWAY_FAMILIES } from '../../console/deploy/gateway-families.ts'
import { type Service, startService } from '../../main.ts'
import { createVisitor } from '../story/visitor.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'
import { launchBrowser } from './browser.ts'

const PASSWORD = 'a long enough password'
const door = (ieee: string, name: string) => ({
  ...{ ieee_address: ieee, type: 'EndDevice', friendly_name: name },
  definition: {
    ...{ model: 'MCCGQ11LM', vendor: 'Aqara', description: '' },
    exposes: [{ type: 'binary', name: 'contact', property: 'contact', value_on: false, value_off: true }],
  },
})

/** An administrator with a phone, and a real connection that speaks as Zigbee2MQTT does. */
describe('gateways', () => {
  let database: TestDatabase
  let service: Service
  let browser: Browser
  let gateway: MqttClient
  const complaints: string[] = []

  beforeAll(async () => {
    database = await freshDatabase()
    const ports = { MENSHEN_HTTP_PORT: '0', MENSHEN_MQTT_PORT: '0', MENSHEN_CANARY: 'false' }
    const config = readConfig({ DATABASE_URL: database.url, MENSHEN_KEY: 'A'.repeat(43), ...ports })
    service = await startService({ config, log: createLog('silent'), demoPassword: PASSWORD })
    const admin = createVisitor(service.httpUrl)
    await admin('POST', '/login', { username: 'admin', password: PASSWORD })
    await admin('POST', '/gateways', { id: 'lora-north', adapter: 'chirpstack', baseTopic: 'application/7' })
    await service.pool.query('update staff set must_change_password = false')
    browser = await launchBrowser()
  }, 60_000)
  afterAll(async () => {
    await gateway?.endAsync(true)
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
      if (it.type() === 'error' && !/40[19]/.test(it.text())) complaints.push(it.text())
    })
    await page.goto(service.httpUrl + at)
    await page.locator('input[name=username]').fill('admin')
    await page.locator('input[name=password]').fill(PASSWORD)
    await page.locator('button[type=submit]').click()
    await page.locator('.deploy .mark').first().waitFor()
    return page
  }
  const act = (page: Page, name: string) => page.locator(`button[data-act="${name}"]`)
  const say = (topic: string, content: unknown, retain = true) =>
    gateway.publishAsync(`zigbee2mqtt/house-7/${topic}`, JSON.stringify(content), { qos: 1, retain })
  const join = async (id: string, password: string) => {
    const login = { clientId: id, username: id, password, protocolVersion: 4 } as const
    gateway = await connectAsync(service.mqttUrl, { ...login, reconnectPeriod: 0 })
  }

  test('every family that is read has a name', () => {
    expect([...GATEWAY_FAMILIES.keys()].toSorted()).toEqual([...ADAPTER_IDS].toSorted())
  })

  test('added with its secret shown once; then what it announces is seen, what it says counts, and it is cut off and let in', async () => {
    const page = await visit('/deploy/gateways')
    await act(page, 'add-gateway').click()
    await page.getByLabel('名称（连接时的用户名）').fill('house-7')
    const family = page.getByRole('combobox', { name: '类型' })
    await family.fill('Zigbee')
    await page.keyboard.press('Enter')
    await page.getByLabel('基础主题').fill('zigbee2mqtt/house-7')
    await act(page, 'save-gateway').click()
    await page.getByText('密钥只显示这一次').waitFor()
    await join('house-7', (await page.locator('.key-code code').textContent()) ?? '')
    await say('bridge/state', { state: 'online' })
    await say('bridge/devices', [door('0x00158d0001a2b3c4', '前门'), door('0x00158d0001a2b3c5', '后门')])
    await say('前门', { contact: true, battery: 91 }, false)

    await page.reload()
    const row = page.locator('[data-gateway=house-7]')
    await row.getByText('在线').waitFor()
    await until('its sensors are counted', async () => {
      await page.reload()
      await row.waitFor()
      return /收到过、未分配 1 · 从未收到 1/.test((await row.textContent()) ?? '')
    })
    await row.locator('a').click()
    const front = page.locator('[data-uid="zigbee:00158d0001a2b3c4"]')
    expect(await front.textContent()).toMatch(/前门.*收到过，未分配/)
    expect(await page.locator('[data-list=inventory] li').count()).toBe(2)

    await act(page, 'gateway-revoke').click()
    await page.getByLabel('原因').fill('被盗')
    const gone = new Promise((resolve) => gateway.once('close', () => resolve(null)))
    await act(page, 'gateway-sure').click()
    await page.locator('[data-state=revoked]').waitFor()
    await gone
    await act(page, 'gateway-renew').click()
    await page.getByLabel('原因').fill('找回')
    await act(page, 'gateway-sure').click()
    await page.locator('[data-state=unknown]').waitFor()
    await join('house-7', (await page.locator('.key-code code').textContent()) ?? '')
    await say('bridge/state', { state: 'online' })
    await page.reload()
    await page.locator('[data-state=online]').waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  }, 30_000)

  test('nothing overflows on a phone or on a wide screen, in either language', async () => {
    for (const [width, locale, at] of [
      [390, 'zh-CN', '/deploy/gateways'],
      [390, 'en-GB', '/deploy/gateways/house-7'],
      [1920, 'zh-CN', '/deploy/gateways/house-7'],
      [390, 'en-GB', '/deploy/gateways'],
    ] as const) {
      const page = await visit(at, width, locale)
      await act(page, at.endsWith('7') ? 'gateway-retire' : 'add-gateway').click()
      const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      expect(wide, `${width} ${locale} ${at}`).toBe(0)
      await page.context().close()
    }
    expect(complaints).toEqual([])
  })
})
