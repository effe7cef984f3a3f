import type { Browser, Page } from 'playwright-core'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createApi } from '../../api/api.ts'
import { type CommunityDoor, seedCommunity } from '../../registry/community.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { addStaff } from '../../registry/staff.ts'
import { listOrdersOfHousehold } from '../../store/order.ts'
import { inTransaction } from '../../store/transaction.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from '../api/api-fixture.ts'
import { raiseAlert, STAFF_PASSWORD } from '../api/two-areas.ts'
import { launchBrowser } from './browser.ts'

const WIDTHS = [390, 1920]

describe("the duty desk's page", () => {
  let fixture: ApiFixture
  let doors: readonly CommunityDoor[] = []
  let raised = 0
  let origin: string
  let browser: Browser
  const complaints: string[] = []

  beforeAll(async () => {
    fixture = await startApi({ clock: Date.now })
    doors = await seedCommunity(fixture.pool, Date.now)
    await inTransaction(fixture.pool, async (tx) => {
      const roles = [{ role: 'grid_worker', areaId: await ensureRootArea(tx) }] as const
      const member = { username: 'grid-1', displayName: '一号网格', password: STAFF_PASSWORD, roles }
      await addStaff(tx, [roles[0].areaId], member, Date.now())
      await tx.query('update staff set must_change_password = false')
    })
    origin = await fixture.api.listen({ host: '127.0.0.1', port: 0 })
    browser = await launchBrowser()
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await fixture?.api.close()
    await fixture?.close()
  })
  beforeEach(() => {
    complaints.length = 0
  })

  const raise = async (severity: 'critical' | 'major' = 'critical', kind = 'unpermitted_opening') => {
    const door = doors[raised]
    raised += 1
    if (door === undefined) throw new Error('no more doors')
    const { householdId, uid: sensorUid } = door
    const [order] = await listOrdersOfHousehold(fixture.pool, householdId, 1)
    if (order === undefined) throw new Error('no order')
    return raiseAlert(fixture.pool, { householdId, sensorUid, orderId: order.id, now: Date.now(), severity, kind })
  }

  const open = async (username: string, password: string, width = 1280): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height: 844 }, locale: 'zh-CN' })
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text())
    })
    await page.goto(origin)
    await page.locator('input[name=username]').fill(username)
    await page.locator('input[name=password]').fill(password)
    await page.locator('button[type=submit]').click()
    await page.locator('.connection[data-live=true]').waitFor()
    return page
  }

  const card = (page: Page, id: number) => page.locator(`.card[data-id="${id}"]`)

  test('an alert arrives, is acknowledged in one tap and resolved, and everybody sees it', async () => {
    const officer = await open('admin', ADMIN_PASSWORD)
    const colleague = await open('grid-1', STAFF_PASSWORD)
    const id = await raise()
    await card(officer, id).waitFor()
    expect(await card(officer, id).textContent()).toMatch(/严重.*1号楼 1单元 0101.*疑似违规外出.*没有有效报备.*未确认/s)
    await card(colleague, id).waitFor()

    await card(officer, id).locator('button[data-act=acknowledge]').click()
    await card(officer, id).locator('.mark.acknowledged').waitFor()
    await card(colleague, id).locator('.holder', { hasText: 'admin' }).waitFor()
    expect(await card(colleague, id).locator('button[data-act=acknowledge]').count()).toBe(0)

    await card(colleague, id).locator('button[data-act=resolve]').click()
    await card(colleague, id).getByRole('combobox').press('ArrowDown')
    await colleague.locator('.ant-select-item-option', { hasText: '误报' }).click()
    await card(colleague, id).locator('textarea').fill('物业上门维修')
    await card(colleague, id).locator('form button[type=submit]').click()
    await card(officer, id).waitFor({ state: 'detached' })
    await officer.getByText('已处置', { exact: true }).click()
    await card(officer, id).locator('.holder', { hasText: '误报' }).waitFor()
    expect(complaints).toEqual([])
    await officer.context().close()
    await colleague.context().close()
  })

  test('whoever comes second is told who was first, and what they were writing stays', async () => {
    const page = await open('admin', ADMIN_PASSWORD)
    const id = await raise()
    await card(page, id).locator('button[data-act=resolve]').click()
    await card(page, id).locator('textarea').fill('正在写')
    const other = await raise('major', 'sensor_silent')
    await card(page, other).waitFor()
    expect(await card(page, id).locator('textarea').inputValue()).toBe('正在写')
    expect(await page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA')
    await page.context().close()
  })

  test('says plainly when the stream is lost, and takes up again', async () => {
    const page = await open('admin', ADMIN_PASSWORD)
    const before = await raise()
    await card(page, before).waitFor()
    await fixture.api.close()
    await page.locator('.connection[data-live=false]', { hasText: '连接中断，最后更新' }).waitFor()
    const missed = await raise()
    const restarted = await createApi({ ...fixture.deps, metrics: new Registry() })
    await restarted.listen({ host: '127.0.0.1', port: Number(new URL(origin).port) })
    await page.locator('.connection[data-live=true]').waitFor()
    await card(page, missed).waitFor()
    await page.context().close()
    fixture = { ...fixture, api: restarted }
  })

  test('asks for the password again when the session is over', async () => {
    const page = await open('admin', ADMIN_PASSWORD)
    const id = await raise()
    await card(page, id).waitFor()
    await fixture.pool.query('update session set revoked_at = now()')
    await card(page, id).locator('button[data-act=acknowledge]').click()
    await page.locator('input[name=password]').waitFor()
    await page.context().close()
  })

  test('names the permits that were considered as a person knows them, and what a sensor did as no opening', async () => {
    const page = await open('admin', ADMIN_PASSWORD)
    const [opened, tampered] = [await raise(), await raise('critical', 'sensor_tamper')]
    const [from, until] = [Date.now() - 3_600_000, Date.now()]
    const permits = [{ id: 7, applies: false, why: 'used_up', reason: 'delivery', from, until, openingsMax: 1 }]
    await fixture.pool.query(
      "update alert set explanation = jsonb_set(explanation::jsonb, '{permits}', $2) where id = $1",
      [opened, JSON.stringify(permits)],
    )
    const whyOf = async (id: number): Promise<string | null> => {
      await page.goto(`${origin}/alerts/${id}`)
      await page.locator('.why li').first().waitFor()
      return page.locator('.why').textContent()
    }
    expect(await whyOf(opened)).toMatch(/外卖快递报备 .* – .*，限 1 次：无效（次数已用完）/)
    expect(await whyOf(tampered)).toMatch(/记录door-\S+：\S+ 起报备/)
    await page.context().close()
  })

  test('shows what anybody wrote as text, never as markup', async () => {
    const page = await open('admin', ADMIN_PASSWORD)
    const id = await raise()
    await fixture.pool.query(`update alert set note = '<img src=x>', explanation = $2 where id = $1`, [
      id,
      JSON.stringify({ sentence: { zh: '<img src=x onerror=alert(1)>', en: 'x' } }),
    ])
    await page.reload()
    await card(page, id).waitFor()
    expect(await card(page, id).locator('img').count()).toBe(0)
    expect(await card(page, id).textContent()).toContain('<img src=x onerror=alert(1)>')
    await page.context().close()
  })

  test.each(WIDTHS)('nothing overflows at %i px, in either language', async (width) => {
    const id = await raise('major', 'left_open')
    const page = await open('admin', ADMIN_PASSWORD, width)
    await card(page, id).locator('button[data-act=resolve]').click()
    for (const language of ['zh-CN', 'en']) {
      await page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' })
      await card(page, id).waitFor()
      const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      expect(wide).toBeLessThanOrEqual(0)
      await page.locator('button.language').click()
    }
    await page.context().close()
  })
})
