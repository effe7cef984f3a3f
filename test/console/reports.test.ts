import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AlertId, type AreaId, alertId, areaId } from '../../base/id.ts'
import { createArea } from '../../registry/area.ts'
import { type CommunityDoor, seedCommunity } from '../../registry/community.ts'
import { addContactPoint } from '../../registry/contact-point.ts'
import { createHousehold } from '../../registry/household.ts'
import { putOnTest } from '../../registry/on-test.ts'
import { releaseOrder } from '../../registry/order.ts'
import { grantPermit } from '../../registry/permit.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { createSilence } from '../../registry/silence.ts'
import { addStaff } from '../../registry/staff.ts'
import { acknowledgeAlert, logDispatch, resolveAlert } from '../../store/alert.ts'
import { listOrdersOfHousehold } from '../../store/order.ts'
import { insertRoster } from '../../store/roster.ts'
import { insertShift } from '../../store/shift.ts'
import { inTransaction } from '../../store/transaction.ts'
import { type ApiFixture, startApi } from '../api/api-fixture.ts'
import { readPdf } from '../api/pdf-text.ts'
import { type Session, signIn } from '../api/session.ts'
import { STAFF_PASSWORD } from '../api/two-areas.ts'
import { readXlsxRows } from '../api/xlsx-rows.ts'
import { launchBrowser } from './browser.ts'
import { type DoorLife, liveDay } from './lived-day.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** The eve, 20:00 in Shanghai; the day that is told of begins four hours later, and is looked at in the next one. */
const EVE = Date.parse('2026-02-28T12:00:00Z')
const FROM = EVE + 4 * HOUR_MS
const UNTIL = FROM + 24 * HOUR_MS
const DAY = '2026-03-01'
const NOW = UNTIL + 12 * HOUR_MS
const LIVED_MINUTES = (NOW - EVE) / MINUTE_MS
const LIMIT_SECONDS = 3600

/** Minutes since the eve of a time of the day. */
const at = (hour: number, minute = 0): number => 240 + hour * 60 + minute

let fixture: ApiFixture
let doors: readonly CommunityDoor[] = []
let street: AreaId
let office: Session
let origin: string
let browser: Browser
const complaints: string[] = []

const door = (place: number): CommunityDoor => {
  const it = doors[place]
  if (it === undefined) throw new RangeError(`no door ${place}`)
  return it
}

const lived = (): DoorLife[] => [
  // Open over midnight, and once more in the morning.
  {
    door: door(0),
    openings: [
      [at(-1, 50), at(0, 10)],
      [at(8, 5), at(8, 6)],
    ],
  },
  {
    door: door(1),
    openings: [
      [at(10, 10), at(10, 12)],
      [at(18), at(18, 1)],
    ],
  },
  { door: door(2), openings: [], silentFrom: at(9) },
  { door: door(3), openings: [] },
  { door: door(4), openings: [[at(14, 5), at(14, 6)]] },
  {
    door: door(5),
    openings: [
      [at(15), at(15, 1)],
      [at(17), at(17, 1)],
    ],
  },
  {
    door: door(6),
    openings: [
      [at(20), at(20, 1)],
      [at(20, 20), at(20, 21)],
      [at(23, 55), at(24, 20)],
    ],
  },
]

async function one<T extends object>(text: string, values: readonly unknown[] = []): Promise<T> {
  const { rows } = await fixture.pool.query<T>(text, [...values])
  const [row] = rows
  if (row === undefined) throw new Error('there is a row')
  return row
}

async function alertOf(place: number): Promise<AlertId> {
  const first = 'select min(id) as id from alert where household_id = $1 and started_at >= $2'
  return alertId.parse((await one<{ id: number }>(first, [door(place).householdId, new Date(FROM)])).id)
}

beforeAll(async () => {
  fixture = await startApi()
  const { pool } = fixture
  doors = await seedCommunity(pool, () => EVE, { reportingLimitSeconds: LIMIT_SECONDS })
  street = areaId.parse((await one<{ id: number }>("select id from area where kind = 'street'")).id)
  const root = await inTransaction(pool, ensureRootArea)
  const staffOf = (username: string, displayName: string, role: 'viewer' | 'duty_officer') =>
    inTransaction(pool, (tx) =>
      addStaff(tx, [root], { username, displayName, password: STAFF_PASSWORD, roles: [{ role, areaId: street }] }, EVE),
    )
  await staffOf('office', '街道办', 'viewer')
  const duty = await staffOf('duty', '值班甲', 'duty_officer')
  const night = await staffOf('night', '夜班乙', 'duty_officer')
  await pool.query('update staff set must_change_password = false')
  await inTransaction(pool, async (tx) => {
    const hook = { areaId: street, channel: 'webhook', target: 'https://desk.example/', secret: null } as const
    await addContactPoint(tx, [root], { ...hook, severityMin: 'minor' })
    const roster = await insertRoster(
      tx,
      { areaId: street, name: '值班台', level: 'duty_desk', fallback: [] },
      EVE,
      EVE,
    )
    if (roster === null) throw new Error('no roster')
    const daily = { weekdays: [1, 2, 3, 4, 5, 6, 7], validFrom: '2026-02-01', validUntil: null }
    await insertShift(tx, roster, { ...daily, staffId: duty, from: '08:00', until: '20:00' })
    await insertShift(tx, roster, { ...daily, staffId: night, from: '20:00', until: '08:00' })
  })
  const permit = (place: number, from: number, minutes: number, now: number) => {
    const window = { from, until: from + minutes * MINUTE_MS, openingsMax: 1, goingOut: false, note: '' }
    const whose = { householdId: door(place).householdId, areaId: null, reason: 'delivery', grantedBy: 'duty' } as const
    return inTransaction(pool, (tx) => grantPermit(tx, [root], { ...whose, ...window }, now))
  }
  const test = (place: number, minutes: number, now: number) => {
    const { householdId, uid } = door(place)
    const put = { householdId, sensorUid: uid, minutes, reason: '=1+1 换电池', putBy: 'duty' }
    return inTransaction(pool, (tx) => putOnTest(tx, [root], put, now))
  }
  const resolution = { outcome: 'false_alarm', note: '=HYPERLINK("x") 已核实' } as const
  await liveDay(pool, EVE, LIVED_MINUTES, lived(), [
    { at: at(8, 30), act: async (now) => acknowledgeAlert(pool, await alertOf(0), duty, now) },
    { at: at(9), act: async (now) => resolveAlert(pool, await alertOf(0), duty, now, resolution) },
    { at: at(10), act: (now) => permit(1, now, 30, now) },
    { at: at(12), act: (now) => takenOff(3, now) },
    { at: at(14), act: (now) => test(4, 15, now) },
    { at: at(16), act: (now) => released(5, now) },
    { at: at(21), act: async (now) => acknowledgeAlert(pool, await alertOf(6), night, now) },
    {
      at: at(21, 30),
      act: async (now) => logDispatch(pool, await alertOf(6), night, now, { kind: 'on_site', note: '' }),
    },
    { at: at(35, 50), act: (now) => test(7, 15, now) },
    { at: at(35, 50), act: (now) => permit(8, now, 60, now) },
    { at: at(35, 55), act: (now) => silenced(now) },
  ])
  await pool.query(
    "update notification n set sent_at = al.raised_at + interval '4 s' from alert al where al.id = n.alert_id",
  )
  fixture.setNow(NOW)
  office = await signIn(fixture.api, 'office', STAFF_PASSWORD)
  origin = await fixture.api.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()

  async function takenOff(place: number, now: number) {
    const sql = 'update fitting set fitted_until = $2 where sensor_uid = $1'
    await pool.query(sql, [door(place).uid, new Date(now)])
  }
  async function released(place: number, now: number) {
    const [order] = await listOrdersOfHousehold(pool, door(place).householdId, 1)
    if (order === undefined) throw new Error('no order')
    await inTransaction(pool, (tx) => releaseOrder(tx, [root], order.id, { by: 'duty', reason: '期满' }, now))
  }
  async function silenced(now: number) {
    const quiet = { areaId: street, householdId: null, kinds: ['sensor_battery'], reason: '换电池' }
    const hour = { from: now, until: now + HOUR_MS }
    await inTransaction(pool, (tx) => createSilence(tx, [root], { ...quiet, ...hour }, 'duty', now))
  }
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await fixture?.close()
})

/** The day's figures, reckoned without anything of the report's. */
async function figuresOfDay() {
  const within = [new Date(FROM), new Date(UNTIL)]
  const count = async (text: string): Promise<number> =>
    (await one<{ n: number }>(`select count(*)::int as n ${text}`, within)).n
  const opened = 'from opening where opened_at >= $1 and opened_at < $2'
  const { rows: hours } = await fixture.pool.query<{
    hour: number
    permitted: number
    unpermitted: number
    test: number
  }>(
    `select extract(hour from opened_at at time zone 'Asia/Shanghai')::int as hour, count(permit_id)::int as permitted,
       (count(*) filter (where permit_id is null and explanation ->> 'verdict' <> 'test'))::int as unpermitted,
       (count(*) filter (where explanation ->> 'verdict' = 'test'))::int as test ${opened} group by 1`,
    within,
  )
  const raised = 'from alert where raised_at >= $1 and raised_at < $2 and merged_into is null'
  const { rows: alerts } = await fixture.pool.query<{ kind: string; severity: string; n: number }>(
    `select kind, severity, count(*)::int as n ${raised} group by 1, 2 order by 1, 2`,
    within,
  )
  return {
    watched: await count(
      'from quarantine_order where starts_at < $2 and least(ends_at, released_at) > $1 and activated_at < $2',
    ),
    openings: await count(opened),
    hours: new Map(hours.map((it) => [it.hour, it])),
    openAtStart: await count('from opening where opened_at < $1 and closed_at > $1 and closed_at < $2'),
    openAtEnd: await count(`${opened} and coalesce(closed_at, 'infinity') > $2`),
    alerts,
    seenShare: (await seenMs()) / (39 * (UNTIL - FROM) + (FROM + 16 * HOUR_MS - FROM)),
  }
}

/** For how long what doors said holds: until the next word, when that came within the limit. Minute by minute. */
async function seenMs(): Promise<number> {
  const { rows } = await fixture.pool.query<{ sensor: string; at: number; ends: number }>(
    `select e.sensor_uid as sensor, e.occurred_at as at, least(o.ends_at, o.released_at, f.fitted_until) as ends
     from door_event e join quarantine_order o on o.id = e.order_id join fitting f on f.sensor_uid = e.sensor_uid
     order by 1, 2`,
  )
  let ms = 0
  for (const [n, it] of rows.entries()) {
    const next = rows[n + 1]
    const said = next?.sensor === it.sensor ? next.at : Math.min(it.ends, it.at + 1000 * HOUR_MS)
    if (said - it.at > LIMIT_SECONDS * 1000) continue
    ms += Math.max(0, Math.min(said, it.ends, UNTIL) - Math.max(it.at, FROM))
  }
  return ms
}

async function open(width = 1280): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 844 }, locale: 'zh-CN', acceptDownloads: true })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (it) => {
    if (it.type() === 'error' && !it.text().includes('401')) complaints.push(it.text())
  })
  await page.goto(`${origin}/reports`)
  await page.locator('input[name=username]').fill('office')
  await page.locator('input[name=password]').fill(STAFF_PASSWORD)
  await page.locator('button[type=submit]').click()
  await page.locator('.report').waitFor()
  return page
}

async function kept(page: Page, kind: 'pdf' | 'xlsx'): Promise<Buffer> {
  const started = page.waitForEvent('download')
  await page.locator(`[data-keep=${kind}]`).click()
  const download = await started
  expect(download.suggestedFilename()).toMatch(new RegExp(`^menshen-\\w+-${street}-[\\d-]+\\.${kind}$`))
  return readFile(await download.path())
}

const figureOf = async (page: Page, name: string): Promise<string> =>
  (await page.locator(`[data-figure=${name}]`).textContent()) ?? ''

test('street office: the day’s report is what the database says, on the page, as a workbook and as a PDF', async () => {
  const truth = await figuresOfDay()
  const page = await open()
  await page.locator('.so-far', { hasText: '当日未完' }).waitFor()
  await page.locator('input[type=date]').fill(DAY)
  await page.locator(`.report[data-day="${DAY}"]`).waitFor()
  expect(await page.locator('.so-far').count()).toBe(0)

  expect(truth).toMatchObject({ watched: 40, openings: 8, openAtStart: 1, openAtEnd: 1 })
  expect(await figureOf(page, 'watched')).toMatch(/观察中的隔离户40开始 0，期满 0，解除 1/)
  expect(await figureOf(page, 'openings')).toMatch(/^开门8有报备 1，无报备 6，测试 1零时仍开 1，结束时仍开 1$/)
  const share = `${(Math.floor(truth.seenShare * 1000) / 10).toFixed(1)}%`
  expect(await figureOf(page, 'coverage')).toBe(`可见率${share}`)
  const raised = truth.alerts.reduce((sum, it) => sum + it.n, 0)
  expect(raised).toBeGreaterThan(5)
  const told = await page.locator('.standings tbody td:last-child').allTextContents()
  expect(told.reduce((sum, it) => sum + Number(it), 0)).toBe(raised)
  expect(await page.locator('.answers tr[data-key=all] td').nth(6).textContent()).toMatch(/^4 秒/)

  expect(await page.locator('.hours-picture title').nth(20).textContent()).toBe('20:00 起：有报备 0，无报备 2，测试 0')
  await page.locator('.hours .as-table').click()
  const shown = await page.locator('.hours tbody tr').allTextContents()
  const hourText = (hour: number): string => {
    const { permitted, unpermitted, test } = truth.hours.get(hour) ?? { permitted: 0, unpermitted: 0, test: 0 }
    return `${String(hour).padStart(2, '0')}:00${permitted}${unpermitted}${test}`
  }
  expect(shown).toEqual(Array.from({ length: 24 }, (_, hour) => hourText(hour)))

  const blind = page.locator(`.blind tr[data-key="${door(2).householdId}"]`)
  expect(await blind.textContent()).toMatch(/1号楼 1单元 0301.*15 小时.*仍看不到/)
  expect(await page.locator(`.blind tr[data-key="${door(3).householdId}"]`).textContent()).toMatch(/12 小时 0 分钟/)
  expect(await page.locator(`.blind tr[data-key="${door(4).householdId}"]`).textContent()).toMatch(/15 分钟$/)

  const sheets = readXlsxRows(await kept(page, 'xlsx'))
  expect(sheets.get('开门')).toContainEqual(['开门次数', truth.openings])
  expect(sheets.get('可见率')?.[1]).toEqual([Math.floor(truth.seenShare * 1000) / 1000, 40])
  expect(
    sheets
      .get('每小时开门')
      ?.slice(1)
      .map((row) => row.join('')),
  ).toEqual(shown)
  const { text, fonts } = readPdf(await kept(page, 'pdf'))
  expect(text).toMatch(
    new RegExp(`门神街道 日报\\n${DAY}.*\\n[^]*隔离户[^]*在观察中的户数\\n40\\n[^]*开门次数\\n8\\n[^]*疑似违规外出`),
  )
  expect(text).not.toContain('\ufffd')
  expect(fonts.every((it) => /^[A-Z]{6}\+NotoSansHans-/.test(it)) && fonts.length > 0).toBe(true)

  const { rows } = await fixture.pool.query(
    "select action, detail ->> 'file' as file from audit where action like 'report%' order by id",
  )
  expect(rows.map((it) => it.file)).toEqual([null, null, 'xlsx', 'pdf'])
  expect(complaints).toEqual([])
  await page.context().close()
}, 60_000)

test('what one shift hands over to the next, and the one before it', async () => {
  const page = await open(390)
  await page.locator('[data-act=handover]').click()
  await page.locator('.handover').waitFor()
  const list = async (name: string): Promise<string> => (await page.locator(`[data-list=${name}]`).textContent()) ?? ''
  expect(await page.locator('.handover header').textContent()).toMatch(
    /值班台：.*08:00.*20:00.*值班：值班甲.*下一班：.*夜班乙.*截至/,
  )
  expect(await list('tests')).toMatch(/1号楼 1单元 0801.*=1\+1 换电池/)
  expect(await list('permits')).toMatch(/1号楼 1单元 0901外卖快递1 次/)
  expect(await list('silences')).toMatch(/门神街道.*换电池/)
  expect(await list('silent')).toMatch(/1号楼 1单元 0301/)
  const open390 = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  expect(await page.evaluate(open390)).toBeLessThanOrEqual(0)

  await page.locator('[data-act=earlier-shift]').click()
  await page.locator('.handover header p', { hasText: /^值班：夜班乙/ }).waitFor()
  expect(await list('decisions')).toMatch(/1号楼 1单元 0701疑似违规外出工作人员上门由 夜班乙/)
  expect(await list('open')).toMatch(/1号楼 1单元 0701.*处理人 夜班乙/)
  const sheets = readXlsxRows(await kept(page, 'xlsx'))
  expect(sheets.get('本班的决定')?.[1]).toContain('派人上门')
  expect(readPdf(await kept(page, 'pdf')).text).toMatch(/门神街道 交接班记录\n班次：值班台.*值班：夜班乙/)
  await page.locator('button.language').click()
  await page.locator('html[lang=en]').waitFor({ state: 'attached' })
  await page.locator('h3', { hasText: 'Open alerts' }).waitFor()
  expect(await page.evaluate(open390)).toBeLessThanOrEqual(0)
  expect(complaints).toEqual([])
  await page.context().close()
}, 60_000)

test('a day to come, none at all and an area elsewhere are refused', async () => {
  for (const day of ['2026-03-03', '2026-02-30']) {
    const { body } = await office.get(`/areas/${street}/reports/daily?day=${day}`)
    expect(body).toMatchObject({ code: 'request.contradictory', details: { field: 'day' } })
  }
  const root = await inTransaction(fixture.pool, ensureRootArea)
  expect((await office.get(`/areas/${root}/reports/daily`)).body.code).toBe('record.not_found')
  const later = new Date(NOW + 1).toISOString()
  const { body } = await office.get(`/areas/${street}/reports/handover?at=${later}`)
  expect(body).toMatchObject({ code: 'request.contradictory', details: { field: 'at' } })
})

test.each([
  ['2026-03-29', '2026-03-29T00:00:00Z', 23],
  ['2026-10-25', '2026-10-24T23:00:00Z', 25],
])(
  'the day %s of London, which begins at %s and has %i hours, has the openings of each of them',
  async (day, from, length) => {
    const root = await inTransaction(fixture.pool, ensureRootArea)
    const begins = Date.parse(from)
    const area = await inTransaction(fixture.pool, (tx) =>
      createArea(tx, [root], { parentId: street, kind: 'community', name: day, timeZone: 'Europe/London' }),
    )
    const home = await inTransaction(fixture.pool, (tx) =>
      createHousehold(tx, [root], { areaId: area, room: '1', floor: 1 }),
    )
    const order = await one<{ id: number }>(
      `insert into quarantine_order (household_id, starts_at, ends_at, activated_at, basis, issued_by)
     values ($1, $2, $3, $2, '', '') returning id`,
      [home, new Date(begins), new Date(begins + length * HOUR_MS)],
    )
    // At the first and at the last instant of each hour, and at the first of the next day.
    await fixture.pool.query(
      `insert into opening (order_id, household_id, sensor_uid, opened_at, closed_at, explanation)
     select $1, $2, 'london', t, t + interval '1 second', '{"verdict":"alerted"}'
     from generate_series(0, $4) n cross join lateral (values ($3::timestamptz + n * interval '1 hour'),
       ($3::timestamptz + (n + 1) * interval '1 hour' - interval '1 millisecond')) v (t)`,
      [order.id, home, new Date(begins), length],
    )
    fixture.setNow(begins + 30 * 24 * HOUR_MS)
    const session = await signIn(fixture.api, 'office', STAFF_PASSWORD)
    const { body } = await session.get(`/areas/${area}/reports/daily?day=${day}`)
    expect(body).toMatchObject({
      day,
      timeZone: 'Europe/London',
      isSoFar: false,
      households: { watched: 1, expired: 1 },
    })
    expect(body.openings).toMatchObject({
      hours: Array.from({ length }, (_, hour) => ({
        ...{ from: new Date(begins + hour * HOUR_MS).toISOString(), permitted: 0, unpermitted: 2, test: 0 },
      })),
    })
    expect(body.coverage).toEqual({ share: 0, households: 1, margin: null })
    expect(body.blind).toMatchObject({
      households: 1,
      noSensor: 1,
      listed: [{ noSensorMs: length * HOUR_MS, isBlind: true }],
    })
    fixture.setNow(NOW)
  },
)
