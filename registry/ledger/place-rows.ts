import { setImmediate } from 'node:timers/promises'
import type { AreaId } from '../../base/id.ts'
import { AREA_KINDS, type AreaKind } from '../../store/area.ts'
import { type FoundPlace, findPlaces, type LedgerBase, type PlaceQuestion } from '../../store/ledger-lookup.ts'
import type { Queryable } from '../../store/transaction.ts'
import { PLACE_KINDS, type PlaceKind } from './columns.ts'
import type { FaultList } from './fault-list.ts'
import { inPieces } from './in-pieces.ts'
import type { LedgerRow } from './ledger-row.ts'

/** Where a row's room is: an area that there is, or one that is to be made. */
export type Place =
  | {
      readonly kind: 'known'
      readonly key: string
      readonly id: AreaId
      readonly areaKind: AreaKind
      readonly timeZone: string
    }
  | {
      readonly kind: 'new'
      readonly key: string
      readonly parent: Place
      readonly areaKind: PlaceKind
      readonly name: string
      readonly timeZone: string
    }

/** What is missing of these is made in a community: its staff know their own buildings. Anything wider must be there. */
const MADE: readonly PlaceKind[] = ['compound', 'building', 'unit']

/**
 * Finds each row's area from the base downwards, a kind after the other. An area directly below is preferred to one that
 * lies deeper; of several deeper ones none is guessed. Rows without a place have their fault, and are left out.
 */
export async function placeRows(
  db: Queryable,
  base: LedgerBase,
  rows: readonly LedgerRow[],
  faults: FaultList,
): Promise<ReadonlyMap<LedgerRow, Place>> {
  const { id, timeZone } = base
  const root: Place = { kind: 'known', key: String(id), id, areaKind: base.kind, timeZone }
  const places = new Map(rows.map((row): [LedgerRow, Place] => [row, root]))
  for (const [index, kind] of PLACE_KINDS.entries()) {
    if (AREA_KINDS.indexOf(kind) <= AREA_KINDS.indexOf(base.kind)) leaveOutOthers(places, base, kind, index, faults)
    else await descend(db, places, kind, index, faults)
    // Where all is new the database is not asked, and nobody else would have had a turn.
    await setImmediate()
  }
  return places
}

/** The base lies in one of this kind, or is one: what a row says of it must be that. */
function leaveOutOthers(
  places: Map<LedgerRow, Place>,
  base: LedgerBase,
  kind: PlaceKind,
  index: number,
  faults: FaultList,
): void {
  const own = base.names[kind]
  for (const row of places.keys()) {
    const name = row.place[index] ?? null
    if (name === null || name === own) continue
    faults.at(row.line, kind, 'area_elsewhere', { name: own ?? '' })
    places.delete(row)
  }
}

async function descend(
  db: Queryable,
  places: Map<LedgerRow, Place>,
  kind: PlaceKind,
  index: number,
  faults: FaultList,
): Promise<void> {
  const found = await below(db, questionsOf(places, kind, index))
  const made = new Map<string, Place>()
  for (const [row, place] of places) {
    const name = row.place[index] ?? null
    if (name === null) continue
    const next = found.get(keyBelow(place, kind, name)) ?? newPlace(made, place, kind, name)
    if (typeof next === 'object') places.set(row, next)
    else {
      faults.at(row.line, next === 'community_needed' ? 'community' : kind, next, { name, kind })
      places.delete(row)
    }
  }
}

function newPlace(
  made: Map<string, Place>,
  parent: Place,
  areaKind: PlaceKind,
  name: string,
): Place | 'area_unknown' | 'community_needed' {
  if (!MADE.includes(areaKind)) return 'area_unknown'
  if (!isNarrow(parent)) return 'community_needed'
  const key = keyBelow(parent, areaKind, name)
  const place: Place = made.get(key) ?? { kind: 'new', key, parent, areaKind, name, timeZone: parent.timeZone }
  made.set(key, place)
  return place
}

/** A community, or in one: only there is anything made, and only there is a place guessed that is not named in full. */
export function isNarrow(place: Place): boolean {
  return place.kind === 'new' || AREA_KINDS.indexOf(place.areaKind) >= AREA_KINDS.indexOf('community')
}

/** No name holds a line break. */
function keyBelow(place: Place, kind: PlaceKind, name: string): string {
  return `${place.key}\n${kind}\n${name}`
}

interface Question extends PlaceQuestion {
  readonly key: string
  readonly mayLieDeeper: boolean
}

function questionsOf(places: ReadonlyMap<LedgerRow, Place>, kind: PlaceKind, index: number): readonly Question[] {
  const questions = new Map<string, Question>()
  for (const [row, place] of places) {
    const name = row.place[index] ?? null
    if (name === null || place.kind !== 'known') continue
    const key = keyBelow(place, kind, name)
    const mayLieDeeper = isNarrow(place) || !MADE.includes(kind)
    questions.set(key, { key, under: place.id, kind, name, mayLieDeeper })
  }
  return [...questions.values()]
}

async function below(
  db: Queryable,
  questions: readonly Question[],
): Promise<ReadonlyMap<string, Place | 'area_ambiguous'>> {
  const answers = new Map<string, Place | 'area_ambiguous'>()
  for (const piece of inPieces(questions)) {
    const found = Map.groupBy(await findPlaces(db, piece), (it) => it.at)
    for (const [at, question] of piece.entries()) {
      const answer = answerTo(question, found.get(at) ?? [])
      if (answer !== null) answers.set(question.key, answer)
    }
  }
  return answers
}

function answerTo({ kind, mayLieDeeper }: Question, found: readonly FoundPlace[]): Place | 'area_ambiguous' | null {
  const fitting = mayLieDeeper ? found : found.filter((it) => it.isChild)
  const one = fitting.find((it) => it.isChild) ?? fitting[0]
  if (one === undefined) return null
  if (!one.isChild && fitting.length > 1) return 'area_ambiguous'
  return { kind: 'known', key: String(one.id), id: one.id, areaKind: kind, timeZone: one.timeZone }
}
