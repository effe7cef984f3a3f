import { describe, expect, test } from 'vitest'
import { sensorUid } from '../../base/id.ts'
import type { Expectation } from '../../firmware-sim/account.ts'
import { differences, differenceTable, type Found } from '../../firmware-sim/check.ts'

const TOLERANCE_MS = 500
const AT = Date.parse('2026-03-02T04:00:00Z')
const SENSOR = 'sim-0001'

function expected(changed: Partial<Expectation> = {}): Expectation {
  const opening = { sensor: sensorUid.parse(SENSOR), openedAt: AT, notBefore: AT, closedAt: AT + 9000 } as const
  return {
    household: 1,
    openings: [{ ...opening, how: 'reported', test: false, permit: null, permits: [], late: false }],
    alerts: { unpermitted_opening: { alerts: 1, happenings: 1 } },
    ...changed,
  }
}

function found(changed: Partial<Found> = {}): Found {
  return {
    openings: [{ sensorUid: SENSOR, openedAt: AT + 100, closedAt: AT + 9100, permitId: null }],
    alerts: [{ id: 1, kind: 'unpermitted_opening', count: 1 }],
    ...changed,
  }
}

const whats = (wanted: Expectation, had: Found) => differences(wanted, had, TOLERANCE_MS).map(({ what }) => what)

describe('check', () => {
  test('small differences of clocks are none', () => {
    expect(differences(expected(), found(), TOLERANCE_MS)).toEqual([])
  })

  test.each<[string, Partial<Found>]>([
    ['missing', { openings: [] }],
    ['at another time', { openings: [{ sensorUid: SENSOR, openedAt: AT + 900, closedAt: AT + 9000, permitId: null }] }],
    ['of another sensor', { openings: [{ sensorUid: 'sim-0002', openedAt: AT, closedAt: AT + 9000, permitId: null }] }],
    ['covered', { openings: [{ sensorUid: SENSOR, openedAt: AT, closedAt: AT + 9000, permitId: 5 }] }],
    ['still open', { openings: [{ sensorUid: SENSOR, openedAt: AT, closedAt: null, permitId: null }] }],
  ])('an opening that is %s is told', (_how, changed) => {
    expect(new Set(whats(expected(), found(changed)))).toEqual(new Set(['opening']))
  })

  test('an opening that nobody made is told', () => {
    expect(whats(expected({ openings: [] }), found())).toEqual(['opening'])
  })

  test('alerts are compared by kind, number and count; withdrawn ones are not', () => {
    const twice = { id: 2, kind: 'unpermitted_opening', count: 2 }
    expect(whats(expected(), found({ alerts: [] }))).toEqual(['unpermitted_opening'])
    expect(whats(expected(), found({ alerts: [twice] }))).toEqual(['unpermitted_opening'])
    const withdrawn = { id: 3, kind: 'sensor_silent', count: 1, clearedReason: 'withdrawn' }
    const [alert] = found().alerts
    if (alert === undefined) throw new Error('no alert')
    expect(whats(expected(), found({ alerts: [alert, withdrawn] }))).toEqual([])
    expect(whats(expected(), found({ alerts: [alert, { ...withdrawn, clearedReason: 'heard_again' }] }))).toEqual([
      'sensor_silent',
    ])
  })

  test('the table names the household and both sides', () => {
    const table = differenceTable(differences(expected(), found({ alerts: [] }), TOLERANCE_MS))
    expect(table).toMatch(/household +what +expected +found\n1 +unpermitted_opening +1 with 1 happenings +none/)
  })
})
