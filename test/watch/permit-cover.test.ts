import { describe, expect, test } from 'vitest'
import { type PermitWhy, permitCover } from '../../watch/permit-cover.ts'
import { MINUTE, permit, T0 } from './stories.ts'

const DAY = 24 * 60 * MINUTE
const at = (minutes: number) => T0 + minutes * MINUTE
const window = permit(1, at(10), at(20))

describe('why a permit covers an opening or not', () => {
  test.each<{
    name: string
    more?: Partial<typeof window>
    use?: number
    notBefore: number
    openedAt: number
    why: PermitWhy
  }>([
    { name: 'a millisecond before its window', notBefore: at(10) - 1, openedAt: at(10) - 1, why: 'window_not_begun' },
    { name: 'at its beginning', notBefore: at(10), openedAt: at(10), why: 'covers' },
    { name: 'a millisecond before its end', notBefore: at(20) - 1, openedAt: at(20) - 1, why: 'covers' },
    { name: 'at its end', notBefore: at(20), openedAt: at(20), why: 'window_over' },
    { name: 'some time that reaches into it', notBefore: at(5), openedAt: at(10), why: 'covers' },
    { name: 'some time that begins in it', notBefore: at(20) - 1, openedAt: at(30), why: 'covers' },
    {
      name: 'before it was revoked',
      more: { revokedAt: at(15) },
      notBefore: at(15) - 1,
      openedAt: at(18),
      why: 'covers',
    },
    { name: 'when it was revoked', more: { revokedAt: at(15) }, notBefore: at(15), openedAt: at(15), why: 'revoked' },
    { name: 'when it is used up', use: 1, notBefore: at(15), openedAt: at(15), why: 'used_up' },
    { name: 'with one left', more: { openingsMax: 2 }, use: 1, notBefore: at(15), openedAt: at(15), why: 'covers' },
  ])('$name: $why', ({ more, use, notBefore, openedAt, why }) => {
    const given = { ...window, ...more }
    expect(permitCover([given], use === undefined ? {} : { 1: use }, notBefore, openedAt)).toEqual({
      permit: why === 'covers' ? 1 : null,
      considered: [{ id: 1, applies: why === 'covers', why }],
    })
  })

  test.each([
    { name: 'a day before its window', openedAt: at(10) - DAY, considered: 1 },
    { name: 'longer before it', openedAt: at(10) - DAY - 1, considered: 0 },
    { name: 'less than a day after it', openedAt: at(20) + DAY - 1, considered: 1 },
    { name: 'a day after it', openedAt: at(20) + DAY, considered: 0 },
  ])('an opening $name', ({ openedAt, considered }) => {
    expect(permitCover([window], {}, openedAt, openedAt).considered).toHaveLength(considered)
  })

  test('of several the one that ends first covers, of those the one granted first; it is named first', () => {
    const permits = [
      permit(4, at(10), at(30)),
      permit(3, at(10), at(20)),
      permit(2, at(10), at(20)),
      permit(1, at(1), at(5)),
    ]
    expect(permitCover(permits, {}, at(15), at(15))).toEqual({
      permit: 2,
      considered: [
        { id: 2, applies: true, why: 'covers' },
        { id: 1, applies: false, why: 'window_over' },
        { id: 3, applies: false, why: 'another_covers' },
        { id: 4, applies: false, why: 'another_covers' },
      ],
    })
  })

  test('no more than eight are named, and the one that covers is among them', () => {
    const past = Array.from({ length: 10 }, (_, n) => permit(n + 1, at(-9), at(n - 9)))
    const { considered } = permitCover([...past, permit(20, at(10), at(20))], {}, at(15), at(15))
    expect(considered.map((it) => it.id)).toEqual([20, 1, 2, 3, 4, 5, 6, 7])
  })
})
