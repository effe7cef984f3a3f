import type { BoardHousehold } from '../service/shapes.ts'

/** What a door's sign shows. */
export type DoorSign = 'closed' | 'open' | 'unknown' | 'no_sensor' | 'no_order'

/** What a household is counted as, the one that matters most first. */
export const LOOKS = ['breach', 'open', 'unknown', 'no_sensor', 'on_test', 'permit', 'closed', 'no_order'] as const
export type Look = (typeof LOOKS)[number]

export function doorSignOf({ order, hasSensor, state }: BoardHousehold): DoorSign {
  if (order !== 'active') return 'no_order'
  return hasSensor ? state : 'no_sensor'
}

export function isBreached({ alert }: BoardHousehold): boolean {
  return alert?.isBreach === true
}

export function isOnTest({ order, onTestUntil }: BoardHousehold): boolean {
  return order === 'active' && onTestUntil !== null
}

export function hasPermit({ order, permitUntil }: BoardHousehold): boolean {
  return order === 'active' && permitUntil !== null
}

/** The one state that a household is counted under. A test or a permit explains an open door, but not a missing sensor. */
export function lookOf(home: BoardHousehold): Look {
  if (isBreached(home)) return 'breach'
  const sign = doorSignOf(home)
  if (sign === 'no_order' || sign === 'no_sensor') return sign
  if (isOnTest(home)) return 'on_test'
  return hasPermit(home) ? 'permit' : sign
}

export function countLooks(homes: readonly BoardHousehold[]): Readonly<Record<Look, number>> {
  const counts = { breach: 0, open: 0, unknown: 0, no_sensor: 0, on_test: 0, permit: 0, closed: 0, no_order: 0 }
  for (const home of homes) counts[lookOf(home)] += 1
  return counts
}

/** Of the households under an order: the mean of what is proved of each, nothing where no door is watched. */
export function meanCoverage(homes: readonly BoardHousehold[]): number | null {
  const watched = homes.filter((it) => it.order === 'active')
  if (watched.length === 0) return null
  return watched.reduce((sum, it) => sum + (it.coverage ?? 0), 0) / watched.length
}
