import { expect, test } from 'vitest'
import { type Admission, refusalOf } from '../../../firmware-sim/judge/admission.ts'

const RIGHT: Admission = {
  ...{ clientId: 'door-0001', username: 'door-0001', secret: 'a secret', protocolVersion: 4, keepaliveSeconds: 60 },
  will: 'menshen/v1/door-0001/gone',
}

test.each<[Partial<Admission>, string | null]>([
  [{}, null],
  [{ will: null }, null],
  [{ protocolVersion: 5 }, 'MQTT 5'],
  [{ keepaliveSeconds: 0 }, 'no keep-alive'],
  [{ keepaliveSeconds: 3601 }, 'a keep-alive of 3601 s'],
  [{ clientId: 'Door', username: 'Door' }, 'not a sensor id'],
  [{ username: 'somebody' }, 'the user name is "somebody"'],
  [{ username: null }, 'the user name is absent'],
  [{ clientId: 'door-0002', username: 'door-0002' }, 'not the sensor that is judged'],
  [{ secret: 'another' }, 'a wrong secret'],
  [{ will: 'menshen/v1/door-0002/gone' }, 'a will on menshen/v1/door-0002/gone'],
])('%o', (change, words) => {
  const refusal = refusalOf({ ...RIGHT, ...change }, { id: 'door-0001', secret: 'a secret' })
  if (words === null) expect(refusal).toBeNull()
  else expect(refusal).toContain(words)
})

test('who is not named may be anybody', () => {
  expect(refusalOf({ ...RIGHT, secret: null }, { id: null, secret: null })).toBeNull()
})
