import { expect, test } from 'vitest'
import { NOTE_MAX, residentAct } from '../../api/resident-act.ts'

const NOW = Date.parse('2026-03-02T04:00:00Z')
const HOUR = 3_600_000
const KEY = '7f7c9f0e-2d3e-4b8f-9a51-0c1d2e3f4a5b'
const asked = { act: 'ask', key: KEY, reason: 'delivery', from: 'now', minutes: '10', openings: '1', note: '' }
const read = (fields: Readonly<Record<string, string>>) => residentAct(new URLSearchParams(fields).toString(), NOW)
const permit = { reason: 'delivery', from: null, minutes: 10, openingsMax: 1, goingOut: false, note: '' }

test.each([
  { name: 'at once', given: {}, expected: {} },
  { name: 'at an hour', given: { from: String(NOW + HOUR) }, expected: { from: NOW + HOUR } },
  { name: 'out and back', given: { out: 'yes' }, expected: { goingOut: true, openingsMax: 2 } },
  { name: 'out, and oftener', given: { out: 'yes', openings: '4' }, expected: { goingOut: true, openingsMax: 4 } },
  { name: 'with markup as text', given: { note: ' <b>\u0000\u202E1</b> ' }, expected: { note: '<b> 1</b>' } },
])('a permit is asked for $name', ({ given, expected }) => {
  expect(read({ ...asked, ...given })).toEqual({ kind: 'ask', key: KEY, permit: { ...permit, ...expected } })
})

test.each([
  { name: 'another act', given: { act: 'grant' } },
  { name: 'no key', given: { key: '' } },
  { name: 'a reason that is not asked for', given: { reason: 'emergency' } },
  { name: 'long ago', given: { from: String(NOW - 2 * HOUR) } },
  { name: 'far ahead', given: { from: String(NOW + 26 * HOUR) } },
  { name: 'no time', given: { from: 'soon' } },
  { name: 'a length of their own', given: { minutes: '600' } },
  { name: 'any number of openings', given: { openings: '99' } },
  { name: 'a long note', given: { note: 'x'.repeat(NOTE_MAX + 1) } },
])('is refused: $name', ({ given }) => {
  expect(read({ ...asked, ...given })).toEqual({ kind: 'wrong' })
})

test('an emergency takes nothing but that; a phone is read as it is written; an empty form is wrong', () => {
  expect(read({ act: 'emergency' })).toEqual({ kind: 'emergency' })
  expect(read({ act: 'phone', phone: '138 0000 1234' })).toEqual({ kind: 'phone', phone: '138 0000 1234' })
  expect(residentAct('', NOW)).toEqual({ kind: 'wrong' })
})
