import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeXlsx } from '../../base/write-xlsx.ts'
import { seedCommunity } from '../../registry/community.ts'
import { ADMIN_PASSWORD, type ApiFixture, startApi } from '../api/api-fixture.ts'
import { launchBrowser } from './browser.ts'

let fixture: ApiFixture
let origin: string
let browser: Browser
const complaints: string[] = []

beforeAll(async () => {
  fixture = await startApi({ clock: Date.now })
  await seedCommunity(fixture.pool, Date.now)
  await fixture.pool.query('update staff set must_change_password = false')
  origin = await fixture.api.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await fixture?.close()
})

async function open(width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 844 }, locale: 'zh-CN', acceptDownloads: true })
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text())
  })
  await page.goto(`${origin}/ledger`)
  await page.locator('input[name=username]').fill('admin')
  await page.locator('input[name=password]').fill(ADMIN_PASSWORD)
  await page.locator('button[type=submit]').click()
  await page.locator('.drop-zone').waitFor()
  return page
}

const HEADER = ['社区', '小区', '楼栋', '单元', '房号', '联系人', '手机号', '开始日期', '结束日期', '依据', '备注']
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** As somebody's workbook has it; `phone` is the second household's. */
function ledger(phone: string, basis: string): Buffer {
  const place = ['平安社区', '平安小区', '3号楼', '1单元']
  return Buffer.from(
    writeXlsx([
      {
        name: '台账',
        columns: HEADER.map((header) => ({ header, width: 12 })),
        rows: [
          [...place, '0301', '王某', '13800001234', day(0), day(14), '告知书', '<img src=x onerror=alert(1)>'],
          [...place, '0302', '李某', phone, day(0), day(14), basis, ''],
        ],
      },
    ]),
  )
}

const choose = (page: Page, buffer: Buffer, name = '台账.xlsx') =>
  page.locator('.drop-zone input').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })

async function download(page: Page, act: string): Promise<string> {
  const download = page.waitForEvent('download')
  await page.locator(`[data-act=${act}]`).click()
  const file = await download
  return (await readFile(await file.path())).toString()
}

const noOverflow = async (page: Page): Promise<void> => {
  const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  expect(wide).toBeLessThanOrEqual(0)
}

test('the administrator reads what is wrong with a ledger, imports the mended one, and once only', async () => {
  const page = await open(1280)
  await choose(page, Buffer.from('不是工作簿'))
  await page.getByText('文件内容与文件名不符：它不是 XLSX 文件').waitFor()

  await choose(page, ledger('12', ''))
  await page.getByText('2 处错误').waitFor()
  const faults = page.locator('.faults tbody tr')
  expect(await faults.allTextContents()).toEqual([
    expect.stringMatching(/^3手机号不是电话号码；请填写 13800001234/),
    expect.stringMatching(/^3依据有观察期限，就要填写依据/),
  ])
  await page.getByText('这些列不认识，未读取：备注').waitFor()
  expect(await page.locator('[data-act=import]').count()).toBe(0)
  expect(await download(page, 'faults-file')).toMatch(/^\ufeff"行","列","问题与改法"\r\n"3","手机号","不是电话号码/)

  await choose(page, ledger('138 0000 1235', '告知书'))
  await page.locator('.counts', { hasText: '2 户 · 2 份隔离令 · 2 个联系人 · 2 个辖区' }).waitFor()
  await page.locator('.sample li', { hasText: /第 2 行 3号楼 › 1单元 0301/ }).waitFor()
  await page.locator('[data-act=import]').dblclick()
  await page.locator('.outcome .counts', { hasText: '已新建 2 户' }).waitFor()

  await page.locator('[data-act=another]').click()
  await choose(page, ledger('138 0000 1235', '告知书'))
  await page.getByText('全部已在系统里，没有要新建的').waitFor()
  expect(await page.locator('[data-act=import]').count()).toBe(0)
  const { rows } = await fixture.pool.query(
    `select h.room from household h join area u on u.id = h.area_id join area b on b.id = u.parent_id
     where b.name = '3号楼' order by h.room`,
  )
  expect(rows).toEqual([{ room: '0301' }, { room: '0302' }])

  expect(await download(page, 'export-csv')).not.toContain('王某')
  await page.getByRole('checkbox').check()
  await page.locator('[data-act=export-csv]').click()
  await page.getByText('请填写').waitFor()
  await page.locator('.ledger form input[type=text]').fill('核对')
  expect(await download(page, 'export-csv')).toMatch(/3号楼,1单元,0301,,王某,13800001234,中文,不发/)
  expect(complaints).toEqual([])
  await page.context().close()
}, 60_000)

test('on a phone, in either language, nothing overflows', async () => {
  const page = await open(390)
  await choose(page, ledger('12', '@'.repeat(201)))
  await page.locator('.faults tbody tr').first().waitFor()
  await noOverflow(page)
  await page.locator('button.language').click()
  await page.getByText('not a telephone number').waitFor()
  await noOverflow(page)
  expect(complaints).toEqual([])
  await page.context().close()
}, 60_000)
