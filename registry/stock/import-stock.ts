import { Failure } from '../../base/failure.ts'
import type { AreaId, SensorUid } from '../../base/id.ts'
import { type Scope, scopeHoldsRoot } from '../../store/area.ts'
import { waitForOtherImports } from '../../store/ledger-write.ts'
import { findDevices, insertStock, type KnownDevice } from '../../store/stock.ts'
import type { Queryable } from '../../store/transaction.ts'
import { sensorProfile } from '../../watch/sensor-profile.ts'
import { type Words, worded } from '../ledger/fault.ts'
import { issueSecret, type Randomness, sha256 } from '../secret.ts'
import type { StockReading, StockRow } from './read-stock.ts'
import { STOCK_COLUMNS, type StockColumn } from './stock-columns.ts'
import { STOCK_FAULTS, type StockFault, type StockFaultCode } from './stock-fault.ts'

export interface ShownStockFault {
  readonly row: number
  readonly column: StockColumn
  /** What the column is called in the file. */
  readonly header: Words
  readonly code: StockFaultCode
  readonly what: Words
}

export interface StockReport {
  readonly sheet: string | null
  readonly rows: number
  readonly ignoredColumns: string[]
  readonly faults: ShownStockFault[]
  readonly faultsTotal: number
  readonly notices: ShownStockFault[]
  readonly noticesTotal: number
  /** Sensors that would be new, and how many of them would be given a secret. */
  readonly makes: { readonly sensors: number; readonly secrets: number }
  /** Sensors that are there already, and stay as they are. */
  readonly present: number
}

/** Told of a file; past it only how many there are. */
const FAULTS_TOLD_MAX = 2000
const FAULTS_IN_FAILURE_MAX = 20

interface StockPlan {
  readonly fresh: readonly StockRow[]
  readonly present: number
  readonly faults: readonly StockFault[]
  readonly notices: readonly StockFault[]
}

/** Says what a list would make and what is wrong with it. Changes nothing. */
export async function checkStock(db: Queryable, scope: Scope, reading: StockReading): Promise<StockReport> {
  const { fresh, present, faults, notices } = await planStock(db, scope, reading)
  return {
    sheet: reading.sheet,
    rows: reading.rowsTotal,
    ignoredColumns: [...reading.ignoredColumns],
    faults: shown(faults.slice(0, FAULTS_TOLD_MAX), reading),
    faultsTotal: faults.length,
    notices: shown(notices.slice(0, FAULTS_TOLD_MAX), reading),
    noticesTotal: notices.length,
    makes: { sensors: fresh.length, secrets: fresh.filter((it) => it.secret === null).length },
    present,
  }
}

export interface StockOutcome {
  readonly made: number
  readonly present: number
  /** Of the new sensors that came without a secret. Shown once and kept nowhere. */
  readonly credentials: { readonly uid: SensorUid; readonly secret: string }[]
}

/**
 * Takes every sensor of a list into stock that is not there yet, or none at all. The same list again makes nothing.
 * @throws Failure `ledger.faulty` when anything is wrong with it as things stand now; `record.conflict` when an id was
 * taken while it was being made.
 */
export async function importStock(
  tx: Queryable,
  scope: Scope,
  areaId: AreaId | null,
  reading: StockReading,
  random?: Randomness,
): Promise<StockOutcome> {
  await waitForOtherImports(tx)
  const { fresh, present, faults } = await planStock(tx, scope, reading)
  if (faults.length > 0) {
    const first = shown(faults.slice(0, FAULTS_IN_FAILURE_MAX), reading)
    throw new Failure('ledger.faulty', { faults: faults.length, first })
  }
  const credentials: { uid: SensorUid; secret: string }[] = []
  const hashes = fresh.map(({ uid, secret }) => {
    if (secret !== null) return sha256(secret)
    const issued = issueSecret(random)
    credentials.push({ uid, secret: issued.secret })
    return issued.sha256
  })
  const sensors = fresh.map((it) => ({ ...it, reportingLimitSeconds: sensorProfile(it.model).limitSeconds }))
  const made = await insertStock(tx, areaId, sensors, hashes)
  if (made < fresh.length) throw new Failure('record.conflict', { reason: 'an id was taken meanwhile' })
  return { made, present, credentials }
}

async function planStock(db: Queryable, scope: Scope, { rows, faults }: StockReading): Promise<StockPlan> {
  const uids = rows.map((it) => it.uid)
  const devices = await findDevices(db, scope, await scopeHoldsRoot(db, scope), uids)
  const known = new Map(devices.map((it) => [it.uid, it]))
  const found = rows.flatMap((it) => {
    const device = known.get(it.uid)
    return device === undefined ? [] : [{ ...compare(it, device), row: it }]
  })
  return {
    fresh: rows.filter((it) => !known.has(it.uid)),
    present: found.length,
    faults: [...faults, ...found.flatMap((it) => it.faults)].toSorted((a, b) => a.line - b.line),
    notices: found.flatMap((it) => it.notices),
  }
}

/** A sensor that is there stays as it is: what the list has otherwise is told. */
function compare(row: StockRow, { sensor }: KnownDevice): Pick<StockPlan, 'faults' | 'notices'> {
  const at = (column: StockColumn, code: StockFaultCode, values: StockFault['values'] = {}): StockFault => ({
    line: row.line,
    column,
    code,
    values,
  })
  if (sensor === null) return { faults: [at('uid', 'uid_taken')], notices: [] }
  if (sensor.state === 'retired') return { faults: [at('uid', 'retired')], notices: [] }
  const isOtherSecret = row.secret !== null && sha256(row.secret).toString('hex') !== sensor.secretSha256
  return {
    faults: [],
    notices: [
      ...(row.model === sensor.model ? [] : [at('model', 'model_kept', { model: sensor.model })]),
      ...(isOtherSecret ? [at('secret', 'secret_kept')] : []),
    ],
  }
}

function shown(faults: readonly StockFault[], { headers }: StockReading): ShownStockFault[] {
  return faults.map(({ line, column, code, values }) => {
    const { zh, en } = STOCK_COLUMNS[column]
    const own = headers[column]
    const header = own === undefined ? { zh, en } : { zh: own, en: own }
    return { row: line, column, header, code, what: worded(STOCK_FAULTS[code], values) }
  })
}
