import { setImmediate } from 'node:timers/promises'
import type { Instant } from '../../base/instant.ts'
import { DAY_MS, MINUTE_MS } from '../../base/wall-clock.ts'
import { faultyField, termFault } from '../order-term.ts'
import { instantOf } from '../roster/local-time.ts'
import type { FaultList } from './fault-list.ts'
import { inPieces } from './in-pieces.ts'
import type { LedgerRow, RowContact, RowOrder } from './ledger-row.ts'
import type { LocalDate } from './local-date.ts'
import type { Place } from './place-rows.ts'

/** One household as the file has it, from all the rows about it. */
export interface FileHome {
  readonly line: number
  readonly place: Place
  readonly room: string
  readonly floor: number | null
  contact: RowContact | null
  readonly orders: FileOrder[]
}

export interface FileOrder extends Pick<RowOrder, 'basis' | 'policy'> {
  readonly line: number
  readonly startsAt: Instant
  readonly endsAt: Instant
}

/**
 * Rows of the same room are one household, each with another order. Two that say the same are one too many. Asking zones
 * for their time takes a while, and lets other work go on in between.
 */
export async function gatherHomes(
  places: ReadonlyMap<LedgerRow, Place>,
  faults: FaultList,
): Promise<readonly FileHome[]> {
  const homes = new Map<string, FileHome>()
  const clock = new WallClock()
  for (const piece of inPieces([...places])) {
    for (const [row, place] of piece) gather(homes, row, place, orderOf(row, place.timeZone, clock), faults)
    await setImmediate()
  }
  return [...homes.values()]
}

function gather(
  homes: Map<string, FileHome>,
  row: LedgerRow,
  place: Place,
  order: FileOrder | null,
  faults: FaultList,
): void {
  const key = `${place.key}\n\n${row.room}`
  const known = homes.get(key)
  if (known !== undefined) return join(known, row, order, faults)
  const { line, room, floor, contact } = row
  homes.set(key, { line, place, room, floor, contact, orders: order === null ? [] : [order] })
}

function join(home: FileHome, row: LedgerRow, order: FileOrder | null, faults: FaultList): void {
  if (row.contact !== null && home.contact !== null && !isSame(row.contact, home.contact)) {
    faults.at(row.line, 'contact', 'contact_twice', { line: home.line })
  }
  home.contact ??= row.contact
  if (order === null) return faults.at(row.line, 'room', 'same_row', { line: home.line })
  const beside = home.orders.find((it) => it.startsAt < order.endsAt && order.startsAt < it.endsAt)
  if (beside === undefined) home.orders.push(order)
  else {
    const isTwin = beside.startsAt === order.startsAt && beside.endsAt === order.endsAt
    faults.at(row.line, isTwin ? 'room' : 'start', isTwin ? 'same_row' : 'terms_overlap', { line: beside.line })
  }
}

function isSame(a: RowContact, b: RowContact): boolean {
  return a.name === b.name && a.phone === b.phone && a.language === b.language && a.channel === b.channel
}

/** A start that is a day begins with it; an end that is a day is the end of it. */
function orderOf({ line, order }: LedgerRow, timeZone: string, clock: WallClock): FileOrder | null {
  if (order === null) return null
  const { start, end, basis, policy } = order
  const endMs = end.isDay ? end.wallMs + DAY_MS : end.wallMs
  const [startsAt, endsAt] = [clock.at(start.wallMs, timeZone), clock.at(endMs, timeZone)]
  return { line, startsAt, endsAt, basis, policy }
}

/** When wall clocks show what; a ledger has the same few days again and again. */
class WallClock {
  readonly #known = new Map<string, Instant>()

  at(wallMs: LocalDate['wallMs'], timeZone: string): Instant {
    const key = `${wallMs} ${timeZone}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const day = Math.floor(wallMs / DAY_MS)
    const minutes = Math.floor((wallMs - day * DAY_MS) / MINUTE_MS)
    const at = instantOf(day, minutes, timeZone) + (wallMs % MINUTE_MS)
    this.#known.set(key, at)
    return at
  }
}

/** A term that an order made by hand could not have either. */
export function isBadTerm(order: FileOrder, now: Instant, faults: FaultList): boolean {
  const fault = termFault(order, now)
  if (fault !== null) faults.at(order.line, faultyField(fault) === 'startsAt' ? 'start' : 'end', fault)
  return fault !== null
}
