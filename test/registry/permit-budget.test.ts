import { expect, test } from 'vitest'
import { householdId, permitRequestId } from '../../base/id.ts'
import { permitsLeft, REQUEST_LAPSES_MS, requestState } from '../../registry/permit-budget.ts'
import type { PermitRequest } from '../../store/permit-request.ts'

const NOON = Date.parse('2026-03-02T04:00:00Z')
const HOUR = 3_600_000
const ZONE = 'Asia/Shanghai'

const request = (more: Partial<PermitRequest> = {}): PermitRequest => ({
  ...{ id: permitRequestId.parse(1), householdId: householdId.parse(1), askedAt: NOON, reason: 'delivery', from: null },
  ...{ minutes: 10, openingsMax: 1, goingOut: false, note: '', answer: null, answeredAt: null, answeredBy: null },
  ...{ answerReason: '', permitId: null },
  ...more,
})

test.each([
  { name: 'nothing asked', asked: [], left: 3 },
  { name: 'one waits and one is granted', asked: [{}, { answer: 'granted' }], left: 1 },
  { name: 'what was declined is given back', asked: [{}, { answer: 'declined' }], left: 2 },
  { name: 'never below none', asked: [{}, {}, {}, {}], left: 0 },
  { name: 'yesterday, a minute before midnight in Shanghai', asked: [{ askedAt: NOON - 12 * HOUR - 60_000 }], left: 3 },
  { name: 'today, at midnight in Shanghai', asked: [{ askedAt: NOON - 12 * HOUR }], left: 2 },
] as const)('a day’s budget of three: $name', ({ asked, left }) => {
  expect(permitsLeft(asked.map(request), 3, ZONE, NOON)).toBe(left)
})

test.each([
  { name: 'waits', given: {}, at: NOON, state: 'waiting' },
  { name: 'waits just short of a day', given: {}, at: NOON + REQUEST_LAPSES_MS - 1, state: 'waiting' },
  { name: 'lapses after a day', given: {}, at: NOON + REQUEST_LAPSES_MS, state: 'lapsed' },
  { name: 'counts from when it is for', given: { from: NOON + HOUR }, at: NOON + REQUEST_LAPSES_MS, state: 'waiting' },
  { name: 'stays declined', given: { answer: 'declined' }, at: NOON + 2 * REQUEST_LAPSES_MS, state: 'declined' },
] as const)('a request $name', ({ given, at, state }) => {
  expect(requestState(request(given), at)).toBe(state)
})
