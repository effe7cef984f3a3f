import { readFile, writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../test/console/browser.ts'
import { initialScripts } from '../test/console/initial-scripts.ts'
import { type BoardFigures, HOMES, measureBoard } from './board.ts'
import { framesOf, watchFrames } from './frames.ts'
import { DAYS, EVENTS, recordHousehold, STARTS_AT } from './lanes.ts'
import { type PagesService, startPagesService } from './pages-service.ts'

// npm run bench:console: what the pages cost a browser. Writes docs/console-figures.md between its two marks.

const DOCUMENT = fileURLToPath(new URL('../docs/console-figures.md', import.meta.url))
const MARK = '<!-- measured -->'
const VISITS = 7
const ZOOMS = 12
const DAY_MS = 86_400_000

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
const paintOf = (page: Page) =>
  page.evaluate(`new Promise((resolve) => new PerformanceObserver((list) => {
    for (const it of list.getEntries()) if (it.name === 'first-contentful-paint') resolve(it.startTime)
  }).observe({ type: 'paint', buffered: true }))`)

/** The first visit, with nothing kept: until something is to be seen, and until one can sign in. */
async function measureFirstPaint({ httpUrl }: PagesService, browser: Browser) {
  const paints: number[] = []
  const forms: number[] = []
  for (let visit = 0; visit < VISITS; visit++) {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })
    const began = performance.now()
    await page.goto(`${httpUrl}/desk`, { waitUntil: 'commit' })
    await page.locator('input[name=username]').waitFor()
    forms.push(performance.now() - began)
    paints.push(Number(await paintOf(page)))
    await page.context().close()
  }
  return { paintMs: median(paints), formMs: median(forms) }
}

/** Two weeks of one household with an edge a minute: until they are drawn, and what is drawn while they are zoomed. */
async function measureLanes(service: PagesService, browser: Browser) {
  const now = Date.now()
  const id = await recordHousehold(service.pool, now - DAYS * DAY_MS - STARTS_AT)
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' })
  await page.goto(`${service.httpUrl}/households`)
  await service.signIn(page)
  await page.locator('.connection[data-live=true]').waitFor()
  const began = performance.now()
  await page.goto(`${service.httpUrl}/households/${id}`)
  await page.locator('.lane-picture').waitFor()
  const drawnMs = performance.now() - began
  await watchFrames(page)
  for (let step = 0; step < ZOOMS; step++) {
    await page.locator('.lane-box').press(step < ZOOMS / 2 ? '+' : '-')
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))')
  }
  const frames = await framesOf(page)
  await page.context().close()
  return { drawnMs, frames }
}

function report(
  scripts: number,
  bytes: number,
  paint: Awaited<ReturnType<typeof measureFirstPaint>>,
  board: BoardFigures,
  lanes: Awaited<ReturnType<typeof measureLanes>>,
): string {
  const round = (value: number) => Math.round(value).toLocaleString('en')
  const of = (values: readonly number[]) => `${round(median(values))} (at most ${round(Math.max(...values))})`
  const frames = ({ count, late, longestMs }: BoardFigures['frames']) =>
    `${late} of ${count}, the longest took ${round(longestMs)} ms`
  const rows = [
    ['JavaScript before anything is shown, gzipped', `${(bytes / 1000).toFixed(1)} kB in ${scripts} files`],
    [`first contentful paint, median of ${VISITS} first visits`, `${round(paint.paintMs)} ms`],
    ['until one can sign in', `${round(paint.formMs)} ms`],
    [
      `a board of ${HOMES} homes is answered`,
      `in ${round(board.answerMs.median)} ms (at most ${round(board.answerMs.longest)})`,
    ],
    ['all of its homes change at once: drawn after the commit', `${of(board.changes.map((it) => it.drawnMs))} ms`],
    ['… the page works for it', `${of(board.changes.map((it) => it.workedMs))} ms of processor time`],
    ['… the longest task', `${of(board.changes.map((it) => it.longestTaskMs))} ms`],
    ['… frames that came late', frames(board.frames)],
    [
      `${DAYS} days with ${EVENTS.toLocaleString('en')} events: the whole page, until the lanes are drawn`,
      `${round(lanes.drawnMs)} ms`,
    ],
    [`… frames that came late in ${ZOOMS} steps of zooming`, frames(lanes.frames)],
  ]
  const load = loadavg()
    .map((it) => it.toFixed(1))
    .join(', ')
  return [
    `On ${cpus().length} cores that browser, service and database share; load averages at the end ${load}.`,
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([what, figure]) => `| ${what} | ${figure} |`),
  ].join('\n')
}

const service = await startPagesService()
const browser = await launchBrowser()
const scripts = initialScripts()
const bytes = scripts.reduce((sum, it) => sum + it.gzipBytes, 0)
const paint = await measureFirstPaint(service, browser)
const lanes = await measureLanes(service, browser)
const board = await measureBoard(service, browser)
await browser.close()
await service.close()
const text = report(scripts.length, bytes, paint, board, lanes)
console.log(text)
const [before = '', , after = ''] = (await readFile(DOCUMENT, 'utf8')).split(MARK)
await writeFile(DOCUMENT, [before, `\n${text}\n`, after].join(MARK))
