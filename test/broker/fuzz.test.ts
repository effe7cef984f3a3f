import fc from 'fast-check'
import { generate } from 'mqtt-packet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sensorTopic } from '../../protocol/topic.ts'
import { until } from '../support/until.ts'
import { connectPacket, type Fixture, publishPacket, startFixture } from './broker-fixture.ts'

describe('whatever bytes come', () => {
  let it_: Fixture
  beforeAll(async () => {
    it_ = await startFixture()
  })
  afterAll(() => it_.close())

  const frame = fc
    .tuple(fc.nat(255), fc.uint8Array({ maxLength: 60 }))
    .map(([first, body]) => Buffer.from([first, body.length, ...body]))
  const topicBytes = fc.oneof(
    fc.uint8Array({ maxLength: 30 }),
    fc.constantFrom(Buffer.from(sensorTopic('door-1', 'up')), Buffer.from(sensorTopic('door-1', 'gone'))),
    fc.constant(Buffer.from(sensorTopic('door-2', 'up'))),
  )
  const publish = topicBytes.map((topic) => {
    const body = Buffer.concat([Buffer.from([0, topic.length]), topic, Buffer.from([0, 9]), Buffer.from('{}')])
    return Buffer.concat([Buffer.from([0x32, body.length]), body])
  })
  const said = fc.array(
    fc.oneof(
      frame,
      publish,
      fc.uint8Array({ maxLength: 40 }).map((it) => Buffer.from(it)),
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  )

  it('only what is a sensor’s own is accepted, and everybody else goes on', async () => {
    const witness = await (await it_.raw()).login('door-w')
    await fc.assert(
      fc.asyncProperty(fc.boolean(), said, async (knows, bytes) => {
        const raw = await it_.raw()
        raw.say(...(knows ? [generate(connectPacket('door-1'))] : []), ...bytes)
        raw.socket.end()
        await raw.gone()
      }),
      { numRuns: 300 },
    )
    witness.say(publishPacket(sensorTopic('door-w', 'up'), '{}'))
    await witness.hear('puback')
    const own = ['door-1', 'door-w'].flatMap((id) => [sensorTopic(id, 'up'), sensorTopic(id, 'gone')])
    expect(it_.accepted.filter(({ topic }) => !own.includes(topic))).toEqual([])
    await until('only the witness is left', () => it_.broker.connectedCount() === 1)
  })
})
