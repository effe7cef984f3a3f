import type { HouseholdId } from '../../base/id.ts'
import type { SheetCell, SheetColumn } from '../../base/write-xlsx.ts'
import { type LedgerFilter, type LedgerLine, listLedger } from '../../store/ledger-export.ts'
import type { Queryable } from '../../store/transaction.ts'
import { shortPhone } from '../contact-phone.ts'
import { contradiction } from '../contradiction.ts'
import { unsealPerson } from '../household-contact.ts'
import { LEDGER_ROWS_MAX } from './cell.ts'
import { COLUMN_KEYS, COLUMNS, type Language, PLACE_KINDS } from './columns.ts'
import { localText } from './local-text.ts'

export interface LedgerTable {
  readonly rows: readonly (readonly SheetCell[])[]
  readonly households: number
  /** Whose name and phone are in it. */
  readonly revealed: readonly HouseholdId[]
}

const PAGE_HOUSEHOLDS = 200

/**
 * The households of a scope with their orders that are not over, in the shape that an import takes.
 * @throws Failure `request.contradictory` when they are more than an import takes.
 */
export async function exportLedger(
  db: Queryable,
  key: Buffer,
  filter: Omit<LedgerFilter, 'after' | 'households'>,
  language: Language,
): Promise<LedgerTable> {
  const rows: SheetCell[][] = []
  const households = new Set<HouseholdId>()
  const revealed = new Set<HouseholdId>()
  let after = 0
  for (;;) {
    const lines = await listLedger(db, { ...filter, after, households: PAGE_HOUSEHOLDS })
    for (const line of lines) {
      rows.push(rowOf(line, key, language))
      households.add(line.household)
      if (line.sealed !== null) revealed.add(line.household)
    }
    if (rows.length > LEDGER_ROWS_MAX)
      throw contradiction('areaId', `more than ${LEDGER_ROWS_MAX} rows; choose a smaller area`)
    const last = lines.at(-1)
    if (last === undefined) return { rows, households: households.size, revealed: [...revealed] }
    after = last.household
  }
}

export function ledgerColumns(language: Language): readonly SheetColumn[] {
  return COLUMN_KEYS.map((key) => ({ header: COLUMNS[key][language], width: COLUMNS[key].width, format: 'integer' }))
}

const WORDS = {
  zh: { zh: '中文', en: '英文', sms: '短信', voice: '语音', none: '不发' },
  en: { zh: 'Chinese', en: 'English', sms: 'SMS', voice: 'voice', none: 'none' },
} as const

/** In the order of `COLUMN_KEYS`. */
function rowOf(line: LedgerLine, key: Buffer, language: Language): SheetCell[] {
  const { room, floor, startsAt, endsAt, basis, policy, timeZone } = line
  const start = startsAt === null ? null : localText(startsAt, timeZone)
  const end = endsAt === null ? null : localText(endsAt, timeZone)
  const places = PLACE_KINDS.map((kind) => line.places[kind] ?? null)
  return [...places, room, floor, ...contactCells(line, key, language), start, end, basis, policy]
}

function contactCells({ sealed, household, channel, ...line }: LedgerLine, key: Buffer, language: Language) {
  if (sealed === null) return [null, null, null, null]
  const { name, phone } = unsealPerson(key, household, sealed)
  const words = WORDS[language]
  const told = channel === 'sms' || channel === 'voice' ? channel : 'none'
  return [name, shortPhone(phone), words[line.language ?? 'zh'], words[told]]
}
