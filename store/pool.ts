import pg, { type Pool } from 'pg'
import type { Instant } from '../base/instant.ts'

export interface PoolOptions {
  readonly url: string
  readonly max: number
  readonly applicationName: string
  /** How long a statement may take; longer than usual only where nobody waits for it. */
  readonly statementMsMax?: number
  /** An idle connection broke. The pool has dropped it and opens another when one is needed. */
  readonly onError: (error: Error) => void
}

const CONNECT_MS_MAX = 5_000
const STATEMENT_MS_MAX = 30_000
/** Past the server's own limit: the server then did not answer at all, and the connection is given up. */
const ANSWER_MS_MAX = 5_000
const IDLE_IN_TRANSACTION_MS_MAX = 30_000

/**
 * A pool whose connections give up rather than hang. Types, for this pool only: `int8` is a number (throws past 2^53),
 * `timestamptz` is an `Instant`, and so are arrays of them. Instants are sent as `to_timestamp($1 / 1000.0)`, which keeps
 * the millisecond until the year 2255, when a float of seconds no longer tells microseconds apart.
 */
export function createPool(options: PoolOptions): Pool {
  const { url, max, applicationName, statementMsMax = STATEMENT_MS_MAX, onError } = options
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    statement_timeout: statementMsMax,
    query_timeout: statementMsMax + ANSWER_MS_MAX,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS_MAX,
    keepAlive: true,
    types: { getTypeParser: parserOf },
  })
  pool.on('error', onError)
  return pool
}

const { INT8, TIMESTAMPTZ, NUMERIC } = pg.types.builtins
const INT8_ARRAY = 1016
const TIMESTAMPTZ_ARRAY = 1185

const PARSERS = new Map<number, (text: string) => unknown>([
  [INT8, parseInt8],
  [INT8_ARRAY, (text) => parseArray(text, parseInt8)],
  [TIMESTAMPTZ, parseTimestamptz],
  [TIMESTAMPTZ_ARRAY, (text) => parseArray(text, parseTimestamptz)],
  [NUMERIC, Number],
])

function parserOf(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (format === 'binary') return pg.types.getTypeParser(oid, 'binary')
  return PARSERS.get(oid) ?? pg.types.getTypeParser(oid, 'text')
}

function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is past what a number holds exactly`)
  return value
}

/** `infinity` and `-infinity` are themselves; a fraction of a millisecond is cut. Years 1 to 9999. */
function parseTimestamptz(text: string): Instant {
  if (text === 'infinity') return Number.POSITIVE_INFINITY
  if (text === '-infinity') return Number.NEGATIVE_INFINITY
  const instant = Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
  if (Number.isNaN(instant)) throw new RangeError(`${text} is no instant that can be told in milliseconds`)
  return instant
}

/** One dimension, of values that hold neither commas nor quotes. */
function parseArray<T>(text: string, parse: (item: string) => T): (T | null)[] {
  const items = text === '{}' ? [] : text.slice(1, -1).replaceAll('"', '').split(',')
  return items.map((item) => (item === 'NULL' ? null : parse(item)))
}
