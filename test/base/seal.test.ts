import { describe, expect, test } from 'vitest'
import { seal, unseal } from '../../base/seal.ts'

const KEY = Buffer.alloc(32, 1)
const ABOUT = 'household/1/contact'
const TEXT = '王芳 +8613800001234'

describe('a sealed text', () => {
  test('is read with the key that it was sealed with, and says nothing without it', () => {
    const sealed = seal(KEY, ABOUT, TEXT)
    expect(unseal(KEY, ABOUT, sealed)).toBe(TEXT)
    expect(Buffer.from(sealed, 'base64url').includes('138')).toBe(false)
  })

  test('is another one each time', () => {
    expect(seal(KEY, ABOUT, TEXT)).not.toBe(seal(KEY, ABOUT, TEXT))
  })

  test('is not read with another key, nor as something else', () => {
    const sealed = seal(KEY, ABOUT, TEXT)
    expect(unseal(Buffer.alloc(32, 2), ABOUT, sealed)).toBe(null)
    expect(unseal(KEY, 'household/2/contact', sealed)).toBe(null)
    expect(unseal(KEY, 'household/1/target', sealed)).toBe(null)
  })

  test('is not read when any byte of it is another', () => {
    const bytes = Buffer.from(seal(KEY, ABOUT, TEXT), 'base64url')
    for (let place = 0; place < bytes.length; place += 1) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(changed.readUInt8(place) ^ 1, place)
      expect(unseal(KEY, ABOUT, changed.toString('base64url')), `byte ${place}`).toBe(null)
    }
  })

  test.each(['', 'AQ', 'not base64 at all!', Buffer.alloc(29, 1).toString('base64url')])('%j is none', (it) => {
    expect(unseal(KEY, ABOUT, it)).toBe(null)
  })

  test('of nothing is one', () => {
    expect(unseal(KEY, ABOUT, seal(KEY, ABOUT, ''))).toBe('')
  })
})
