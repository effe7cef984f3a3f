import { staffId } from '../../../base/id.ts'
import type { Roster, RosterException, Shift } from '../../../store/roster.ts'

export const A = staffId.parse(1)
export const B = staffId.parse(2)
export const C = staffId.parse(3)
/** The fallback. */
export const F = staffId.parse(9)

export type DutyRoster = Pick<Roster, 'timeZone' | 'fallback' | 'shifts' | 'exceptions' | 'leavings'>

export const DAILY = [1, 2, 3, 4, 5, 6, 7]

export function shift(who: Shift['staffId'], from: string, until: string, given: Partial<Shift> = {}): Shift {
  return { id: 1, staffId: who, weekdays: DAILY, from, until, validFrom: '2000-01-01', validUntil: null, ...given }
}

type Window = readonly [from: string, until: string]

export function away(kind: 'absent' | 'extra', who: Shift['staffId'], [from, until]: Window): RosterException {
  return { ...window(from, until), kind, staffId: who, substituteId: null }
}

export function swap(who: Shift['staffId'], substituteId: Shift['staffId'], [from, until]: Window): RosterException {
  return { ...window(from, until), kind: 'swap', staffId: who, substituteId }
}

function window(from: string, until: string) {
  return { id: 1, from: Date.parse(from), until: Date.parse(until), reason: 'test', by: 'desk' }
}

export function rosterOf(given: Partial<DutyRoster>): DutyRoster {
  return { timeZone: 'Asia/Shanghai', fallback: [F], shifts: [], exceptions: [], leavings: [], ...given }
}
