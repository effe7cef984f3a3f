import { expect, test } from 'vitest'
import { signalOf } from '../../watch/signal.ts'

test.each([
  [-40, 'good'],
  [-65, 'good'],
  [-65.1, 'fair'],
  [-75, 'fair'],
  [-75.1, 'weak'],
  [-110, 'weak'],
  [null, null],
])('%s dBm is %s', (rssi, verdict) => {
  expect(signalOf(rssi)).toBe(verdict)
})
