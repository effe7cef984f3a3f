/** A timestamptz column as an `Instant`, whatever the client's type parsers are. */
export function instantColumn(column: string): string {
  return `(extract(epoch from ${column}) * 1000)::float8`
}
