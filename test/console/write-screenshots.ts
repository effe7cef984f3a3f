import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { z } from 'zod'
import { readConfig } from '../../base/config.ts'
import { createLog } from '../../base/log.ts'
import { SCREENS } from '../../console/app/screens.ts'
import { openCommunity } from '../../firmware-sim/demo.ts'
import { type Service, startService } from '../../main.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { inTransaction } from '../../store/transaction.ts'
import { launchBrowser } from './browser.ts'

// npm run screenshots: pictures of every screen for the README, into docs/img. The demonstration's days, at one moment that
// stands still for the service and for the browser, so that the same pictures come again.

const FOLDER = fileURLToPath(new URL('../../docs/img/', import.meta.url))
const PASSWORD = 'menshen-demo-2020'
const SEED = 1
/** A quarter past nine in the evening in Shanghai: days are over and tired eyes look. */
const NOW = Date.UTC(2026, 2, 5, 13, 15)
const PICTURE_BYTES_MAX = 200_000
const ALL_BYTES_MAX = 2_500_000
const WIDE = { width: 1280, height: 700 }
const PHONE = { width: 390, height: 760 }
const WALL = { width: 1920, height: 1080 }

interface Shot {
  readonly name: string
  readonly address: string
  readonly size: { readonly width: number; readonly height: number }
  readonly locale: 'zh-CN' | 'en-GB'
  /** What must be there before it is taken. */
  readonly shows: string
}

/** Long lists, which look alike in both languages. */
const LISTS: readonly string[] = ['households', 'ledger', 'staff', 'audit']

/** Each screen of the menu wide in both languages and on a phone; then what is reached from them. */
function shotsOf(ids: Ids): readonly Shot[] {
  const menu = SCREENS.map(({ path: address, name }) => ({ name, address, shows: SHOWS[name] ?? 'main h1, main h2' }))
  const further = [
    { name: 'alert', address: `/alerts/${ids.breach}`, shows: '.why li' },
    { name: 'household', address: `/households/${ids.household}`, shows: '.lane-picture' },
  ]
  const all = [...menu, ...further].flatMap((it): Shot[] => [
    { ...it, size: WIDE, locale: 'zh-CN' },
    ...(LISTS.includes(it.name) ? [] : [{ ...it, name: `${it.name}-en`, size: WIDE, locale: 'en-GB' } as const]),
    { ...it, name: `${it.name}-phone`, size: PHONE, locale: 'zh-CN' },
  ])
  const wall = { address: `/wall/${ids.area}`, size: WALL, shows: 'a.home, .home' }
  return [...all, { ...wall, name: 'wall', locale: 'zh-CN' }]
}

const SHOWS: Readonly<Record<string, string>> = {
  desk: '.card',
  buildings: 'a.home',
  households: '.homes li',
  audit: 'table tbody tr',
}

interface Ids {
  readonly area: number
  readonly breach: number
  readonly household: number
}

async function findIds({ pool }: Service): Promise<Ids> {
  const { rows } = await pool.query(
    `select id as breach, household_id as household, (select min(id) from area where parent_id is null) as area from alert
     where kind = 'unpermitted_opening' and handling = 'new' order by raised_at limit 1`,
  )
  return z.object({ area: z.number(), breach: z.number(), household: z.number() }).parse(rows[0])
}

/** Two characters that are drawn alike are both drawn as a box. */
async function canWriteChinese(browser: Browser): Promise<boolean> {
  const page = await browser.newPage()
  const isDifferent = await page.evaluate(`(() => {
    const drawn = (text) => {
      const canvas = document.createElement('canvas')
      const context = canvas.getContext('2d')
      context.font = '40px sans-serif'
      context.fillText(text, 10, 50)
      return canvas.toDataURL()
    }
    return drawn('门') !== drawn('神')
  })()`)
  await page.close()
  return isDifferent === true
}

async function signIn(browser: Browser, origin: string) {
  const context = await openContext(browser, { size: WIDE, locale: 'zh-CN' })
  const page = await context.newPage()
  await page.goto(origin)
  await page.locator('input[name=username]').fill('admin')
  await page.locator('input[name=password]').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.locator('.connection[data-live=true]').waitFor()
  const state = await context.storageState()
  await context.close()
  return state
}

type State = Awaited<ReturnType<typeof signIn>>

async function openContext(
  browser: Browser,
  { size, locale }: Pick<Shot, 'size' | 'locale'>,
  storageState?: State,
): Promise<BrowserContext> {
  const given = storageState === undefined ? {} : { storageState }
  const context = await browser.newContext({
    ...{ viewport: size, locale, timezoneId: 'Asia/Shanghai', serviceWorkers: 'block', ...given },
  })
  await context.clock.setFixedTime(NOW)
  return context
}

async function take(page: Page, { name }: Pick<Shot, 'name'>): Promise<number> {
  await page.locator('.waiting, .ant-spin-spinning').first().waitFor({ state: 'detached' })
  await page.evaluate('document.fonts.ready')
  const file = path.join(FOLDER, `${name}.png`)
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' })
  const { size } = await stat(file)
  console.log(`${path.relative(process.cwd(), file)}  ${Math.round(size / 1000)} kB`)
  if (size > PICTURE_BYTES_MAX) throw new Error(`${name}.png has ${size} bytes; at most ${PICTURE_BYTES_MAX} are kept`)
  return size
}

/** A household's own page, by the link that staff hand out. */
async function residentAddress(page: Page, { household }: Ids): Promise<string> {
  const answer = await page.evaluate(`(async () => {
    const post = (path) => fetch('/api/v1/households/${household}/' + path, { method: 'POST', body: '{}',
      headers: { 'content-type': 'application/json' } })
    await post('resident-link')
    const told = await fetch('/api/v1/households/${household}/resident-link/address')
    return (told.ok ? told : await post('resident-link/address')).json()
  })()`)
  return z.object({ address: z.string() }).parse(answer).address
}

async function takeAll(service: Service, browser: Browser): Promise<number> {
  const ids = await findIds(service)
  const state = await signIn(browser, service.httpUrl)
  let bytes = 0
  for (const shot of shotsOf(ids)) {
    const context = await openContext(browser, shot, state)
    const page = await context.newPage()
    await page.goto(service.httpUrl + shot.address)
    await page.locator(shot.shows).first().waitFor()
    bytes += await take(page, shot)
    if (shot.name === 'household') {
      const address = await residentAddress(page, ids)
      for (const [name, locale] of [
        ['resident-phone', 'zh-CN'],
        ['resident-phone-en', 'en-GB'],
      ] as const) {
        const own = await openContext(browser, { size: PHONE, locale })
        const home = await own.newPage()
        await home.goto(`${address}?lang=${locale.slice(0, 2)}`)
        bytes += await take(home, { name })
        await own.close()
      }
    }
    await context.close()
  }
  return bytes
}

await mkdir(FOLDER, { recursive: true })
const folder = await mkdtemp(path.join(tmpdir(), 'menshen-pictures-'))
const browser = await launchBrowser()
if (!(await canWriteChinese(browser))) {
  console.error(
    'No font with Chinese is installed, and pictures of boxes are of no use. On Debian: apt-get install fonts-noto-cjk',
  )
  process.exit(1)
}
const ports = { MENSHEN_HTTP_PORT: '0', MENSHEN_MQTT_PORT: '0', MENSHEN_CANARY: 'false', MENSHEN_FSYNC: 'false' }
const config = readConfig({ MENSHEN_DATA_DIR: folder, ...ports })
const clock = () => NOW
const service = await startService({ config, log: createLog('error'), demoPassword: PASSWORD, clock })
try {
  const { pool } = service
  const given = { clock, seed: SEED, password: PASSWORD }
  await inTransaction(pool, async (tx) => openCommunity(tx, await ensureRootArea(tx), given))
  const bytes = await takeAll(service, browser)
  console.log(`${Math.round(bytes / 1000)} kB in all`)
  if (bytes > ALL_BYTES_MAX) throw new Error(`that is more than ${ALL_BYTES_MAX} bytes`)
} finally {
  await browser.close()
  await service.close()
  await rm(folder, { recursive: true, force: true })
}
