import { isDeepStrictEqual } from 'node:util'
import type { HouseholdId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { readOrderEvents } from '../store/door-event.ts'
import { nextOrderStart } from '../store/facts.ts'
import { readOrderAlerts, readOrderOpenings, readStandingWatch, type StandingWatch } from '../store/replay.ts'
import type { Queryable } from '../store/transaction.ts'
import type { Facts } from '../watch/facts.ts'
import { tellAnew } from '../watch/story.ts'
import { deadline } from '../watch/watch.ts'
import type { Told, WatchState } from '../watch/watch-state.ts'
import { heardUntil } from './heard-until.ts'
import { hydrateAll } from './hydrate.ts'
import { storedFacts } from './load-facts.ts'
import { alertRow, openingRow } from './verdicts.ts'

/** One value in which live operation and replay do not agree. `field` null: the whole row is missing on one side. */
export interface Difference {
  readonly what: 'opening' | 'alert' | 'state' | 'facts' | 'deadline'
  /** Which row: an opening by instant and sensor, an alert by kind and episode. */
  readonly name: string
  /** When the row begins; null for what is not of one moment. */
  readonly at: Instant | null
  readonly field: string | null
  readonly live: unknown
  readonly replayed: unknown
}

export interface Replay {
  readonly household: HouseholdId
  readonly order: OrderId
  /** How far the story was told: as far as live operation has come. */
  readonly until: Instant
  readonly events: number
  readonly openings: number
  readonly alerts: number
  readonly differences: readonly Difference[]
}

/**
 * Tells an order's story from its start, from the registry's tables and the stored events, exactly as far as live
 * operation has told it, and compares what comes out with what live operation has stored: openings and alerts in every
 * column but people's handling of them, the watch's state, its facts, and that it looks again in time. Alerts that stay
 * only for their history (merged, withdrawn, permitted afterwards) are no differences.
 *
 * Reads only. Call it within `inSnapshot`: live operation goes on meanwhile, and since it writes all of a step in one
 * transaction, a snapshot always shows whole steps. Null when there is no such order.
 */
export async function replayOrder(
  tx: Queryable,
  household: HouseholdId,
  order: OrderId,
  now: Instant,
): Promise<Replay | null> {
  const facts = await storedFacts(tx, order)
  if (facts === null) return null
  const standing = await readStandingWatch<WatchState, Facts>(tx, household, order)
  const [live = null] = standing === null ? [] : await hydrateAll(tx, [standing])
  // Events let time pass up to themselves; past the last one live operation has acted on deadlines up to `sweptAt`, even
  // where an event has brought one that lies before it.
  const until = live === null ? await heardUntil(tx, now) : live.state.sweptAt + 1
  const events = await readOrderEvents(tx, household, order)
  const told = tellAnew(facts, events, until)
  const openings = [...told.openings.values()].map((it) => openingRow(facts, it))
  const alerts = [...told.findings.values()].map((it) => alertRow(facts, it))
  const differences = [
    ...rowDifferences('opening', openingIdentity, (await readOrderOpenings(tx, order)).map(standingRow), openings),
    ...rowDifferences('alert', alertIdentity, await readOrderAlerts(tx, order), alerts),
    ...(live === null ? [] : watchDifferences(live, facts, told, await nextOrderStart(tx, household, order))),
  ]
  const counts = { events: events.length, openings: openings.length, alerts: alerts.length }
  return { household, order, until, ...counts, differences }
}

interface Identity {
  readonly name: string
  readonly at: Instant
}

const openingIdentity = ({ openedAt, sensor }: { openedAt: Instant; sensor: string }): Identity => ({
  name: `${new Date(openedAt).toISOString()} ${sensor}`,
  at: openedAt,
})

const alertIdentity = ({
  kind,
  episode,
  startedAt,
}: {
  kind: string
  episode: string
  startedAt: Instant
}): Identity => ({
  name: `${kind} ${episode}`,
  at: startedAt,
})

interface StoredRow<Row> {
  readonly row: Row
  readonly isHistory: boolean
}

const standingRow = <Row>(row: Row): StoredRow<Row> => ({ row, isHistory: false })

/** Rows by their identity: missing on one side, or different in a field. */
function rowDifferences<Row extends object>(
  what: 'opening' | 'alert',
  identify: (row: Row) => Identity,
  live: readonly StoredRow<Row>[],
  replayed: readonly Row[],
): readonly Difference[] {
  const left = new Map(live.map((it) => [identify(it.row).name, it]))
  const found: Difference[] = []
  for (const row of replayed) {
    const { name, at } = identify(row)
    const was = left.get(name)
    left.delete(name)
    if (was === undefined) found.push({ what, name, at, field: null, live: null, replayed: row })
    else found.push(...fieldDifferences(was.row, row).map((it) => ({ what, name, at, ...it })))
  }
  for (const { isHistory, row } of left.values())
    if (!isHistory) found.push({ what, ...identify(row), field: null, live: row, replayed: null })
  return found
}

function watchDifferences(
  live: StandingWatch<WatchState, Facts>,
  facts: Facts,
  told: Told,
  nextStart: Instant | null,
): readonly Difference[] {
  const of = (what: 'state' | 'facts', before: object, after: object): readonly Difference[] =>
    fieldDifferences(before, after).map((it) => ({ what, name: what, at: null, ...it }))
  const due = deadline(facts, told.state) ?? nextStart
  // Live operation may look earlier than it has to, and never later.
  const inTime = due === null || (live.deadline !== null && live.deadline <= due)
  const late: Difference = {
    ...{ what: 'deadline', name: 'deadline', at: null, field: null },
    ...{ live: live.deadline, replayed: due },
  }
  return [...of('facts', live.facts, facts), ...of('state', live.state, told.state), ...(inTime ? [] : [late])]
}

/** Values as the database keeps them: what JSON leaves out counts as absent. */
function fieldDifferences(
  live: object,
  replayed: object,
): readonly { field: string; live: unknown; replayed: unknown }[] {
  const before = asStored(live)
  const after = asStored(replayed)
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => !isDeepStrictEqual(before[field], after[field]))
    .map((field) => ({ field, live: before[field] ?? null, replayed: after[field] ?? null }))
}

function asStored(value: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value))
}
