import { expect, test } from 'vitest'
import { backTestReport, backTestVerdict } from '../../commands/back-test-report.ts'
import { type BackTestResult, backTestResult } from '../../evaluator/back-test/back-test-result.ts'

const result = (more: Partial<BackTestResult> = {}): BackTestResult => ({
  ...backTestResult.parse({
    from: '2026-03-01T00:00:00.000Z',
    until: '2026-03-11T00:00:00.000Z',
    days: 10,
    orders: 40,
    ordersTooLong: 0,
    households: 40,
    events: 800_000,
    alerts: { before: 200, after: 80 },
    alertsPerDay: { before: 20, after: 8 },
    byDay: [{ day: '2026-03-01', before: 200, after: 80 }],
    byHour: Array.from({ length: 24 }, (_, hour) => ({
      hour,
      before: hour === 8 ? 200 : 0,
      after: hour === 8 ? 80 : 0,
    })),
    byBuilding: [{ areaId: 7, name: '3号楼', before: 200, after: 80 }],
    buildingsLeftOut: 2,
    byKind: [{ kind: 'unpermitted_opening', before: 200, after: 80 }],
    householdsAffected: { before: 30, after: 12 },
    notices: { before: 0, after: 120 },
    alertsTakenBack: 3,
    breachesConfirmed: 2,
    breachesMissed: [
      { alertId: 4711, householdId: 9, kind: 'unpermitted_opening', startedAt: '2026-03-02T08:00:00.000Z' },
    ],
    breachesMissedLeftOut: 0,
    seconds: 2.5,
    eventsPerSecond: 320_000,
  }),
  ...more,
})

test.each<[string, Partial<BackTestResult>]>([
  ['12 alerts fewer per day; 1 confirmed breach would be missed: alert 4711.', {}],
  [
    '0.5 alerts more per day; none of the 2 confirmed breaches would be missed.',
    { alertsPerDay: { before: 1, after: 1.5 }, breachesMissed: [] },
  ],
  [
    'As many alerts per day as before; 6 confirmed breaches would be missed: alert 4711 and 5 more.',
    { alertsPerDay: { before: 1, after: 1 }, breachesMissedLeftOut: 5 },
  ],
  [
    '12 alerts fewer per day; no breach was confirmed in these days, so nothing says what would be missed.',
    { breachesConfirmed: 0, breachesMissed: [] },
  ],
  ['No order of this area touches these days: there is nothing to compare.', { orders: 0 }],
])('a back-test ends with: %s', (sentence, more) => {
  expect(backTestVerdict(result(more))).toBe(sentence)
})

test('the report shows both sides, says what is in no number, and ends with the sentence', () => {
  const text = backTestReport(result())
  expect(text).toMatch(/^alerts +200 +80$/m)
  expect(text).toMatch(/^ {2}08:00 +200 +80$/m)
  expect(text).not.toMatch(/09:00/)
  expect(text).toMatch(/^ {2}3号楼 +200 +80$/m)
  expect(text).toContain('3 alerts were taken back')
  expect(text.trimEnd().split('\n').at(-1)).toBe(backTestVerdict(result()))
})
