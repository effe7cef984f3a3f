import type { LogPosition } from '../store/alert-log.ts'

const CURSOR = /^(\d{1,20})-(\d{1,16})$/

/** A place in the alert log as the stream's event id: `<transaction>-<id>`. */
export function formatCursor(position: LogPosition): string {
  return `${position.transaction}-${position.id}`
}

/** Null for anything that is not one. */
export function parseCursor(text: string): LogPosition | null {
  const [, transaction, id] = CURSOR.exec(text) ?? []
  return transaction === undefined || id === undefined ? null : { transaction, id: Number(id) }
}

export function isAfter(position: LogPosition, other: LogPosition): boolean {
  const difference = BigInt(position.transaction) - BigInt(other.transaction)
  return difference === 0n ? position.id > other.id : difference > 0n
}
