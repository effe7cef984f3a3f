import { expect, test } from 'vitest'
import { policySettings } from '../../watch/policy.ts'

test('what holds where nothing is said', () => {
  expect(policySettings.parse({})).toEqual({
    ...{ openingAlert: 'every', graceSeconds: 0, openingsPerDay: 5 },
    ...{ leftOpenSeconds: 120, mergeMinutes: 10, notOpenedHours: null, residentFirstSeconds: 0 },
    residentPermitsPerDay: 3,
  })
})

test.each([
  { setting: 'graceSeconds', least: 0, most: 3600 },
  { setting: 'residentFirstSeconds', least: 0, most: 3600 },
  { setting: 'residentPermitsPerDay', least: 0, most: 20 },
  { setting: 'openingsPerDay', least: 0, most: 1000 },
  { setting: 'leftOpenSeconds', least: 1, most: 86_400 },
  { setting: 'mergeMinutes', least: 0, most: 1440 },
  { setting: 'notOpenedHours', least: 1, most: 336 },
])('$setting is a whole number from $least to $most', ({ setting, least, most }) => {
  const isAllowed = (value: unknown) => policySettings.safeParse({ [setting]: value }).success
  expect([least - 1, least, least + 0.5, most, most + 1].map(isAllowed)).toEqual([false, true, false, true, false])
})
