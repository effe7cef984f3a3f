import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeCsv } from '../../base/write-csv.ts'
import { keyTextOf } from '../../console/deploy/credentials.ts'
import { sha256 } from '../../registry/secret.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from '../api/api-fixture.ts'
import { launchBrowser } from './browser.ts'
import { readDrawnCode } from './drawn-code.ts'

let fixture: ApiFixture
let origin: string
let browser: Browser
const complaints: string[] = []

beforeAll(async () => {
  fixture = await startApi({ clock: Date.now })
  await fixture.pool.query('update staff set must_change_password = false')
  origin = await fixture.api.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await fixture?.close()
})

async function open(): Promise<Page> {
  const context = await browser.newContext({
    ...{ viewport: { width: 390, height: 844 }, locale: 'zh-CN', acceptDownloads: true },
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (it) => {
    if (it.type() === 'error' && !/40[0149]/.test(it.text())) complaints.push(it.text())
  })
  await page.goto(`${origin}/deploy/stock`)
  await page.locator('input[name=username]').fill('admin')
  await page.locator('input[name=password]').fill(ADMIN_PASSWORD)
  await page.locator('button[type=submit]').click()
  await page.getByRole('link', { name: '入库' }).click()
  await page.locator('.drop-zone').waitFor()
  return page
}

const choose = (page: Page, rows: readonly string[][]) =>
  page
    .locator('.drop-zone input')
    .setInputFiles({ name: '到货.csv', mimeType: 'text/csv', buffer: Buffer.from(writeCsv(rows)) })

async function secretHash(uid: string): Promise<string> {
  const { rows } = await fixture.pool.query('select secret_sha256 from sensor where uid = $1', [uid])
  return rows[0]?.secret_sha256.toString('hex')
}

test('sensors come into stock by a list and one by one, and their secrets can be had while the page is open', async () => {
  const page = await open()
  const template = page.waitForEvent('download')
  await page.locator('[data-act=template-csv]').click()
  const filled = `${await readFile(await (await template).path(), 'utf8')}lot1-0000\r\n`
  await page
    .locator('.drop-zone input')
    .setInputFiles({ name: '模板.csv', mimeType: 'text/csv', buffer: Buffer.from(filled) })
  await page.getByText('将入库 1 个，其中 1 个由系统生成密钥').waitFor()
  await choose(page, [['编号'], ['lot1-0001'], ['LOT1-0002']])
  await page.getByText('1 处错误').waitFor()
  expect(await page.locator('.faults tbody tr').allTextContents()).toEqual([
    expect.stringMatching(/^3编号编号须为 4 到 32/),
  ])
  expect(await page.locator('[data-act=import]').count()).toBe(0)

  await choose(page, [['编号'], ['lot1-0001'], ['lot1-0002']])
  await page.getByText('将入库 2 个，其中 2 个由系统生成密钥').waitFor()
  await page.locator('[data-act=import]').click()
  await page.getByText('已入库 2 个').waitFor()

  await page.getByLabel('或输入标签上的编号').fill('lot1-0003')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByText('lot1-0003 已入库').waitFor()

  const download = page.waitForEvent('download')
  await page.locator('[data-act=credentials-file]').click()
  const lines = (await readFile(await (await download).path())).toString().trimEnd().split('\r\n')
  expect(lines.map((it) => it.split(',')[0])).toEqual(['id', 'lot1-0001', 'lot1-0002', 'lot1-0003'])
  for (const line of lines.slice(1)) {
    const [uid = '', secret = ''] = line.split(',')
    expect(await secretHash(uid)).toBe(sha256(secret).toString('hex'))
  }
  const shown = page.locator('.key-code[data-uid="lot1-0003"]')
  const secret = (await shown.locator('code').textContent()) ?? ''
  expect(await readDrawnCode(shown)).toBe(keyTextOf({ uid: 'lot1-0003', secret }))

  await page.locator('.tabs a[href="/deploy/stock"]').click()
  await page.locator('li[data-uid="lot1-0003"]').waitFor()
  await page.getByRole('link', { name: '入库' }).click()
  await page.locator('.drop-zone').waitFor()
  expect(await page.locator('.credentials').count()).toBe(0)
  expect(complaints).toEqual([])
  await page.context().close()
})

test('what somebody gets wrong is told: a sensor that is there, and a code that is a secret', async () => {
  const page = await open()
  const type = async (code: string) => {
    await page.getByLabel('或输入标签上的编号').fill(code)
    await page.getByRole('button', { name: '下一步' }).click()
  }
  await type(keyTextOf({ uid: 'lot2-0001', secret: 'x'.repeat(43) }))
  await page.getByText('这是密钥的二维码').waitFor()
  await type(`https://example.org/${'x'.repeat(100)}`)
  await page.getByText('这不是门磁的编号').waitFor()
  await type('lot2-0001*0')
  await page.getByText('编号与末尾的校验码不符').waitFor()
  await type('Lot2')
  await page.locator('.ant-message-warning').waitFor()
  for (const width of [390, 1920]) {
    await page.setViewportSize({ width, height: 844 })
    const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    expect(wide).toBeLessThanOrEqual(0)
  }
  expect(complaints).toEqual([])
  await page.context().close()
})
