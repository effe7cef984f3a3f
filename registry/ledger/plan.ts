import type { HouseholdId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import type { FaultList } from './fault-list.ts'
import type { RowContact } from './ledger-row.ts'
import type { Place } from './place-rows.ts'

/** What a ledger would make. */
export interface LedgerPlan {
  readonly homes: readonly PlannedHome[]
  /** The areas that are to be made, each after the one that it lies in. */
  readonly newPlaces: readonly NewPlannedPlace[]
  readonly faults: FaultList
  /** What is otherwise than the file says, and stays. */
  readonly notices: FaultList
  readonly ordersPresent: number
}

export type NewPlannedPlace = Extract<Place, { kind: 'new' }>

export interface PlannedHome {
  /** The first row about it. */
  readonly line: number
  readonly place: Place
  readonly room: string
  readonly floor: number | null
  /** Null: it is to be made. */
  readonly id: HouseholdId | null
  /** Null: it has one already, or the file has none. */
  readonly contact: RowContact | null
  /** Those that are to be made. */
  readonly orders: readonly PlannedOrder[]
}

export interface PlannedOrder {
  readonly line: number
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly basis: string
  readonly policyId: number | null
}

export interface LedgerCounts {
  readonly areas: number
  readonly households: number
  readonly contacts: number
  readonly orders: number
}

export function madeBy({ homes, newPlaces }: LedgerPlan): LedgerCounts {
  return {
    areas: newPlaces.length,
    households: homes.filter((it) => it.id === null).length,
    contacts: homes.filter((it) => it.contact !== null).length,
    orders: homes.reduce((sum, it) => sum + it.orders.length, 0),
  }
}
