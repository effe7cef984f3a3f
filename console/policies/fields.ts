import type { PolicySettings } from '../service/shapes.ts'

interface NumberField {
  readonly name: Exclude<keyof PolicySettings, 'openingAlert'>
  /** As the API takes them, which a test compares. */
  readonly min: number
  readonly max: number
}

export const ALERTING = ['every', 'over_limit', 'never'] as const

/** In the order in which a person thinks of them: which openings, how long, how often, what else. */
export const NUMBER_FIELDS: readonly NumberField[] = [
  { name: 'graceSeconds', min: 0, max: 3600 },
  { name: 'residentFirstSeconds', min: 0, max: 3600 },
  { name: 'openingsPerDay', min: 0, max: 1000 },
  { name: 'mergeMinutes', min: 0, max: 1440 },
  { name: 'leftOpenSeconds', min: 1, max: 86_400 },
  { name: 'residentPermitsPerDay', min: 0, max: 20 },
  { name: 'notOpenedHours', min: 1, max: 336 },
]

export const FIELDS: readonly (keyof PolicySettings)[] = ['openingAlert', ...NUMBER_FIELDS.map((it) => it.name)]

export function isSame(one: PolicySettings, other: PolicySettings): boolean {
  return FIELDS.every((it) => one[it] === other[it])
}
