import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LABEL_FORMATS } from '../../api/label/label-format.ts'
import { readConfig } from '../../base/config.ts'
import { createLog } from '../../base/log.ts'
import { DEFAULT_PROFILE } from '../../firmware-sim/profile.ts'
import { seededRandom } from '../../firmware-sim/random.ts'
import { SimulatedSensor } from '../../firmware-sim/sensor.ts'
import { type Service, startService } from '../../main.ts'
import { labelOf } from '../../protocol/label.ts'
import { readLabels } from '../api/label-pdf.ts'
import { createVisitor } from '../story/visitor.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'
import { launchBrowser } from './browser.ts'
import { filmOfLabel } from './camera-film.ts'
import { readDrawnCode } from './drawn-code.ts'

const PASSWORD = 'a long enough password'
const HOSTILE = '<img/src=x/onerror=alert(1)>'

/** An installer with a phone, in front of real doors' simulated sensors and the whole service. */
describe('fitting a sensor', () => {
  let database: TestDatabase
  let service: Service
  let browser: Browser
  let folder: string
  const secrets = new Map<string, string>()
  const homes = new Map<string, number>()
  const complaints: string[] = []

  beforeAll(async () => {
    database = await freshDatabase()
    const ports = { MENSHEN_HTTP_PORT: '0', MENSHEN_MQTT_PORT: '0', MENSHEN_CANARY: 'false' }
    const config = readConfig({ DATABASE_URL: database.url, MENSHEN_KEY: 'A'.repeat(43), ...ports })
    service = await startService({ config, log: createLog('silent'), demoPassword: PASSWORD })
    await furnish()
    folder = await mkdtemp(path.join(tmpdir(), 'menshen-camera-'))
    const film = path.join(folder, 'label.y4m')
    await writeFile(film, filmOfLabel(labelOf('door-a-1')))
    browser = await launchBrowser([
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ])
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await service?.close()
    await database?.close()
    if (folder) await rm(folder, { recursive: true })
  })

  /** Two communities; in the first a household under an order, two without, and somebody who fits sensors. */
  const furnish = async () => {
    const admin = createVisitor(service.httpUrl)
    await admin('POST', '/login', { username: 'admin', password: PASSWORD })
    const { areas } = await admin<{ areas: { id: number }[] }>('GET', '/areas')
    const below = async (parentId: number | undefined, kind: string, name: string) =>
      (await admin<{ id: number }>('POST', '/areas', { parentId, kind, name })).id
    const own = await below(areas[0]?.id, 'community', '学院社区')
    const other = await below(areas[0]?.id, 'community', '静安社区')
    const building = await below(own, 'building', '3号楼')
    for (const room of ['1201', '1202', '1203']) {
      homes.set(room, (await admin<{ id: number }>('POST', '/households', { areaId: building, room })).id)
    }
    for (const [uid, areaId] of [
      ...['1', '2', '3', '4'].map((it) => [`door-a-${it}`, own] as const),
      ['door-b-1', other] as const,
    ]) {
      secrets.set(uid, (await admin<{ secret: string }>('POST', '/sensors', { uid, areaId })).secret)
    }
    const term = { startsAt: new Date().toISOString(), endsAt: new Date(Date.now() + 86_400_000).toISOString() }
    const order = { householdId: homes.get('1201'), ...term, basis: '告知书 12', override: { reason: '先行观察' } }
    await admin('POST', '/orders', order)
    const roles = [{ role: 'installer', areaId: own }]
    await admin('POST', '/staff', { username: 'li', displayName: '李师傅', password: PASSWORD, roles })
    await service.pool.query('update staff set must_change_password = false')
  }

  const visit = async (
    at: string,
    width = 390,
    locale = 'zh-CN',
    prepare?: (it: BrowserContext) => Promise<unknown>,
  ) => {
    const context = await browser.newContext({ viewport: { width, height: 844 }, locale })
    await prepare?.(context)
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (it) => {
      if (it.type() === 'error' && !/40[149]|ERR_FAILED/.test(it.text())) complaints.push(it.text())
    })
    await page.goto(service.httpUrl + at)
    await page.locator('input[name=username]').fill('li')
    await page.locator('input[name=password]').fill(PASSWORD)
    await page.locator('button[type=submit]').click()
    await page.locator('.deploy h1').waitFor()
    return page
  }
  const act = (page: Page, name: string) => page.locator(`button[data-act="${name}"]`)
  const type = async (page: Page, code: string) => {
    await page.getByLabel('或输入标签上的编号').fill(code)
    await page.getByRole('button', { name: '下一步' }).click()
  }
  const chooseHome = async (page: Page, room: string) => {
    await page.getByLabel('楼栋、单元、房号').fill(room)
    await page.locator(`button[data-home="${homes.get(room)}"]`).click()
  }
  const putBatteryIn = (uid: string) => {
    const random = seededRandom(uid)
    const identity = { id: uid, secret: secrets.get(uid) ?? '', brokerUrl: service.mqttUrl }
    const sensor = new SimulatedSensor({
      ...identity,
      profile: DEFAULT_PROFILE,
      random,
      clock: Date.now,
      door: 'closed',
    })
    sensor.start()
    return sensor
  }
  const walk = async (page: Page, uid: string) => {
    await page.getByText('等待门磁第一条消息').first().waitFor()
    const sensor = putBatteryIn(uid)
    await page.getByText('请打开门').waitFor()
    expect(await act(page, 'pass').isDisabled()).toBe(true)
    sensor.feel({ kind: 'door', door: 'open' })
    await page.locator('[data-seen=opened].seen').waitFor()
    sensor.feel({ kind: 'door', door: 'closed' })
    await page.locator('[data-seen=closed].seen').waitFor()
    expect(await page.locator('.sightings').textContent()).toMatch(/开门，\d+\.\d s 后看到.*关门，\d+\.\d s 后看到/)
    await page.locator('.walk .signal-fair, .walk .signal-good, .walk .signal-weak').first().waitFor()
    await act(page, 'pass').click()
    await page.getByText('装机完成').waitFor()
    return sensor
  }
  const count = async (from: string): Promise<number> => {
    const { rows } = await service.pool.query<{ n: number }>(`select count(*)::int as n from ${from}`)
    return rows[0]?.n ?? -1
  }

  test('scanned, put on a door, opened and closed, done: and no alert of it, and no record where there is no order', async () => {
    const page = await visit('/')
    expect(new URL(page.url()).pathname).toBe('/deploy')
    await act(page, 'scan').click()
    await page.locator('.uid', { hasText: 'door-a-1' }).waitFor()
    await chooseHome(page, '1201')
    await act(page, 'fit').dblclick()
    const watched = await walk(page, 'door-a-1')
    await page.getByText('这户正在观察期内').waitFor()
    expect(await count('alert')).toBe(0)
    expect(await count("fitting where sensor_uid = 'door-a-1'")).toBe(1)
    expect(await count("fitting where sensor_uid = 'door-a-1' and walk_test_passed_at is not null")).toBe(1)
    expect(await count('on_test where ended_at is null')).toBe(0)

    await act(page, 'next').click()
    await type(page, 'door-a-2')
    await chooseHome(page, '1202')
    await page.getByLabel('门的名称').fill(HOSTILE)
    await act(page, 'fit').click()
    const unwatched = await walk(page, 'door-a-2')
    await page.getByText('没有生效的隔离令').waitFor()
    expect(await page.locator('.walk').textContent()).toContain(HOSTILE)
    expect(await page.locator('main img').count()).toBe(0)
    expect(await count(`door_event where household_id = ${homes.get('1202')}`)).toBe(0)
    expect(await count('alert')).toBe(0)

    // After the test the door is everybody's again.
    watched.feel({ kind: 'door', door: 'open' })
    await until('an opening is a breach again', async () => (await count('alert')) === 1)
    await watched.stop()
    await unwatched.stop()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('codes that are none, of another community, and of a sensor that is on a door', async () => {
    const page = await visit('/deploy')
    await type(page, 'https://example.org/x')
    await page.getByText('这不是门磁的编号：https://example.org/x').waitFor()
    for (const code of ['door-b-1', 'no-such', HOSTILE]) {
      await type(page, code)
      await page.getByText('在您的辖区内没有这个门磁').waitFor()
      expect(await page.locator('main img').count()).toBe(0)
      await page.getByRole('button', { name: '重新开始' }).click()
    }
    await type(page, labelOf('door-a-1'))
    await page.getByText('装在 3号楼 1201 · 入户门').waitFor()
    expect(await page.locator('[data-result]').textContent()).toMatch(
      /开门，\d+\.\d s 后看到 · 关门，\d+\.\d s 后看到.*信号/,
    )
    expect(await page.locator('.choices').count()).toBe(0)

    await act(page, 'swap').click()
    await type(page, 'door-a-3')
    await page.getByLabel('更换原因').fill('电池耗尽')
    await act(page, 'replace').dblclick()
    await page.getByText('等待门磁第一条消息').first().waitFor()
    await page.goto(`${service.httpUrl}/deploy?sensor=door-a-1`)
    await page.locator('.sensor-stock').waitFor()
    await act(page, 'retire').click()
    await page.getByLabel('原因').fill('外壳破损')
    await page.locator('.take-off button[type=submit]').click()
    await page.locator('.sensor-retired').waitFor()
    await act(page, 'takeBack').click()
    await page.getByLabel('原因').fill('修好了')
    await page.locator('form button[type=submit]').click()
    await page.locator('.sensor-stock').waitFor()
    await page.locator('.key-code[data-uid="door-a-1"] svg').waitFor()
    await page.locator('.tabs a[href="/deploy/unassigned"]').click()
    await page.locator('li[data-uid="door-a-1"]').waitFor()
    expect(await page.locator('li[data-uid="door-a-3"]').count()).toBe(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('a sensor that is not believed is put on no door, stands in its list, and is believed again', async () => {
    const page = await visit('/deploy?sensor=door-a-1')
    await act(page, 'distrust').click()
    await page.getByLabel('原因').fill('一晚上开合两千次')
    await page.locator('form button[type=submit]').click()
    await page.locator('[data-cause=staff]', { hasText: '一晚上开合两千次' }).waitFor()
    expect(await page.locator('.choices').count()).toBe(0)
    await page.locator('.tabs a[href="/deploy/distrusted"]').click()
    await page.locator('li[data-uid="door-a-1"] .amber', { hasText: '工作人员已标记' }).waitFor()
    await page.locator('li[data-uid="door-a-1"] a').click()
    await act(page, 'trust').click()
    await page.getByLabel('原因').fill('已更换磁铁')
    await page.locator('form button[type=submit]').click()
    await act(page, 'distrust').waitFor()
    await page.locator('.choices').waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('an answer that is lost on the way is asked for again, and the sensor is fitted once', async () => {
    const page = await visit('/deploy?sensor=door-a-4')
    await chooseHome(page, '1203')
    let lost = 0
    await page.route('**/api/v1/fittings', async (route) => {
      if (lost > 0) return route.continue()
      lost += 1
      await route.fetch()
      return route.abort()
    })
    await act(page, 'fit').click()
    await page.getByText('等待门磁第一条消息').first().waitFor()
    expect(lost).toBe(1)
    expect(await count("fitting where sensor_uid = 'door-a-4'")).toBe(1)
    await page.context().setOffline(true)
    await page.getByText('恢复后自动继续').waitFor()
    await page.context().setOffline(false)
    await page.getByText('恢复后自动继续').waitFor({ state: 'detached' })
    await page.reload()
    await page.getByText('等待门磁第一条消息').first().waitFor()
    await page.context().close()
  })

  test('a camera that may not be used is said, and the code is typed instead', async () => {
    const page = await visit('/deploy', 390, 'zh-CN', (it) =>
      it.addInitScript(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))",
      ),
    )
    await act(page, 'scan').click()
    await page.getByText('没有得到使用相机的许可').waitFor()
    await type(page, 'door-a-4')
    await page.locator('.uid', { hasText: 'door-a-4' }).waitFor()
    await page.context().close()
  })

  test('labels of what is in stock are chosen, saved and read as what they name', async () => {
    const admin = createVisitor(service.httpUrl)
    await admin('POST', '/login', { username: 'admin', password: PASSWORD })
    const { sensors } = await admin<{ sensors: { uid: string }[] }>('GET', '/sensors?state=stock&search=door-b')
    expect(sensors.map((it) => it.uid)).toEqual(['door-b-1'])
    await service.pool.query(
      `insert into sensor (uid, reporting_limit_seconds, area_id)
       select 'door-a-' || n, 180, area_id from sensor, generate_series(5, 9) n where uid = 'door-a-4'`,
    )
    const page = await visit('/deploy/labels', 1280)
    const label = page.locator('.label[data-uid="door-a-5"]')
    await label.waitFor()
    expect(await page.locator('.label[data-uid^="door-b"]').count()).toBe(0)
    expect(await readDrawnCode(label)).toBe(labelOf('door-a-5'))
    const saved = async (name: keyof typeof LABEL_FORMATS) => {
      const download = page.waitForEvent('download')
      await act(page, 'labels').click()
      const labels = readLabels(await readFile(await (await download).path()), LABEL_FORMATS[name])
      return labels.map((it) => [it.sheet, it.nth, it.says])
    }
    await page.getByLabel('编号、楼栋、单元、房号').fill('door-a-5')
    await page.locator('.label[data-uid="door-a-6"]').waitFor({ state: 'detached' })
    expect(await saved('a4_24')).toEqual([[1, 1, labelOf('door-a-5')]])
    await page.getByLabel('编号、楼栋、单元、房号').fill('')
    for (const n of [9, 7]) await page.locator(`.label[data-uid="door-a-${n}"]`).click()
    const format = page.getByRole('combobox', { name: '标签规格' })
    await format.press('Enter')
    for (let n = 0; n < 3; n++) await format.press('ArrowDown')
    await format.press('Enter')
    await page.getByText('Avery L7651').waitFor()
    await page.getByLabel('从第几枚开始').fill('65')
    await page.getByRole('button', { name: '下载选中的 2 枚' }).waitFor()
    expect(await saved('a4_65')).toEqual([
      [1, 65, labelOf('door-a-7')],
      [2, 1, labelOf('door-a-9')],
    ])
    await service.pool.query("update sensor set state = 'fitted' where uid = 'door-a-9'")
    await act(page, 'labels').click()
    await page.getByText('在您的辖区内没有这条记录').waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('a firmware version leads to the sensors that run it', async () => {
    await service.pool.query(
      `insert into sensor (uid, model, reporting_limit_seconds, area_id)
       select 'door-f-' || n, 'DW-2', 180, area_id from sensor, generate_series(1, 3) n where uid = 'door-a-4'`,
    )
    await service.pool.query(
      "insert into sensor_reading (read_at, sensor_uid, firmware) values (now(), 'door-f-1', '1.4.0'), (now(), 'door-f-3', '1.4.0')",
    )
    const page = await visit('/deploy/firmware')
    const version = page.locator('[data-version="DW-2/1.4.0"]')
    expect(await version.locator('td').allTextContents()).toEqual(['0', '2', '0', '从未'])
    await version.locator('a').click()
    await page.locator('li[data-uid="door-f-3"]').waitFor()
    expect(await page.locator('.sensors li').count()).toBe(2)
    await page.getByRole('link', { name: '全部版本' }).click()
    await page.getByRole('link', { name: 'DW-2 · 未报' }).click()
    await page.locator('li[data-uid="door-f-2"]').waitFor()
    expect(await page.locator('.sensors li').count()).toBe(1)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('nothing overflows on a phone or on a wide screen, in either language', async () => {
    const page = await visit('/deploy')
    const fits = async (what: string) => {
      for (const width of [390, 1920]) {
        await page.setViewportSize({ width, height: 844 })
        const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
        expect(wide, `${what} at ${width}`).toBeLessThanOrEqual(0)
      }
    }
    for (const language of ['zh-CN', 'en']) {
      await page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' })
      for (const list of ['stock', 'unassigned', 'firmware', 'silent', 'distrusted', 'battery', 'labels', 'fit']) {
        await page.locator(`.tabs a[href="/deploy${list === 'fit' ? '' : `/${list}`}"]`).click()
        await page.locator('.waiting').waitFor({ state: 'detached' })
        await fits(list)
      }
      await page.locator('input#code').fill('door-a-4')
      await page.locator('input#code').press('Enter')
      await page.locator('.uid', { hasText: 'door-a-4' }).waitFor()
      await fits('sensor')
      await act(page, 'test').click()
      await page.locator('.what-to-do').waitFor()
      await fits('walk test')
      await page.locator('button.again').click()
      await page.locator('button.language').click()
    }
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
