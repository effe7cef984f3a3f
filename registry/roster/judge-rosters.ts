import type { RosterId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { DAY_MS } from '../../base/wall-clock.ts'
import { writeGroupAlert } from '../../store/group-alert.ts'
import { lookAtRoster, type Roster, readRoster, takeDueRosters } from '../../store/roster.ts'
import { readRosterAlerts, type StandingRosterAlert } from '../../store/roster-alert.ts'
import type { Queryable } from '../../store/transaction.ts'
import { mergeAlert } from '../../store/verdict.ts'
import { sentences, titles } from '../../watch/sentences.ts'
import { emptyHours } from './on-duty.ts'

const KIND = 'roster_empty'
/** An empty hour is told of so long before it begins. */
export const NOTICE_MS = DAY_MS
/** A gap that is longer than this has no end in sight. */
const LOOK_AHEAD_MS = 8 * DAY_MS
/** So far back it is seen when a gap that is under way began. */
const LOOK_BACK_MS = 8 * DAY_MS
/** A roster is looked at this often without a change of its own: staff are disabled, and the end of a gap comes in sight. */
const LOOK_EVERY_MS = 10 * 60_000
/** Taken in one transaction. */
const ROSTERS_MAX = 50

/** A gap that is told of; without an end when none is in sight. */
interface Gap {
  readonly from: Instant
  readonly until: Instant | null
}

/**
 * Looks at the rosters whose time has come for hours in which nobody is on duty. Any process may call it. True when there
 * is more to look at at once.
 */
export async function judgeRosters(tx: Queryable, now: Instant): Promise<boolean> {
  const due = await takeDueRosters(tx, now, ROSTERS_MAX)
  for (const id of due) await judgeRoster(tx, id, now)
  return due.length === ROSTERS_MAX
}

/**
 * Brings a roster's alerts in line with its empty hours: one per gap, from a day before it begins until somebody is put on
 * duty or it is over. The caller has the roster's lock.
 */
export async function judgeRoster(tx: Queryable, id: RosterId, now: Instant): Promise<void> {
  const alerts = await readRosterAlerts(tx, id, now)
  const earliest = Math.min(now - LOOK_BACK_MS, ...alerts.map((it) => it.from))
  const roster = await readRoster(tx, id, earliest)
  const gaps = gapsOf(roster, Math.max(earliest, roster.createdAt), now)
  const near = gaps.filter((it) => it.from <= now + NOTICE_MS)
  const told = await keepAlerts(tx, roster, alerts, near, now)
  for (const gap of near) if (!told.has(gap)) await raise(tx, roster, alerts, gap, now)
  await lookAtRoster(tx, id, nextLook(gaps, now))
}

/** What is empty and not over; nothing once the roster has ended. */
function gapsOf(roster: Roster, from: Instant, now: Instant): readonly Gap[] {
  if (roster.endedAt !== null) return []
  const end = now + LOOK_AHEAD_MS
  return emptyHours(roster, from, end)
    .filter((it) => it.until > now)
    .map((it) => ({ from: it.from, until: it.until === end ? null : it.until }))
}

function nextLook(gaps: readonly Gap[], now: Instant): Instant {
  const bounds = gaps.flatMap(({ from, until }) => [from - NOTICE_MS, until ?? now])
  return Math.min(now + LOOK_EVERY_MS, ...bounds.filter((it) => it > now))
}

/** Each active alert goes on with the gap that it overlaps, is merged into the one that has that gap already, or is over. */
async function keepAlerts(
  tx: Queryable,
  roster: Roster,
  alerts: readonly StandingRosterAlert[],
  gaps: readonly Gap[],
  now: Instant,
): Promise<ReadonlyMap<Gap, StandingRosterAlert>> {
  const told = new Map<Gap, StandingRosterAlert>()
  for (const alert of alerts.filter((it) => it.condition === 'active')) {
    const overlapping = gaps.filter((it) => overlap(it, alert))
    const gap = overlapping.find((it) => !told.has(it))
    const [taken] = overlapping.map((it) => told.get(it)).filter((it) => it !== undefined)
    if (gap !== undefined) {
      told.set(gap, alert)
      await write(tx, roster, { ...alert, ...gap, clearedReason: null, clearedAt: null }, now, alert)
    } else if (taken !== undefined) await mergeAlert(tx, alert.id, taken.id, now)
    else await write(tx, roster, { ...alert, ...endOf(roster, alert, now) }, now)
  }
  return told
}

function overlap(a: Gap, b: Gap): boolean {
  return a.from < (b.until ?? Number.POSITIVE_INFINITY) && b.from < (a.until ?? Number.POSITIVE_INFINITY)
}

function endOf(
  roster: Roster,
  { until }: Gap,
  now: Instant,
): { readonly clearedAt: Instant; readonly clearedReason: string } {
  if (until !== null && until <= now) return { clearedAt: until, clearedReason: 'over' }
  return { clearedAt: now, clearedReason: roster.endedAt === null ? 'staffed' : 'roster_ended' }
}

/** A gap that was filled and is empty again is the same trouble, unless a person had dealt with it. */
async function raise(
  tx: Queryable,
  roster: Roster,
  alerts: readonly StandingRosterAlert[],
  gap: Gap,
  now: Instant,
): Promise<void> {
  const before = alerts.findLast((it) => it.condition === 'cleared' && !it.isResolvedByHand && it.from === gap.from)
  const episode = before?.episode ?? `${roster.id}/${gap.from}/${now}`
  const startedAt = before?.startedAt ?? now
  await write(tx, roster, { ...gap, episode, startedAt, clearedAt: null, clearedReason: null }, now)
}

interface Told extends Gap {
  readonly episode: string
  /** When the gap was first seen ahead; what it lasts from and until is the evidence. */
  readonly startedAt: Instant
  readonly clearedAt: Instant | null
  readonly clearedReason: string | null
}

/** Writes what is not `written` already. */
async function write(
  tx: Queryable,
  roster: Roster,
  told: Told,
  now: Instant,
  written: StandingRosterAlert | null = null,
): Promise<void> {
  const { from, until, episode, startedAt, clearedAt, clearedReason } = told
  const left = new Set(roster.leavings.filter((it) => it.at <= Math.max(from, now)).map((it) => it.staffId))
  const fallback = roster.fallback.filter((it) => !left.has(it)).length
  const { areaName: area, name, timeZone, areaPath: scopePath } = roster
  const sentence = sentences.rosterEmpty({ ...{ area, roster: name, from, until, fallback, timeZone, clearedReason } })
  if (written?.from === from && written.until === until && written.sentence === sentence.en) return
  const explanation = {
    ...{ rule: KIND, title: titles[KIND], sentence },
    thresholds: { noticeHours: NOTICE_MS / 3_600_000, fallback, level: roster.level },
    evidence: [{ roster: roster.id, from, until }],
    permits: [],
  }
  const verdict = {
    ...{ gateway: null, area: roster.areaId, scopePath, kind: KIND, episode, severity: 'major', count: 1, explanation },
    ...{ startedAt, lastAt: startedAt, clearedAt, clearedReason },
    condition: clearedAt === null ? ('active' as const) : ('cleared' as const),
  }
  await writeGroupAlert(tx, verdict, now)
}
