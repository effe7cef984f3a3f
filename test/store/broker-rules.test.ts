import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerGateway } from '../../registry/gateway.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

const sha256 = (secret: string): Buffer => createHash('sha256').update(secret).digest()

const query = async (sql: string, ...values: unknown[]): Promise<unknown[]> =>
  (await database.pool.query(sql, values)).rows

test('another broker may ask who connects and what they may say: sensors, gateways by their family, nobody revoked', async () => {
  await query(
    "insert into sensor (uid, reporting_limit_seconds, secret_sha256, revoked_at) values ('door-1', 180, $1, null), ('door-2', 180, $1, now())",
    sha256('s'),
  )
  const { secret } = await registerGateway(database.pool, {
    id: 'gw-1',
    adapter: 'tasmota',
    baseTopic: 'door7',
    areaId: null,
  })
  expect(await query('select name, kind, password_hash from mqtt_login order by name')).toEqual([
    { name: 'door-1', kind: 'sensor', password_hash: sha256('s').toString('hex') },
    { name: 'gw-1', kind: 'gateway', password_hash: sha256(secret).toString('hex') },
  ])
  expect(await query("select action, topic from mqtt_rule where name = 'door-1' order by topic")).toEqual([
    { action: 'subscribe', topic: 'menshen/v1/door-1/ack' },
    { action: 'subscribe', topic: 'menshen/v1/door-1/down' },
    { action: 'publish', topic: 'menshen/v1/door-1/gone' },
    { action: 'publish', topic: 'menshen/v1/door-1/up' },
  ])
  expect(await query("select topic from mqtt_rule where name = 'gw-1'")).toContainEqual({ topic: 'tele/door7/#' })
  expect(await query("select 1 from mqtt_rule where name = 'door-2'")).toEqual([])
})
