import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLinkOf } from '../../alerts/link-of.ts'
import { staffId } from '../../base/id.ts'
import { LINK_LIVES_MS, readLink, signLink } from '../../registry/acknowledge-link.ts'
import { NOW, notification } from '../alerts/notifications.ts'

const KEY = Buffer.alloc(32, 7)
/** What a variable of a text message takes. */
const VARIABLE_LENGTH_MAX = 35

describe("a link's token", () => {
  it('is read as what was signed until it expires, and is short', () => {
    const instant = fc.integer({ min: 0, max: Date.parse('2099-01-01') })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), instant, (id, now) => {
        const token = signLink(KEY, id, now)
        expect(token.length).toBeLessThanOrEqual(VARIABLE_LENGTH_MAX)
        expect(readLink(KEY, token, now + LINK_LIVES_MS - 1001)).toEqual({ kind: 'good', notification: id })
        expect(readLink(KEY, token, now + LINK_LIVES_MS)).toEqual({ kind: 'expired' })
      }),
    )
  })

  it('is nothing with any bit of it changed, with anything else, or under another key', () => {
    const token = signLink(KEY, 4711, NOW)
    const bytes = Buffer.from(token, 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      expect(readLink(KEY, changed.toString('base64url'), NOW)).toEqual({ kind: 'invalid' })
    }
    for (const other of ['', 'x', `${token}=`, ` ${token}`, token.slice(1), `${token}AA`, 'é'.repeat(32)])
      expect(readLink(KEY, other, NOW)).toEqual({ kind: 'invalid' })
    expect(readLink(randomBytes(32), token, NOW)).toEqual({ kind: 'invalid' })
  })
})

describe('the address in a message', () => {
  it.each(['https://menshen.example', 'https://menshen.example/'])(
    'acknowledges in a message of one’s own, and opens the page in an area’s, below %s',
    (publicUrl) => {
      const linkOf = createLinkOf({ publicUrl, key: KEY, clock: () => NOW })
      const own = linkOf(notification({ staffId: staffId.parse(3) }))
      expect(own).toMatch(/^https:\/\/menshen\.example\/a\/[\w-]{32}$/)
      expect(readLink(KEY, own?.split('/').at(-1) ?? '', NOW)).toEqual({ kind: 'good', notification: 1 })
      expect(linkOf(notification())).toBe('https://menshen.example/alerts/7')
    },
  )
})
