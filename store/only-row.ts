/** The row of a statement that always gives exactly one. */
export function onlyRow<T>(rows: readonly T[]): T {
  const [row] = rows
  if (row === undefined || rows.length > 1) throw new TypeError(`one row expected, got ${rows.length}`)
  return row
}
