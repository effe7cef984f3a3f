import { expect, test } from 'vitest'
import { standingChanges } from '../../console/policies/standing-changes.ts'

const assigned = (id: number, areaId: number, policyId: number | null, hour: number) => ({
  ...{ id, areaId, orderId: null, householdId: null, policyId, place: `area ${areaId}`, assignedBy: 'admin' },
  from: `2026-03-02T${String(hour).padStart(2, '0')}:00:00.000Z`,
  standing: hour > 4 ? ('to_come' as const) : ('in_force' as const),
})

const told = (assignments: Parameters<typeof standingChanges>[0]) =>
  standingChanges(assignments).map((it) => [it.id, it.before, it.policyId])

test('what makes no difference at its place is left out: nothing where nothing was, the same once more', () => {
  expect(told([assigned(1, 1, null, 1)])).toEqual([])
  expect(told([assigned(1, 1, 7, 1), assigned(2, 1, 7, 8)])).toEqual([[1, null, 7]])
})

test('each says what the place has of its own until then, which is what it is taken back to', () => {
  const all = [assigned(3, 1, null, 12), assigned(2, 1, 8, 8), assigned(1, 1, 7, 1)]
  expect(told(all)).toEqual([
    [1, null, 7],
    [2, 7, 8],
    [3, 8, null],
  ])
})

test('places do not look at each other, and are listed one after the other', () => {
  const all = [assigned(1, 2, 7, 1), assigned(2, 1, 7, 2), assigned(3, 2, 8, 8)]
  expect(told(all)).toEqual([
    [2, null, 7],
    [1, null, 7],
    [3, 7, 8],
  ])
})
