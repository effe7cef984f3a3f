/** Rows of one statement: so few that no single step holds up the other work of the process for long. */
const STATEMENT_ROWS = 500

export function* inPieces<T>(all: readonly T[], size = STATEMENT_ROWS): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size)
}
