import type { Instant } from '../../base/instant.ts'
import { COLUMNS, type ColumnKey, PLACE_KINDS, type PlaceKind } from './columns.ts'
import { FAULTS, type FaultCode, type RowFault, type Words, worded } from './fault.ts'
import type { Place } from './place-rows.ts'
import { type LedgerCounts, type LedgerPlan, madeBy, type NewPlannedPlace } from './plan.ts'
import type { LedgerHead } from './read-ledger.ts'

/** What a check says of a ledger. */
export interface LedgerReport {
  readonly sheet: string | null
  readonly rows: number
  readonly ignoredColumns: string[]
  readonly faults: ShownFault[]
  /** Also those that are not listed. */
  readonly faultsTotal: number
  readonly notices: ShownFault[]
  readonly noticesTotal: number
  readonly makes: LedgerCounts
  readonly present: Pick<LedgerCounts, 'households' | 'orders'>
  /** The first areas that would be made, as `平安小区 › 3号楼`. */
  readonly newAreas: { readonly kind: PlaceKind; readonly path: string }[]
  /** The first rows as they are understood. */
  readonly sample: SampleRow[]
}

export interface ShownFault {
  readonly row: number
  readonly column: ColumnKey
  /** What the column is called in the file; else its name in the template. */
  readonly header: Words
  readonly code: FaultCode
  readonly what: Words
}

interface SampleRow {
  readonly row: number
  readonly room: string
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly timeZone: string
}

const NEW_AREAS_TOLD_MAX = 50
const SAMPLE_ROWS = 5

export function reportOf(head: LedgerHead, plan: LedgerPlan): LedgerReport {
  const { faults, notices, homes } = plan
  return {
    sheet: head.sheet,
    rows: head.rowsTotal,
    ignoredColumns: [...head.ignoredColumns],
    faults: shownFaults(faults.told, head.headers),
    faultsTotal: faults.total,
    notices: shownFaults(notices.told, head.headers),
    noticesTotal: notices.total,
    makes: madeBy(plan),
    present: { households: homes.filter((it) => it.id !== null).length, orders: plan.ordersPresent },
    newAreas: plan.newPlaces.slice(0, NEW_AREAS_TOLD_MAX).map((it) => ({ kind: it.areaKind, path: pathOf(it) })),
    sample: sampleOf(plan),
  }
}

export function shownFaults(faults: readonly RowFault[], headers: LedgerHead['headers']): ShownFault[] {
  return faults.map(({ line, column, code, values }) => {
    const own = headers[column]
    const header = own === undefined ? headerOf(column) : { zh: own, en: own }
    return { row: line, column, header, code, what: worded(FAULTS[code], spoken(values)) }
  })
}

function headerOf(column: ColumnKey): Words {
  const { zh, en } = COLUMNS[column]
  return { zh, en }
}

/** A kind of area is called by its column's header. */
function spoken({ kind, ...values }: RowFault['values']) {
  const column = PLACE_KINDS.find((it) => it === kind)
  return column === undefined ? values : { ...values, kind: headerOf(column) }
}

function pathOf(place: NewPlannedPlace): string {
  return place.parent.kind === 'known' ? place.name : `${pathOf(place.parent)} › ${place.name}`
}

function sampleOf({ homes }: LedgerPlan): SampleRow[] {
  const rows = homes.flatMap(({ room, place, orders }) => orders.map((it) => ({ room, place, order: it })))
  return rows.slice(0, SAMPLE_ROWS).map(({ room, place, order }) => ({
    row: order.line,
    room: `${nameOf(place)}${room}`,
    startsAt: order.startsAt,
    endsAt: order.endsAt,
    timeZone: place.timeZone,
  }))
}

function nameOf(place: Place): string {
  return place.kind === 'known' ? '' : `${pathOf(place)} `
}
