import { describe, expect, it } from 'vitest'
import { acknowledgement } from '../../protocol/acknowledgement.ts'
import { sensorMessage } from '../../protocol/sensor-message.ts'
import { settings } from '../../protocol/settings.ts'

const HELLO = { boot: 'a1b2', seq: 1, kind: 'hello', age: 0 }
const THIRTY_DAYS_MS = 30 * 24 * 3600 * 1000
const RANGES = (count: number) => Array.from({ length: count }, () => [1, 2])

describe('a sensor’s message', () => {
  it.each([
    ['the least', {}],
    ['the oldest', { age: THIRTY_DAYS_MS }],
    ['the largest number', { seq: Number.MAX_SAFE_INTEGER, openings: Number.MAX_SAFE_INTEGER }],
    ['a full and an empty battery', { battery: 100, millivolts: 0 }],
    ['null for what is not known', { door: null, openings: null, battery: null, rssi: null, firmware: null, at: null }],
    ['a firmware of 32', { firmware: 'v'.repeat(32) }],
    ['a name of 16 for its run', { boot: '0'.repeat(16) }],
  ])('with %s is taken', (_what, over) => {
    expect(sensorMessage.parse({ ...HELLO, ...over })).toEqual({ ...HELLO, ...over })
  })

  it.each([
    ['one ms more than 30 days', { age: THIRTY_DAYS_MS + 1 }],
    ['a fraction of a number', { seq: 1.5 }],
    ['number 0', { seq: 0 }],
    ['a number as text', { seq: '1' }],
    ['more than a full battery', { battery: 100.1 }],
    ['more than 20 volts', { millivolts: 20_001 }],
    ['a firmware of 33', { firmware: 'v'.repeat(33) }],
    ['a firmware in two lines', { firmware: '1.4\n' }],
    ['a name of 17 for its run', { boot: '0'.repeat(17) }],
    ['a name in capitals for its run', { boot: 'A1B2' }],
    ['a name of two lines for its run', { boot: 'a1b2\n' }],
    ['no age', { age: undefined }],
  ])('with %s is refused', (_what, over) => {
    expect(sensorMessage.safeParse({ ...HELLO, ...over }).success).toBe(false)
  })

  it('loses the fields that nobody knows', () => {
    expect(sensorMessage.parse({ ...HELLO, humidity: 40 })).toEqual(HELLO)
  })
})

describe('an acknowledgement', () => {
  it.each([{ boot: 'a1b2' }, { boot: 'a1b2', seq: 0 }, { boot: 'a1b2', seq: 41, resend: RANGES(64) }])(
    'may be %j',
    (said) => expect(acknowledgement.parse(said)).toEqual(said),
  )

  it.each([
    {},
    { boot: 'a1b2', seq: -1 },
    { boot: 'a1b2', resend: RANGES(65) },
    { boot: 'a1b2', resend: [[1]] },
    { boot: 'a1b2', resend: [[1, 2, 3]] },
  ])('may not be %j', (said) => expect(acknowledgement.safeParse(said).success).toBe(false))
})

describe('settings', () => {
  it.each([
    {},
    { heartbeatSeconds: 10 },
    { heartbeatSeconds: 86_400, led: false, reportClosings: true, command: 'reboot' },
  ])('may be %j', (said) => expect(settings.parse(said)).toEqual(said))

  it.each([
    { heartbeatSeconds: 9 },
    { heartbeatSeconds: 86_401 },
    { command: 'explode' },
    { led: 'on' },
    { led: null },
  ])('may not be %j', (said) => expect(settings.safeParse(said).success).toBe(false))
})
