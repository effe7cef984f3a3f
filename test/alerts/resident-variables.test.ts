import { expect, test } from 'vitest'
import { variablesOf } from '../../alerts/template-variables.ts'
import { householdId } from '../../base/id.ts'
import type { DueResident } from '../../store/notification.ts'
import { NOW, notification } from './notifications.ts'

test('a text message or a call asks the resident to close the door, within the templates that there are', () => {
  const { id, idempotencyKey, attempts, contactPoint, target, secret, deliveredAt } = notification()
  const resident: DueResident = {
    ...{ id, idempotencyKey, attempts, contactPoint, target, secret, deliveredAt, staffId: null },
    ...{ alertId: null, reason: 'resident', channel: 'sms', household: householdId.parse(1) },
    ...{ openedAt: NOW, language: 'zh', timeZone: 'Asia/Shanghai' },
  }
  expect(variablesOf(resident, 'zh', NOW + 1)).toMatchObject({ place: '您家的门', what: '仍未关上，若无需要请关好' })
  expect(variablesOf(resident, 'en', NOW + 1).what).toBe('is still open, please close it')
  expect(variablesOf(resident, 'zh', NOW + 1).since).toBe(variablesOf(resident, 'zh', NOW + 90_000).since)
})
