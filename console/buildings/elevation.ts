import type { BoardHousehold } from '../service/shapes.ts'

/** A building as it stands: the top floor first, its units from left to right. */
export interface Elevation {
  readonly key: string
  readonly compound: string | null
  readonly building: string | null
  readonly units: readonly ElevationUnit[]
  readonly floors: readonly ElevationFloor[]
}

interface ElevationUnit {
  readonly name: string
  readonly columns: number
}

interface ElevationFloor {
  /** Null: no floor is known of these. */
  readonly floor: number | null
  /** For each unit its columns; null where nobody under our eyes lives. */
  readonly units: readonly (readonly (BoardHousehold | null)[])[]
}

/** A floor between two that there are is drawn, too, unless the floors lie so far apart that one of them is a mistake. */
const GAP_FLOORS_MAX = 60
/** More doors than this side by side have no fixed place; they stand in the order of their rooms. */
const COLUMNS_MAX = 16

export function elevationsOf(homes: readonly BoardHousehold[]): readonly Elevation[] {
  return [...Map.groupBy(homes, (it) => String(it.buildingId ?? it.compound))]
    .map(([key, all]) => elevationOf(key, all))
    .toSorted((a, b) => naturally(a.compound ?? '', b.compound ?? '') || naturally(a.building ?? '', b.building ?? ''))
}

function elevationOf(key: string, homes: readonly BoardHousehold[]): Elevation {
  const units = [...Map.groupBy(homes, (it) => it.unit ?? '')]
    .toSorted(([a], [b]) => naturally(a, b))
    .map(([name, all]) => ({ name, ...columnsOf(all) }))
  const floors = floorsOf(homes).map((floor) => ({ floor, units: units.map((it) => it.rowOf(floor)) }))
  const [first] = homes
  return {
    ...{ key, compound: first?.compound ?? null, building: first?.building ?? null, floors },
    units: units.map(({ name, columns }) => ({ name, columns })),
  }
}

/** From the highest to the lowest, without a hole; those of no known floor at the foot. */
function floorsOf(homes: readonly BoardHousehold[]): readonly (number | null)[] {
  const known = homes.map(floorOf).filter((it) => it !== null)
  const rest = known.length < homes.length ? [null] : []
  if (known.length === 0) return rest
  const top = Math.max(...known)
  const foot = Math.min(...known)
  const floors =
    top - foot > GAP_FLOORS_MAX
      ? [...new Set(known)].toSorted((a, b) => b - a)
      : Array.from({ length: top - foot + 1 }, (_, index) => top - index)
  return [...floors, ...rest]
}

/** The ledger's floor, else what the room's number says: 1203 is on the twelfth. */
function floorOf({ floor, room }: BoardHousehold): number | null {
  if (floor !== null) return floor
  const [, digits] = /^(\d{1,2})\d{2}$/.exec(room) ?? []
  return digits === undefined ? null : Number(digits)
}

/** Rooms of the same ending stand one above the other. */
function columnsOf(homes: readonly BoardHousehold[]) {
  const byFloor = Map.groupBy(
    homes.toSorted((a, b) => naturally(a.room, b.room)),
    floorOf,
  )
  const endings = [...new Set(homes.map(endingOf))].toSorted(naturally)
  const isAligned =
    endings.length <= COLUMNS_MAX && [...byFloor.values()].every((it) => new Set(it.map(endingOf)).size === it.length)
  const columns = isAligned ? endings.length : Math.max(...[...byFloor.values()].map((it) => it.length))
  const rowOf = (floor: number | null): readonly (BoardHousehold | null)[] => {
    const there = byFloor.get(floor) ?? []
    if (isAligned) return endings.map((ending) => there.find((it) => endingOf(it) === ending) ?? null)
    return Array.from({ length: columns }, (_, index) => there[index] ?? null)
  }
  return { columns, rowOf }
}

function endingOf({ room }: BoardHousehold): string {
  return /^\d{3,4}$/.test(room) ? room.slice(-2) : room
}

function naturally(a: string, b: string): number {
  return a.localeCompare(b, 'zh', { numeric: true })
}
