import type { Instant } from '../../base/instant.ts'
import { HANDOVER_ROWS_MAX } from '../../registry/report/handover.ts'
import { localMinute } from '../../watch/local-day.ts'
import type { Language } from '../language-of.ts'
import { type Cell, type ReportDocument, type Section, section } from './document.ts'
import type { HandoverShape } from './report-shape.ts'
import { filled, kindName, REPORT_WORDS } from './words.ts'
import type { ReportWords } from './words-zh.ts'

interface Telling {
  readonly words: ReportWords
  readonly language: Language
  readonly time: (at: Instant) => string
}

/** A shift's sheet as a file says it. */
export function handoverDocument(sheet: HandoverShape, language: Language): ReportDocument {
  const words = REPORT_WORDS[language]
  const telling = { words, language, time: (at: Instant) => localMinute(at, sheet.timeZone) }
  return {
    language,
    title: `${sheet.area.name} ${words.handover}`,
    lines: [shiftLine(sheet, telling), nextLine(sheet, telling)],
    sections: [
      open(sheet, telling),
      decisions(sheet, telling),
      tests(sheet, telling),
      silences(sheet, telling),
      permits(sheet, telling),
      silent(sheet, telling),
    ],
    nothing: words.nothing,
    foot: words.foot,
  }
}

type Shift = HandoverShape['shift']

function staffText({ staff }: Shift, words: ReportWords): string {
  return staff.length === 0 ? words.shift.nobody : staff.map((it) => it.displayName).join(words.comma)
}

function shiftLine({ roster, shift }: HandoverShape, { words, time }: Telling): string {
  const span = { from: time(shift.from), until: time(shift.until), staff: staffText(shift, words) }
  return filled(words.shift.now, { roster: roster?.name ?? words.shift.none, ...span })
}

function nextLine({ next }: HandoverShape, { words, time }: Telling): string {
  if (next === null) return words.shift.unknown
  return filled(words.shift.next, { from: time(next.from), until: time(next.until), staff: staffText(next, words) })
}

interface Place {
  readonly area: string
  readonly building: string | null
  readonly unit: string | null
  readonly room: string | null
}

/** A household by its place, anything wider by the area's name. */
export function placeText({ area, building, unit, room }: Place): string {
  return room === null ? area : [building, unit, room].filter((it) => it !== null).join(' ')
}

interface Listed<T> {
  readonly rows: readonly T[]
  readonly isCut: boolean
}

function listed<T>(
  words: ReportWords,
  title: string,
  columns: readonly string[],
  { rows, isCut }: Listed<T>,
  cells: (row: T) => Cell[],
): Section {
  return section(title, columns, rows.map(cells), {
    note: isCut ? filled(words.isCut, { count: HANDOVER_ROWS_MAX }) : '',
  })
}

function open({ open: all }: HandoverShape, { words, language, time }: Telling): Section {
  const { title, condition, raised, holder, nobody, active, cleared } = words.open
  const columns = [words.alerts.severity, words.where, words.alerts.kind, condition, raised, holder]
  return listed(words, title, columns, all, (it) => [
    ...[words.severity[it.severity], placeText(it), kindName(it.kind, language)],
    ...[it.condition === 'active' ? active : cleared, time(it.raisedAt), it.heldBy ?? nobody],
  ])
}

function decisions({ decisions: all }: HandoverShape, { words, language, time }: Telling): Section {
  const { title, at, by, choice, note } = words.decisions
  const choices: Readonly<Record<string, string>> = { ...words.standing, ...words.dispatch }
  return listed(words, title, [at, words.where, words.alerts.kind, choice, by, note], all, (it) => [
    ...[time(it.at), placeText(it), kindName(it.kind, language)],
    ...[choices[it.choice] ?? it.choice, it.by, it.note],
  ])
}

function tests({ tests: all }: HandoverShape, { words, time }: Telling): Section {
  const { title, sensor, reason, until } = words.tests
  return listed(words, title, [words.where, sensor, reason, words.decisions.by, until], all, (it) => [
    ...[placeText(it), it.sensor ?? words.tests.all, it.reason, it.by, time(it.until)],
  ])
}

function silences({ silences: all }: HandoverShape, { words, language, time }: Telling): Section {
  const { title, kinds } = words.silences
  const { reason, until } = words.tests
  return listed(words, title, [words.where, kinds, reason, words.decisions.by, until], all, (it) => [
    placeText(it),
    it.kinds?.map((kind) => kindName(kind, language)).join(words.comma) ?? words.silences.all,
    ...[it.reason, it.by, time(it.until)],
  ])
}

function permits({ permits: all }: HandoverShape, { words, time }: Telling): Section {
  const { title, openings } = words.permits
  const { reason, until } = words.tests
  return listed(words, title, [words.where, reason, openings, words.decisions.by, until], all, (it) => [
    ...[placeText(it), words.permit[it.reason], it.openingsMax, it.by, time(it.until)],
  ])
}

function silent({ silent: all }: HandoverShape, { words, time }: Telling): Section {
  const { title, since } = words.silent
  return listed(words, title, [words.where, words.tests.sensor, since], all, (it) => [
    ...[placeText(it), it.sensor, time(it.since)],
  ])
}
