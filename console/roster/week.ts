import type { Calendar, RosterDetail } from '../service/shapes.ts'
import { dayStart, daysAfter, instantOf } from '../words/wall-clock.ts'

const HOUR_MS = 3_600_000
const DAYS = 7
const TICK_HOURS = [3, 6, 9, 12, 15, 18, 21]

type Stretch = Calendar['stretches'][number]
type Exception = RosterDetail['exceptions'][number]

/** A stretch of a day in which the same people are on duty, or nobody is. */
export interface Piece {
  readonly key: string
  readonly from: number
  readonly until: number
  /** Of the day's own length, which is not always 24 hours. */
  readonly topShare: number
  readonly heightShare: number
  readonly isGap: boolean
  /** On duty; in a gap: who is called instead, in this order. */
  readonly staff: Stretch['staff']
  /** The exceptions that make it what it is. */
  readonly exceptions: readonly Exception[]
  /** The whole stretch, which may have begun the day before. */
  readonly whole: Span
}

export interface Span {
  readonly from: number
  readonly until: number
}

/** Somebody is to be found for a gap; null: not the caller's to do. */
export type OnFill = ((gap: Span) => void) | null

export interface Day extends Span {
  /** As `2026-03-29`. */
  readonly day: string
  /** 23 or 25 where the clocks change. */
  readonly hours: number
  readonly pieces: readonly Piece[]
  readonly ticks: readonly Tick[]
}

/** An hour of the wall clock, and where in the day it is. */
export interface Tick {
  readonly hour: number
  readonly share: number
}

/** From Monday's midnight to the next one's, by the wall clock of the zone. */
export function weekSpan(monday: string, timeZone: string): Span {
  return { from: dayStart(monday, timeZone), until: dayStart(daysAfter(monday, DAYS), timeZone) }
}

/** A week of a roster, day by day. Before the roster was made, and after it ended, nothing is missing. */
export function weekOf(
  monday: string,
  { timeZone, stretches }: Calendar,
  { exceptions, createdAt, endedAt }: Pick<RosterDetail, 'exceptions' | 'createdAt' | 'endedAt'>,
): readonly Day[] {
  const life = { from: Date.parse(createdAt), until: endedAt === null ? Number.POSITIVE_INFINITY : Date.parse(endedAt) }
  const known = stretches.flatMap((it) => livedPart(it, life))
  return Array.from({ length: DAYS }, (_, place) => {
    const day = daysAfter(monday, place)
    const [from, until] = [dayStart(day, timeZone), dayStart(daysAfter(day, 1), timeZone)]
    const pieces = known.flatMap((it) => pieceOf(it, { from, until }, exceptions))
    return { day, from, until, hours: (until - from) / HOUR_MS, pieces, ticks: ticksOf(day, { from, until }, timeZone) }
  })
}

interface Known extends Span {
  readonly stretch: Stretch
}

function livedPart(stretch: Stretch, life: Span): readonly Known[] {
  const whole = { from: Date.parse(stretch.from), until: Date.parse(stretch.until) }
  const part = stretch.isGap ? overlapOf(whole, life) : whole
  return part === null ? [] : [{ ...part, stretch }]
}

function pieceOf({ stretch, ...whole }: Known, day: Span, exceptions: readonly Exception[]): readonly Piece[] {
  const part = overlapOf(whole, day)
  if (part === null) return []
  const length = day.until - day.from
  return [
    {
      ...{ ...part, key: `${part.from}`, whole, isGap: stretch.isGap, staff: stretch.staff },
      topShare: (part.from - day.from) / length,
      heightShare: (part.until - part.from) / length,
      exceptions: exceptions.filter((it) => Date.parse(it.from) < part.until && part.from < Date.parse(it.until)),
    },
  ]
}

function overlapOf(one: Span, other: Span): Span | null {
  const [from, until] = [Math.max(one.from, other.from), Math.min(one.until, other.until)]
  return from < until ? { from, until } : null
}

function ticksOf(day: string, { from, until }: Span, timeZone: string): readonly Tick[] {
  return TICK_HOURS.map((hour) => {
    const at = instantOf(`${day}T${String(hour).padStart(2, '0')}:00`, timeZone)
    return { hour, share: (at - from) / (until - from) }
  })
}

/** The week's gaps, each once however many days it is in. */
export function gapsOf(days: readonly Day[]): readonly Span[] {
  const found = days.flatMap((it) => it.pieces.filter((piece) => piece.isGap).map((piece) => piece.whole))
  return found.filter((it, place) => found.findIndex((other) => other.from === it.from) === place)
}
