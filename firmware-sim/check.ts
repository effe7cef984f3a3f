import { z } from 'zod'
import type { Instant } from '../base/instant.ts'
import type { Expectation } from './account.ts'
import type { ApiClient } from './api-client.ts'
import type { HouseholdKey } from './household.ts'

const ITEMS_PER_PAGE = 200
/** A household with more than this many pages of openings is not a day's simulation any more. */
const PAGES_MAX = 50

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))

const opening = z.object({
  sensorUid: z.string(),
  openedAt: instant,
  closedAt: instant.nullable(),
  permitId: z.number().nullable(),
})
const openings = z.object({ openings: z.array(opening) })

const alert = z.object({
  id: z.number().int(),
  kind: z.string(),
  count: z.number().int(),
  clearedReason: z.string().nullable().optional(),
})
const alerts = z.object({ alerts: z.array(alert), next: z.number().int().nullable() })

export type FoundOpening = z.infer<typeof opening>
export type FoundAlert = z.infer<typeof alert>

/** What the service says about one household. */
export interface Found {
  readonly openings: readonly FoundOpening[]
  readonly alerts: readonly FoundAlert[]
}

export interface Difference {
  readonly household: HouseholdKey
  readonly what: string
  readonly expected: string
  readonly found: string
}

/** Reads everything the service concluded about a household in `[from, until)`. */
export async function readFound(api: ApiClient, id: number, from: Instant, until: Instant): Promise<Found> {
  return { openings: await readOpenings(api, id, from, until), alerts: await readAlerts(api, id) }
}

async function readOpenings(api: ApiClient, id: number, from: Instant, until: Instant): Promise<FoundOpening[]> {
  const all: FoundOpening[] = []
  let before = until
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const span = `from=${iso(from)}&until=${iso(before)}&limit=${ITEMS_PER_PAGE}`
    const part = (await api.get(`/households/${id}/openings?${span}`, openings)).openings
    all.push(...part)
    const last = part.at(-1)
    if (last === undefined || part.length < ITEMS_PER_PAGE) break
    before = last.openedAt
  }
  return all
}

async function readAlerts(api: ApiClient, id: number): Promise<FoundAlert[]> {
  const all: FoundAlert[] = []
  let after: number | null = null
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const place: string = after === null ? '' : `&after=${after}`
    const part = await api.get(`/alerts?householdId=${id}&limit=${ITEMS_PER_PAGE}${place}`, alerts)
    all.push(...part.alerts)
    after = part.next
    if (after === null) break
  }
  return all
}

/**
 * Where the service and the simulator disagree about a household: openings by sensor in the order of time, within
 * `toleranceMs` of each other, and alerts by kind. Alerts that were withdrawn because late messages told another story
 * do not count.
 */
export function differences(expected: Expectation, found: Found, toleranceMs: number): readonly Difference[] {
  const { household } = expected
  return [...openingDifferences(expected, found, toleranceMs), ...alertDifferences(expected, found)].map((it) => ({
    household,
    ...it,
  }))
}

type Unplaced = Omit<Difference, 'household'>

function openingDifferences({ openings }: Expectation, found: Found, toleranceMs: number): readonly Unplaced[] {
  const left = found.openings.toSorted((a, b) => a.openedAt - b.openedAt)
  const missing: Unplaced[] = openings.flatMap((wanted) => {
    const index = left.findIndex(
      (it) => it.sensorUid === wanted.sensor && Math.abs(it.openedAt - wanted.openedAt) <= toleranceMs,
    )
    const [match] = index < 0 ? [] : left.splice(index, 1)
    if (match === undefined) return [{ what: 'opening', expected: interval(wanted), found: 'none' }]
    return sameOpening(wanted, match, toleranceMs)
      ? []
      : [{ what: 'opening', expected: openingText(wanted, wanted.permit), found: openingText(match, match.permitId) }]
  })
  return [...missing, ...left.map((it) => ({ what: 'opening', expected: 'none', found: interval(it) }))]
}

function sameOpening(wanted: Expectation['openings'][number], match: FoundOpening, toleranceMs: number): boolean {
  const sameEnd =
    wanted.closedAt === null || match.closedAt === null
      ? wanted.closedAt === match.closedAt
      : Math.abs(wanted.closedAt - match.closedAt) <= toleranceMs
  return sameEnd && (wanted.permit === null) === (match.permitId === null)
}

function alertDifferences({ alerts }: Expectation, found: Found): readonly Unplaced[] {
  const raised = new Map<string, { alerts: number; happenings: number }>()
  for (const { kind, count, clearedReason } of found.alerts) {
    if (clearedReason === 'withdrawn') continue
    const so = raised.get(kind) ?? { alerts: 0, happenings: 0 }
    raised.set(kind, { alerts: so.alerts + 1, happenings: so.happenings + count })
  }
  const kinds = new Set([...Object.keys(alerts), ...raised.keys()])
  return [...kinds].flatMap((kind) => {
    const texts = { expected: alertText(alerts[kind]), found: alertText(raised.get(kind)) }
    return texts.expected === texts.found ? [] : [{ what: kind, ...texts }]
  })
}

const ROWS_MAX = 40

/** A table for a terminal, at most 40 rows of it. */
export function differenceTable(all: readonly Difference[]): string {
  const rows = all.slice(0, ROWS_MAX).map((it) => [`${it.household}`, it.what, it.expected, it.found])
  const table = [['household', 'what', 'expected', 'found'], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [...lines, ...(all.length > ROWS_MAX ? [`... and ${all.length - ROWS_MAX} more`] : [])].join('\n')
}

function alertText(so: { readonly alerts: number; readonly happenings: number } | undefined): string {
  return so === undefined ? 'none' : `${so.alerts} with ${so.happenings} happenings`
}

function interval({ openedAt, closedAt }: { readonly openedAt: Instant; readonly closedAt: Instant | null }): string {
  return `${iso(openedAt)} to ${closedAt === null ? 'now' : iso(closedAt)}`
}

function openingText(it: Parameters<typeof interval>[0], permit: number | null): string {
  return `${interval(it)}, ${permit === null ? 'no permit' : 'permitted'}`
}

function iso(at: Instant): string {
  return new Date(at).toISOString()
}
