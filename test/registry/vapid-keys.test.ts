import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { vapidKeysOf } from '../../registry/vapid-keys.ts'

const jwkOf = (publicKey: string) => {
  const point = Buffer.from(publicKey, 'base64url')
  const [x = '', y = ''] = [point.subarray(1, 33), point.subarray(33)].map((it) => it.toString('base64url'))
  return { kty: 'EC', crv: 'P-256', x, y }
}

describe('the pair that push services know us by', () => {
  it.each([
    ['a seed', Buffer.alloc(32, 7)],
    ['a seed that is no scalar', Buffer.alloc(32, 0xff)],
  ])('from %s is the same every time, and its halves fit', (_, seed) => {
    const { publicKey, privateKey } = vapidKeysOf(seed)
    expect(vapidKeysOf(seed)).toEqual({ publicKey, privateKey })
    expect([Buffer.from(publicKey, 'base64url').length, Buffer.from(privateKey, 'base64url').length]).toEqual([65, 32])
    const jwk = jwkOf(publicKey)
    const signature = sign(
      'sha256',
      Buffer.from('x'),
      createPrivateKey({ format: 'jwk', key: { ...jwk, d: privateKey } }),
    )
    expect(verify('sha256', Buffer.from('x'), createPublicKey({ format: 'jwk', key: jwk }), signature)).toBe(true)
  })

  it('is another for another seed', () => {
    expect(vapidKeysOf(Buffer.alloc(32, 7))).not.toEqual(vapidKeysOf(Buffer.alloc(32, 8)))
  })
})
