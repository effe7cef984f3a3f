import type { AreaId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Area, Scope } from './area.ts'
import { type By, figuresText } from './response-figures-text.ts'
import type { Queryable } from './transaction.ts'

export interface FiguresFilter {
  readonly scope: Scope
  /** Raised in `[from, until)`. */
  readonly from: Instant
  readonly until: Instant
  readonly areaId: AreaId | null
  readonly by: By
  /** Of groups; those with the most alerts come first. */
  readonly limit: number
}

/** Of the times that there are, in seconds; between two of them in proportion, as `percentile_cont` does it. */
export interface Spread {
  readonly p50: number
  readonly p90: number
  readonly p99: number
  readonly max: number
}

export interface Figures {
  /** Those that the counts and times below are about. */
  readonly alerts: number
  readonly notified: number
  readonly acknowledged: number
  readonly resolved: number
  /** Nobody acknowledged or resolved them yet. */
  readonly unanswered: number
  /** Those that are in none of the above, each under the first of these that it is. */
  readonly apart: { readonly merged: number; readonly held: number; readonly test: number; readonly byItself: number }
  /** From when the alert was raised until its first message to staff was handed over. */
  readonly notifySeconds: Spread | null
  /** From when it was raised until somebody first acknowledged it; to resolve is to acknowledge. */
  readonly acknowledgeSeconds: Spread | null
  /** From when it was raised until somebody resolved it. */
  readonly resolveSeconds: Spread | null
}

export interface FiguresGroup extends Figures {
  readonly key: string
  readonly area: Pick<Area, 'id' | 'kind' | 'name'> | null
}

type Quantiles = readonly [number, number, number, number]

interface Row extends Omit<FiguresGroup, 'key' | 'notifySeconds' | 'acknowledgeSeconds' | 'resolveSeconds'> {
  /** Null for all alerts together. */
  readonly key: string | null
  readonly notify: Quantiles | null
  readonly acknowledge: Quantiles | null
  readonly resolve: Quantiles | null
}

export interface FoundFigures {
  readonly all: Figures
  readonly groups: FiguresGroup[]
}

/** How alerts were answered, all together and by group. Its text depends on `by` alone. */
export async function readResponseFigures(db: Queryable, filter: FiguresFilter): Promise<FoundFigures> {
  const { scope, from, until, areaId, by, limit } = filter
  const { rows } = await db.query<Row>({
    text: figuresText(by),
    values: [scope, from, until, areaId, limit + 1],
  })
  const [all, ...groups] = rows
  if (all === undefined) throw new Error('figures of all alerts are one row')
  return {
    all: figuresOf(all),
    groups: groups.map((it) => ({ key: it.key ?? '', area: it.area, ...figuresOf(it) })),
  }
}

function figuresOf(row: Row): Figures {
  const { alerts, notified, acknowledged, resolved, unanswered, apart, notify, acknowledge, resolve } = row
  const counts = { alerts, notified, acknowledged, resolved, unanswered, apart }
  return {
    ...counts,
    notifySeconds: spreadOf(notify),
    acknowledgeSeconds: spreadOf(acknowledge),
    resolveSeconds: spreadOf(resolve),
  }
}

function spreadOf(quantiles: Quantiles | null): Spread | null {
  if (quantiles === null) return null
  const [p50, p90, p99, max] = quantiles
  return { p50: inMs(p50), p90: inMs(p90), p99: inMs(p99), max: inMs(max) }
}

/** Instants are kept to the millisecond, and a spread says no more. */
function inMs(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}
