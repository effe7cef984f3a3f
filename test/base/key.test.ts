import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { deriveKey, fingerprintOf, masterKey } from '../../base/key.ts'

const BYTES = Buffer.from('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'hex')
const KEY = masterKey.parse(BYTES.toString('base64url'))

test('a key is 32 bytes, in either base64, and nothing shorter, longer or else', () => {
  for (const text of [BYTES.toString('base64url'), BYTES.toString('base64')])
    expect(masterKey.parse(text).equals(BYTES)).toBe(true)
  for (const bytes of [0, 16, 31, 33, 64])
    expect(masterKey.safeParse(randomBytes(bytes).toString('base64url')).success).toBe(false)
  expect(masterKey.safeParse('correct horse battery staple, 43 characters').success).toBe(false)
})

test('each purpose has a key of its own, the same every time', () => {
  const purposes = ['acknowledge_link', 'contact', 'web_push', 'canary', 'receipts'] as const
  const derived = purposes.map((purpose) => deriveKey(KEY, purpose).toString('hex'))
  expect(new Set([...derived, KEY.toString('hex')]).size).toBe(6)
  // Written down: another derivation would make all that is encrypted unreadable.
  expect(derived).toMatchInlineSnapshot(`
    [
      "6d02637dd8eda637b5275d0f9ad50a029eb25a741503020bc2e9dd5dd5a5004e",
      "8ca0bc70dc7b3c8cd15a3db8d57a2c63cfd9dac1b637407c903941fa86251a59",
      "0ec5c375b7dc431ba435a685ffa7fe828e980df9ae4dc5805c15e765bd8c0049",
      "cb300f79a71cdad2f0dd15750c5b3e9121326a4de4c1af1d0127fa3aff837ca3",
      "53d6f3f32245dc730923ff1028d32d0208166d6bc6a9ae5b77b43ef276ad4f24",
    ]
  `)
  expect(fingerprintOf(KEY).toString('hex')).toMatchInlineSnapshot(`"fd8f6a3a30f49aff648d52ed381384b6"`)
})
