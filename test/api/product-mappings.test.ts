import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { triedShape } from '../../api/mapping-shape.ts'
import { MAPPINGS_MAX } from '../../registry/product-mapping.ts'
import { type ApiFixture, startApi } from './api-fixture.ts'
import { type Session, signIn } from './session.ts'
import { type Community, MAPPING, makeCommunity, STAFF_PASSWORD } from './two-areas.ts'

const TOPIC = 'cloud/$sys/P1/door1203/thing/property/post'
const DOOR = { ...MAPPING, product: 'P1', door: { path: 'DoorStatus', open: [1], closed: [0] } }

describe('what a product’s properties mean', () => {
  let fixture: ApiFixture
  let here: Community
  let staff: Session

  beforeAll(async () => {
    fixture = await startApi()
    here = await makeCommunity(fixture.pool, 'here', fixture.now())
    staff = await signIn(fixture.api, here.username, STAFF_PASSWORD)
    await fixture.pool.query(
      "insert into gateway (id, adapter, base_topic, secret_sha256, area_id) values ('cloud-1', 'onenet', 'cloud', '', $1)",
      [here.areaId],
    )
  })
  afterAll(() => fixture.close())

  const map = (mapping: unknown) => staff.post('/gateways/cloud-1/mappings', { mapping })
  const listed = async () => (await staff.get('/gateways/cloud-1/mappings')).body.mappings
  const attempt = async (properties: unknown, over: object = {}) => {
    const payload = JSON.stringify({ id: '1', version: '1.0', params: properties })
    const answer = await staff.post('/gateways/cloud-1/try-message', { topic: TOPIC, payload, ...over })
    expect([answer.status, answer.body.code]).toEqual([200, undefined])
    return z.looseObject({ steps: triedShape.shape.steps }).parse(answer.body)
  }

  test('is said, shown with who said it, said otherwise, taken back, and audited', async () => {
    expect((await map(DOOR)).status).toBe(200)
    const changedAt = new Date(fixture.now()).toISOString()
    expect(await listed()).toEqual([{ mapping: DOOR, changedAt, changedBy: here.username }])
    const turned = { ...DOOR, door: { path: 'DoorStatus', open: [0], closed: [1] } }
    expect((await map(turned)).status).toBe(200)
    expect(await listed()).toMatchObject([{ mapping: turned }])
    expect((await staff.post('/gateways/cloud-1/mappings/end', { product: 'P1' })).status).toBe(200)
    expect((await staff.post('/gateways/cloud-1/mappings/end', { product: 'P1' })).body.code).toBe('record.not_found')
    expect(await listed()).toEqual([])
    const { rows } = await fixture.pool.query(
      "select action, detail->>'product' as product, detail->'before' as before from audit where action like 'gateway.%map%' order by id",
    )
    expect(rows).toEqual([
      { action: 'gateway.map_product', product: 'P1', before: null },
      { action: 'gateway.map_product', product: 'P1', before: DOOR },
      { action: 'gateway.unmap_product', product: 'P1', before: turned },
    ])
  })

  test.each([
    ['a value that means both', { ...DOOR, door: { path: 'x', open: [1], closed: [1] } }],
    ['nothing for closed', { ...DOOR, door: { path: 'x', open: [1], closed: [] } }],
    ['a field of its own', { ...DOOR, colour: 'red' }],
  ])('is refused with %s', async (_, mapping) => {
    expect((await map(mapping)).body.code).toBe('request.invalid')
  })

  test('is said of so many products and no more', async () => {
    await fixture.pool.query(
      `insert into product_mapping (gateway_id, product, mapping, changed_at, changed_by)
       select 'cloud-1', 'many-' || n, $1::jsonb || jsonb_build_object('product', 'many-' || n), now(), $2
       from generate_series(1, $3) n`,
      [JSON.stringify(DOOR), here.staffId, MAPPINGS_MAX],
    )
    expect((await map(DOOR)).body).toMatchObject({
      code: 'request.contradictory',
      details: { field: 'mapping.product' },
    })
    expect((await map({ ...DOOR, product: 'many-1' })).status).toBe(200)
    await fixture.pool.query("delete from product_mapping where gateway_id = 'cloud-1'")
  })

  test('is tried before it is said: each look is explained, in both languages, and nothing is recorded', async () => {
    const mapping = {
      ...DOOR,
      battery: { path: 'Battery', unit: 'percent' },
      tamper: { path: 'Tamper', tampered: [1], inPlace: [0] },
    }
    const count = async () =>
      (
        await fixture.pool.query(
          'select (select count(*) from rejected_message) + (select count(*) from sensor) + (select count(*) from product_mapping) as n',
        )
      ).rows
    const before = await count()
    const tried = await attempt(
      { DoorStatus: { value: 1, time: fixture.now() - 5000 }, Battery: { value: 255 } },
      { mapping },
    )
    expect(tried).toMatchObject({
      ...{ outcome: 'events', rejections: [] },
      events: [
        {
          ...{ sensor: 'onenet:P1/door1203', state: null, kind: 'opened', contact: 'open', batteryPercent: null },
          ...{ occurredAt: new Date(fixture.now() - 5000).toISOString(), timeSource: 'device', origin: 'live' },
        },
      ],
    })
    expect(tried.steps.map((it) => it.en)).toEqual([
      'The message is read as onenet writes it.',
      `Device "door1203" of product "P1": the product's own mapping is used.`,
      'The door: "DoorStatus" is 1, which means open.',
      'The battery: "Battery" is 255, which the mapping does not list, so nothing is guessed.',
      'Tamper: looked for at "Tamper", which is not in the message, so nothing is said of it.',
      expect.stringMatching(
        /^It would become an event of sensor onenet:P1\/door1203: the door is open, at .* \(the device's time\)\.$/,
      ),
      'No such sensor is registered: it would be counted, not recorded.',
      'This was a trial: nothing was recorded.',
    ])
    expect(tried.steps.map((it) => it.zh)).toContain('门状态：“DoorStatus”的值是 1，表示门开着。')
    for (const step of tried.steps) expect(step.zh).toMatch(/\p{Script=Han}/u)
    expect(await count()).toEqual(before)
    expect(await listed()).toEqual([])
  })

  test('is tried as it is stored, and a product that nobody has mapped says so', async () => {
    expect(await attempt({ DoorStatus: { value: 1 } })).toMatchObject({
      outcome: 'rejected',
      rejections: [{ code: 'unmapped' }],
    })
    await map(DOOR)
    expect(await attempt({ DoorStatus: { value: 0 } })).toMatchObject({
      events: [{ contact: 'closed', timeSource: 'arrival' }],
    })
    expect(await attempt({ DoorStatus: { value: 7 } })).toMatchObject({
      ...{ events: [{ contact: null, kind: 'heartbeat' }], rejections: [{ code: 'unreadable_state' }] },
    })
  })

  test.each([
    [{ topic: `${TOPIC}/reply` }, 'ignored'],
    [{ payload: '{' }, 'rejected'],
    [{ payload: 'AP8=', encoding: 'base64' }, 'rejected'],
    [{ payload: '00ff', encoding: 'hex' }, 'rejected'],
  ])('of %j is %s', async (over, outcome) => {
    expect(await attempt({}, over)).toMatchObject({ outcome, events: [] })
  })

  test('of any family can be tried: a Zigbee2MQTT state', async () => {
    const { body } = await staff.post(`/gateways/${here.gatewayId}/try-message`, {
      ...{ topic: 'z2m-here/0x00158d0001a2b3c4', payload: '{"contact":false}' },
    })
    expect(body).toMatchObject({ outcome: 'events', events: [{ sensor: 'zigbee:00158d0001a2b3c4', contact: 'open' }] })
  })
})
