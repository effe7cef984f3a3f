import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LABEL_FORMAT_NAMES, LABEL_FORMATS, labelsPerSheet } from '../../api/label/label-format.ts'
import { CODE_SIZE_GOOD, CODE_SIZE_MIN, MODULE_MIN } from '../../api/label/lay-out.ts'
import { writeLabels } from '../../api/label/write-labels.ts'
import { sensorUid } from '../../base/id.ts'
import { labelOf } from '../../protocol/label.ts'
import { registerSensor } from '../../registry/sensor.ts'
import { inTransaction } from '../../store/transaction.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { type ReadLabel, readLabels, readPages } from './label-pdf.ts'
import { readPdf } from './pdf-text.ts'
import { signIn } from './session.ts'
import { type Community, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const MM_PER_POINT = 25.4 / 72

/** The longest that a native sensor can be called, and what other makers' are called at most. */
const NATIVE = 'lot1000012345678901234567890abcd'
const FOREIGN = [
  'zigbee:00158d0001a2b3c4#2',
  'onenet:产品一/三号楼二单元-1203',
  `tuya:${'w0m5'.repeat(30)}/a1`,
  'W'.repeat(128),
  'a-1/'.repeat(32),
]

async function printed(
  format: (typeof LABEL_FORMAT_NAMES)[number],
  uids: readonly string[],
  start = 1,
  model = 'native',
) {
  const written = await writeLabels({ format, start, sensors: uids.map((uid) => ({ uid, model })) })
  if (written.kind !== 'written') throw new Error(`too small for ${written.uids.join(' ')}`)
  return Buffer.from(written.pdf)
}

/** What of a label is no code. */
const typedFrom = ({ lines }: ReadLabel): string =>
  lines
    .slice(0, -1)
    .map((it) => it.text)
    .join('')
    .replaceAll(' ', '')

describe.each(LABEL_FORMAT_NAMES)('labels as %s', (name) => {
  const format = LABEL_FORMATS[name]

  test('lie within their paper, beside each other', () => {
    const right = format.left + (format.columns - 1) * format.acrossEach + format.width
    const bottom = format.top + (format.rows - 1) * format.downEach + format.height
    const paper = format.paper === 'a4' ? { width: 210, height: 297 } : format
    // As far from the right edge as from the left, and from the lower as from the upper one.
    expect(right + format.left).toBeCloseTo(paper.width, 6)
    expect(bottom + format.top).toBeCloseTo(paper.height, 6)
    expect(format.acrossEach).toBeGreaterThanOrEqual(format.width)
    expect(format.downEach).toBeGreaterThanOrEqual(format.height)
  })

  test('have a code that is read and a text that can be typed, also of the longest ids', async () => {
    const uids = ['door', 'door-3-1203', NATIVE, ...FOREIGN]
    const labels = readLabels(await printed(name, uids, 1, 'M'.repeat(64)), format)
    expect(labels.map((it) => it.says)).toEqual(uids.map(labelOf))
    expect(labels.map((it) => `menshen:${typedFrom(it)}`)).toEqual(uids.map(labelOf))
    for (const { qr, lines, says } of labels) {
      expect(qr.module, says).toBeGreaterThanOrEqual(MODULE_MIN)
      expect(qr.width, says).toBeCloseTo(qr.height, 3)
      const quiet = 4 * qr.module - 0.001
      for (const edge of [qr.x, qr.y, format.width - qr.x - qr.width, format.height - qr.y - qr.height]) {
        expect(edge, says).toBeGreaterThanOrEqual(quiet)
      }
      for (const [n, { x, y, width, size }] of lines.entries()) {
        const isModel = n === lines.length - 1
        expect(x - qr.x - qr.width, says).toBeGreaterThanOrEqual(quiet)
        expect(x + width, says).toBeLessThanOrEqual(format.width - format.clearX + 0.001)
        const isShort = says.length < 45 && !isModel
        expect(size, says).toBeGreaterThanOrEqual(isShort ? CODE_SIZE_GOOD : CODE_SIZE_MIN)
        expect(y - 0.88 * size * MM_PER_POINT, says).toBeGreaterThanOrEqual(format.clearY - 0.001)
        expect(y + 0.2 * size * MM_PER_POINT, says).toBeLessThanOrEqual(format.height - format.clearY + 0.001)
      }
    }
  })

  test('go on where the first sheet was left', async () => {
    const perSheet = labelsPerSheet(format)
    const uids = Array.from({ length: perSheet + 2 }, (_, n) => `door-${1000 + n}`)
    const pdf = await printed(name, uids, perSheet)
    const labels = readLabels(pdf, format)
    expect(labels.map((it) => it.says)).toEqual(uids.map(labelOf))
    const places = labels.map((it) => [it.sheet, it.nth])
    expect(places[0]).toEqual([1, perSheet])
    expect(places[1]).toEqual([2, 1])
    expect(places.at(-1)).toEqual([3, 1])
    const paper = format.paper === 'a4' ? { width: 210, height: 297 } : format
    for (const page of readPages(pdf)) {
      expect(page.width).toBeCloseTo(paper.width, 3)
      expect(page.height).toBeCloseTo(paper.height, 3)
    }
  })
})

test('where an id does not fit, nothing is printed, and it is told which', async () => {
  const uid = `onenet:${'门'.repeat(121)}`
  const sensors = ['door-1', uid].map((it) => ({ uid: it, model: 'native' }))
  expect(await writeLabels({ format: 'a4_65', start: 1, sensors })).toEqual({ kind: 'too_small', uids: [uid] })
  expect((await writeLabels({ format: 'a4_24', start: 1, sensors })).kind).toBe('written')
})

test('whole dots of a thermal printer', async () => {
  for (const [name, dots] of [
    ['roll_40x30', 203],
    ['roll_50x30', 203],
    ['roll_62x29', 300],
  ] as const) {
    const [label] = readLabels(await printed(name, ['door-3-1203']), LABEL_FORMATS[name])
    const modules = ((label?.qr.module ?? 0) / 25.4) * dots
    expect(modules).toBeCloseTo(Math.round(modules), 3)
  }
})

describe('the route', () => {
  let fixture: ApiFixture
  let a: Community
  let b: Community
  beforeAll(async () => {
    fixture = await startApi()
    a = await makeCommunity(fixture.pool, 'aaaa', fixture.now())
    b = await makeCommunity(fixture.pool, 'bbbb', fixture.now())
    await inTransaction(fixture.pool, async (tx) => {
      for (const n of [7, 3, 5]) {
        const uid = sensorUid.parse(`lot-aaaa-${n}`)
        const kind = { model: '门磁 二型', reportingLimitSeconds: 180, areaId: a.areaId, gateway: null }
        await registerSensor(tx, [a.areaId], { uid, ...kind })
      }
    })
  })
  afterAll(() => fixture.close())

  const print = async (body: object, username = a.username) => {
    const { cookie } = await signIn(fixture.api, username, STAFF_PASSWORD)
    const headers = { cookie, 'content-type': 'application/json' }
    const answer = await fixture.api.inject({ method: 'POST', url: '/api/v1/labels', headers, payload: body })
    const says = answer.statusCode === 200 ? [] : [JSON.parse(answer.body)]
    return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload, failure: says[0] }
  }

  test('prints one’s own stock in the order of its names, and writes it down', async () => {
    const { status, headers, bytes } = await print({ format: 'a4_21', start: 20 })
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('application/pdf')
    const labels = readLabels(bytes, LABEL_FORMATS.a4_21)
    expect(labels.map((it) => [it.sheet, it.nth, it.says])).toEqual([
      [1, 20, labelOf('door-aaaa-2')],
      [1, 21, labelOf('lot-aaaa-3')],
      [2, 1, labelOf('lot-aaaa-5')],
      [2, 2, labelOf('lot-aaaa-7')],
    ])
    expect(labels[1]?.lines.at(-1)?.text).toBe('门磁 二型')
    const said = readPdf(bytes)
    expect(said.text).not.toContain('door-bbbb')
    expect(said.fonts).toHaveLength(2)
    const { rows: told } = await fixture.pool.query(
      "select detail from audit where action = 'label.print' and staff_id = $1",
      [a.staffId],
    )
    expect(told).toEqual([{ detail: { format: 'a4_21', labels: 4, sheets: 2 } }])
  })

  test('prints what a search finds, or what is named, once', async () => {
    const found = await print({ format: 'roll_50x30', search: 'LOT-' })
    expect(readPages(found.bytes)).toHaveLength(3)
    const named = await print({ format: 'roll_40x30', uids: ['lot-aaaa-7', 'lot-aaaa-3', 'lot-aaaa-7'] })
    expect(readLabels(named.bytes, LABEL_FORMATS.roll_40x30).map((it) => it.says)).toEqual(
      ['lot-aaaa-3', 'lot-aaaa-7'].map(labelOf),
    )
  })

  test('refuses what is not in one’s stock, too many, and a label that the sheet has not', async () => {
    for (const uid of [b.stockUid, a.sensorUid, 'no-such']) {
      const { status, failure } = await print({ format: 'a4_24', uids: ['lot-aaaa-3', uid] })
      expect([status, failure.code, failure.details.uids]).toEqual([404, 'record.not_found', [uid]])
    }
    expect((await print({ format: 'a4_24', search: 'bbbb' })).failure.code).toBe('record.not_found')
    const start = await print({ format: 'a4_24', start: 25 })
    expect([start.status, start.failure.code, start.failure.details.field]).toEqual([
      400,
      'request.contradictory',
      'start',
    ])
    expect((await print({ format: 'roll_40x30', start: 2 })).status).toBe(400)
    expect((await print({ format: 'a4_24', search: 'x', uids: ['lot-aaaa-3'] })).failure.code).toBe('request.invalid')
    await fixture.pool.query(
      `insert into sensor (uid, reporting_limit_seconds, area_id) select 'many-' || n, 180, $1 from generate_series(1, 2001) n`,
      [a.areaId],
    )
    const many = await print({ format: 'a4_65', search: 'many-' })
    expect([many.status, many.failure.code, many.failure.details.field]).toEqual([
      400,
      'request.contradictory',
      'search',
    ])
    await fixture.pool.query("update sensor set uid = $1 where uid = 'many-1'", [`onenet:${'门'.repeat(121)}`])
    const large = await print({ format: 'a4_65', search: '门门' })
    expect([large.status, large.failure.details.field, large.failure.details.sensors]).toEqual([400, 'format', 1])
  })
})
