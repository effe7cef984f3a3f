import type { OrderDifference, ReplayedOrders } from '../evaluator/replay-orders.ts'

const ROWS_MAX = 40
const VALUE_CHARACTERS_MAX = 60

/** A replay for people: the differences in a table, if there are any, and at the end a sentence to act on. */
export function replayReport(replayed: ReplayedOrders): string {
  const { differences, differencesLeftOut } = replayed
  if (differences.length === 0) return `${replayVerdict(replayed)}\n`
  const rows = [
    ['household', 'order', 'what', 'field', 'live', 'replayed'],
    ...differences.slice(0, ROWS_MAX).map(cells),
  ]
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const more = differences.length - Math.min(differences.length, ROWS_MAX) + differencesLeftOut
  return [...table, ...(more > 0 ? [`... and ${more} more`] : []), '', replayVerdict(replayed), ''].join('\n')
}

/** "40 households, 51203 events: replay equals live to the row." */
export function replayVerdict(replayed: ReplayedOrders): string {
  const { households, orders, events, differences, differencesLeftOut, householdsDiffering } = replayed
  if (orders === 0) return 'No order touches this span: there is nothing to replay.'
  const told = `${counted(households, 'household')}, ${counted(events, 'event')}`
  const count = differences.length + differencesLeftOut
  if (count === 0) return `${told}: replay equals live to the row.`
  return (
    `${told}: ${counted(count, 'difference')} in ${counted(householdsDiffering, 'household')}. This is a defect of ` +
    'Menshen: report it with this table. Until their orders, permits or fittings are next changed, which tells their ' +
    'stories anew, trust the replayed values of these households, not what is on the screen.'
  )
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

function cells({ household, order, name, what, field, live, replayed }: OrderDifference): string[] {
  const row = name === what ? what : `${what} ${name}`
  return [`${household}`, `${order}`, row, field ?? 'all of it', valueText(live), valueText(replayed)]
}

function valueText(value: unknown): string {
  const text = value === null ? 'none' : (JSON.stringify(value) ?? 'none')
  return text.length > VALUE_CHARACTERS_MAX ? `${text.slice(0, VALUE_CHARACTERS_MAX - 3)}...` : text
}
