import { describe, expect, test } from 'vitest'
import { readSensorCode } from '../../console/deploy/sensor-code.ts'
import { WALK_BEGINS, type Walk, walkOn } from '../../console/deploy/walk.ts'
import { checkCharacterOf } from '../../protocol/check-character.ts'
import { claimCodeOf, groupedCodeOf, labelOf } from '../../protocol/label.ts'
import { signalOf } from '../../watch/signal.ts'

const T0 = Date.parse('2026-03-02T04:00:00Z')
const iso = (ms: number) => new Date(T0 + ms).toISOString()

type Word = readonly [now: number, contact: 'open' | 'closed' | null, at: number | null, rssi?: number]

function walked(words: readonly (Word | 'unheard')[]): Walk {
  return words.reduce<Walk>((walk, word) => {
    if (word === 'unheard') return walkOn(walk, { now: iso(0), said: null })
    const [now, contact, at, rssi = -60] = word
    const signal = { rssi, verdict: signalOf(rssi) ?? 'weak' }
    const contactAt = at === null ? null : iso(at)
    return walkOn(walk, { now: iso(now), said: { heardAt: iso(now), contact, contactAt, openings: null, signal } })
  }, WALK_BEGINS)
}

describe('what is seen on a walk test', () => {
  test.each<[string, readonly (Word | 'unheard')[], readonly [number | null, number | null]]>([
    ['nothing', [], [null, null]],
    ['how the door was before is no sight of it', [[0, 'open', -9000]], [null, null]],
    ['a first word after silence that says closed is no closing', ['unheard', [500, 'closed', 100]], [null, null]],
    [
      'an opening, so long after it happened',
      [
        [0, 'closed', -1],
        [900, 'open', 500],
      ],
      [400, null],
    ],
    [
      'the same word again changes nothing',
      [
        [0, 'closed', -1],
        [900, 'open', 500],
        [5000, 'open', 500],
      ],
      [400, null],
    ],
    [
      'opened and closed',
      [
        [0, 'closed', -1],
        [900, 'open', 500],
        [3000, 'closed', 2700],
      ],
      [400, 300],
    ],
    [
      'closed, without having been opened',
      [
        [0, 'open', -1],
        [900, 'closed', 500],
      ],
      [null, null],
    ],
    [
      'open from the start: closed, opened, closed',
      [
        [0, 'open', -1],
        [900, 'closed', 500],
        [2000, 'open', 1800],
        [3000, 'closed', 2900],
      ],
      [200, 100],
    ],
    [
      'a sensor that is first heard with its door open',
      ['unheard', [400, 'open', 300], [900, 'closed', 500]],
      [100, 400],
    ],
    [
      'a clock that is ahead is no time saved',
      [
        [0, 'closed', -1],
        [900, 'open', 950],
      ],
      [0, null],
    ],
    [
      'only the first of each counts',
      [
        [0, 'closed', -1],
        [600, 'open', 500],
        [900, 'closed', 800],
        [5000, 'open', 4000],
      ],
      [100, 100],
    ],
  ])('%s', (_, words, [openedMs, closedMs]) => {
    expect(walked(words)).toMatchObject({ openedMs, closedMs })
  })

  test('the weakest signal counts', () => {
    expect(
      walked([
        [0, 'closed', -1, -60],
        [1, 'open', 0, -80],
        [2, 'closed', 1, -62],
      ]).signal,
    ).toEqual({
      rssi: -80,
      verdict: 'weak',
    })
  })
})

describe('what a label says', () => {
  test.each(['door-3-1203', 'zigbee:00158d0001a2b3c4', '门-1'])('%s comes back as it was', (uid) => {
    expect(readSensorCode(labelOf(uid))).toEqual({ kind: 'sensor', uid })
    expect(readSensorCode(claimCodeOf(uid).replace('*', ' ').toLowerCase())).toEqual({ kind: 'sensor', uid })
  })
  test.each([
    ['door-3-1203', 'door-3-1203 *M'],
    ['lot100001', 'lot1 00001 *T'],
    ['zigbee:00158d0001a2b3c4', 'zigbee:0015 8d00 01a2 b3c4 *A'],
    ['imei:861234567890123', 'imei:8612 3456 7890 123 *D'],
  ])('%s is read and typed as %s', (uid, grouped) => {
    expect(groupedCodeOf(uid)).toBe(grouped)
    expect(readSensorCode(grouped)).toEqual({ kind: 'sensor', uid })
    expect(readSensorCode(grouped.replace(' *', ' '))).toEqual({ kind: 'sensor', uid })
  })
  test.each([
    [' door-1 ', 'door-1'],
    ['MENSHEN:door-1', 'door-1'],
    ['lorawan:24e124141b2c3d4e', 'lorawan:24e124141b2c3d4e'],
  ])('%s, as labels without a check character have it, is %s', (text, uid) => {
    expect(readSensorCode(text)).toEqual({ kind: 'sensor', uid })
  })
  test.each(['menshen:', '', 'two words', 'https://example.org/door-1', 'x'.repeat(129)])('%s is no code', (text) => {
    expect(readSensorCode(text)).toEqual({ kind: 'strange' })
  })
  test('a secret is no label', () => {
    expect(readSensorCode('menshen-key:door-1:abc')).toEqual({ kind: 'secret' })
  })
})

describe('the check character of ISO/IEC 7064, MOD 37,36', () => {
  test.each([
    // The examples of the GRid standard (IFPI) and of ISO 15706 (ISAN).
    ['A12425GABC1234002', 'M'],
    ['00000000D07A0090', 'Q'],
  ])('of %s is %s', (code, check) => {
    expect(checkCharacterOf(code)).toBe(check)
    expect(checkCharacterOf(code.toLowerCase())).toBe(check)
  })
  test('finds every single wrong character', () => {
    const uid = 'door-3-1203'
    const check = claimCodeOf(uid).slice(uid.length)
    for (const [at, right] of [...uid].entries()) {
      if (right === '-') continue
      for (const wrong of '0123456789abcdefghijklmnopqrstuvwxyz') {
        if (wrong === right) continue
        const typed = uid.slice(0, at) + wrong + uid.slice(at + 1) + check
        expect(readSensorCode(typed), typed).toEqual({ kind: 'mistyped' })
      }
    }
  })
})
