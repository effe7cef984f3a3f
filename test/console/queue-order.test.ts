import { expect, test } from 'vitest'
import { inQueueOrder } from '../../console/service/queue-order.ts'

const alert = (
  id: number,
  severity: 'critical' | 'major' | 'minor',
  handling: 'new' | 'acknowledged',
  minute: number,
  kind = 'left_open',
) => ({ id, severity, handling, kind, raisedAt: `2026-03-02T03:${String(minute).padStart(2, '0')}:00.000Z` })

const ids = (alerts: Parameters<typeof inQueueOrder>[0]) => inQueueOrder(alerts).map((it) => it.id)

test.each([
  [
    'unanswered before taken, however severe',
    [alert(1, 'critical', 'acknowledged', 0), alert(2, 'minor', 'new', 9)],
    [2, 1],
  ],
  [
    'then the most severe',
    [alert(1, 'minor', 'new', 0), alert(2, 'critical', 'new', 9), alert(3, 'major', 'new', 5)],
    [2, 3, 1],
  ],
  ['then the oldest', [alert(1, 'major', 'new', 9), alert(2, 'major', 'new', 3)], [2, 1]],
  ['of one moment, in the order of the records', [alert(2, 'major', 'new', 3), alert(1, 'major', 'new', 3)], [1, 2]],
  [
    'of those taken, the same',
    [alert(1, 'minor', 'acknowledged', 0), alert(2, 'major', 'acknowledged', 9), alert(3, 'major', 'acknowledged', 5)],
    [3, 2, 1],
  ],
  [
    'an emergency is above all, also when it is taken',
    [alert(1, 'critical', 'new', 0), alert(2, 'critical', 'acknowledged', 9, 'emergency')],
    [2, 1],
  ],
] as const)('%s', (_, alerts, order) => {
  expect(ids(alerts)).toEqual(order)
})
