import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSensorTopic, sensorId, sensorTopic } from '../../protocol/topic.ts'

const KINDS = ['up', 'ack', 'down', 'gone'] as const
const id = fc.stringMatching(/^[a-z0-9][a-z0-9-]{3,31}$/)

it('a topic is read as it was made', () => {
  fc.assert(
    fc.property(id, fc.constantFrom(...KINDS), (name, kind) => {
      expect(parseSensorTopic(sensorTopic(name, kind))).toEqual({ id: name, kind })
    }),
  )
})

it('a topic is read only if it is spelled exactly', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        id.map((name) => `menshen/v1/${name}/`),
      ),
      (topic) => {
        expect(parseSensorTopic(topic)).toBeNull()
      },
    ),
  )
})

describe('a sensor topic is not', () => {
  it.each([
    'menshen/v1/door-0001/up/',
    '/menshen/v1/door-0001/up',
    'menshen/v1/door-0001/UP',
    'Menshen/v1/door-0001/up',
    'menshen/v2/door-0001/up',
    'menshen/v1/Door-0001/up',
    'menshen/v1//up',
    'menshen/v1/+/up',
    'menshen/v1/#',
    'menshen/v1/abc/up',
    'menshen/v1/-abc/up',
    `menshen/v1/${'a'.repeat(33)}/up`,
    'menshen/v1/door-0001/other',
    'menshen/v1/door-0001/up\n',
    'menshen/v1/door-0001\0/up',
    '$share/g/menshen/v1/door-0001/up',
    'menshen/v1/door/0001/up',
    'menshen/v1/dóor/up',
  ])('%j', (topic) => {
    expect(parseSensorTopic(topic)).toBeNull()
  })
})

it('what the id refuses, no topic carries', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 34 }), id), (name) => {
      expect(parseSensorTopic(`menshen/v1/${name}/up`)?.id === name).toBe(sensorId.safeParse(name).success)
    }),
  )
})
