import { createServer, type Server } from 'node:http'
import { connectAsync } from 'mqtt'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../base/config.ts'
import { createLog } from '../../base/log.ts'
import { type Service, startService } from '../../main.ts'
import { sensorTopic } from '../../protocol/topic.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'
import { createVisitor } from './visitor.ts'

/** The whole service, and what its users see of it: an installer, a sensor, the desk's receiver, a duty officer. */
let database: TestDatabase
let service: Service
let receiver: Server
const received: { type: string; subject: string; data: { place: object; text: { en: { body: string } } } }[] = []
const PASSWORD = 'a long enough password'

beforeAll(async () => {
  database = await freshDatabase()
  const ports = { MENSHEN_HTTP_PORT: '0', MENSHEN_MQTT_PORT: '0' }
  const config = readConfig({ DATABASE_URL: database.url, MENSHEN_KEY: 'A'.repeat(43), ...ports })
  service = await startService({ config, log: createLog('silent'), demoPassword: PASSWORD })
  receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => {
      received.push(JSON.parse(body))
      response.writeHead(204).end()
    })
  }).listen(0, '127.0.0.1')
  await until('the receiver listens', () => receiver.listening)
})
afterAll(async () => {
  await service.close()
  receiver.close()
  await database.close()
})

test('a door opens, it is stored, staff are told, and they settle it', async () => {
  const ask = createVisitor(service.httpUrl)
  await ask('POST', '/login', { username: 'admin', password: PASSWORD })
  const { areas } = await ask<{ areas: { id: number }[] }>('GET', '/areas')
  const root = areas[0]?.id ?? 0
  const building = await ask<{ id: number }>('POST', '/areas', { parentId: root, kind: 'building', name: '3号楼' })
  const { id: householdId } = await ask<{ id: number }>('POST', '/households', { areaId: building.id, room: '1203' })
  const address = receiver.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await ask('POST', '/contact-points', {
    areaId: root,
    channel: 'webhook',
    target: `http://127.0.0.1:${port}/`,
    secret: 'shared with the desk',
  })
  const { uid, secret } = await ask<{ uid: string; secret: string }>('POST', '/sensors', { uid: 'door-3-1203' })
  await ask('POST', '/fittings', { sensorUid: uid, householdId })
  const now = Date.now()
  await ask('POST', '/orders', {
    householdId,
    startsAt: new Date(now).toISOString(),
    endsAt: new Date(now + 86_400_000).toISOString(),
    basis: '告知书 12',
    override: { reason: '先行观察' },
  })

  const sensor = await connectAsync({
    host: '127.0.0.1',
    port: Number(new URL(service.mqttUrl).port),
    clientId: uid,
    username: uid,
    password: secret,
    protocolVersion: 4,
  })
  const say = (seq: number, kind: string, door: string) =>
    sensor.publishAsync(sensorTopic(uid, 'up'), JSON.stringify({ boot: 'a1b2c3d4', seq, kind, age: 0, door }), {
      qos: 1,
    })
  await say(1, 'hello', 'closed')
  await say(2, 'opened', 'open')

  const { alerts } = await ask<{ alerts: { id: number; kind: string; room: string; handling: string }[] }>(
    'GET',
    '/alerts',
  )
  expect(alerts).toMatchObject([{ kind: 'unpermitted_opening', room: '1203', handling: 'new', condition: 'active' }])
  await until('the desk is told', () => received.length > 0)
  expect(received).toMatchObject([
    {
      type: 'menshen.alert.unpermitted_opening',
      subject: `alert/${alerts[0]?.id}`,
      data: { place: { building: '3号楼', room: '1203' } },
    },
  ])

  await ask('POST', `/alerts/${alerts[0]?.id}/acknowledge`, {})
  await say(3, 'closed', 'closed')
  await ask('POST', `/alerts/${alerts[0]?.id}/resolve`, { outcome: 'breach_confirmed', note: '已上门' })
  const story = await ask<{ log: { what: string }[]; alert: object }>('GET', `/alerts/${alerts[0]?.id}`)
  expect(story.alert).toMatchObject({
    condition: 'cleared',
    handling: 'resolved',
    outcome: 'breach_confirmed',
    clearedReason: 'door_closed',
  })
  expect(story.log.map((it) => it.what)).toEqual(['raised', 'acknowledged', 'cleared', 'resolved'])

  await say(4, 'opened', 'open')
  const again = await ask<{ alerts: unknown[] }>('GET', '/alerts?handling=new')
  expect(again.alerts).toHaveLength(1)
  await sensor.endAsync()
})
