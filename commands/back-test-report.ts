import type { BackTestResult } from '../evaluator/back-test/back-test-result.ts'

interface Pair {
  readonly before: number
  readonly after: number
}

const LABEL_WIDTH = 34
const NUMBER_WIDTH = 10
const BUILDINGS_SHOWN = 10
const BREACHES_SHOWN = 20

/** A back-test for people: tables, and at the end a sentence to act on. */
export function backTestReport(result: BackTestResult): string {
  const { households, orders, events, days } = result
  return [
    `${result.from} to ${result.until}: ${days.toFixed(1)} days, ${households} households, ${orders} orders, ${events} events`,
    '',
    line('', 'as it was', 'draft'),
    pairLine('alerts', result.alerts),
    pairLine('alerts a day', result.alertsPerDay),
    ...result.byKind.map((it) => pairLine(`  ${it.kind}`, it)),
    pairLine('households with an alert', result.householdsAffected),
    pairLine('notices', result.notices),
    ...section('By day', result.byDay, (it) => it.day),
    ...section('By hour', result.byHour.filter(isAny), (it) => `${String(it.hour).padStart(2, '0')}:00`),
    ...section('By building', result.byBuilding.slice(0, BUILDINGS_SHOWN), (it) => it.name),
    ...leftOut(result.byBuilding.length + result.buildingsLeftOut - BUILDINGS_SHOWN, 'more buildings'),
    ...leftOut(result.ordersTooLong, 'orders have more events than can be told at once: they are in no number here'),
    ...leftOut(result.alertsTakenBack, 'alerts were taken back by what was learned later: they are in neither column'),
    '',
    `${result.eventsPerSecond} events/s, ${result.seconds.toFixed(1)} s`,
    '',
    backTestVerdict(result),
    '',
  ].join('\n')
}

/** "12 alerts fewer per day; 1 confirmed breach would be missed: alert 4711." */
export function backTestVerdict(result: BackTestResult): string {
  if (result.orders === 0) return 'No order of this area touches these days: there is nothing to compare.'
  return `${changeOf(result.alertsPerDay)}; ${missedOf(result)}.`
}

function changeOf({ before, after }: Pair): string {
  const more = Math.round((after - before) * 100) / 100
  if (more === 0) return 'As many alerts per day as before'
  const size = Math.abs(more)
  return `${size} ${size === 1 ? 'alert' : 'alerts'} ${more < 0 ? 'fewer' : 'more'} per day`
}

function missedOf({ breachesConfirmed, breachesMissed, breachesMissedLeftOut }: BackTestResult): string {
  const missed = breachesMissed.length + breachesMissedLeftOut
  if (breachesConfirmed === 0) return 'no breach was confirmed in these days, so nothing says what would be missed'
  if (missed === 0) return `none of the ${breachesConfirmed} confirmed breaches would be missed`
  const shown = breachesMissed.slice(0, BREACHES_SHOWN).map((it) => it.alertId)
  const rest = missed - shown.length
  const names = `${shown.length === 1 ? 'alert' : 'alerts'} ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
  return `${missed} confirmed ${missed === 1 ? 'breach' : 'breaches'} would be missed: ${names}`
}

function section<Row extends Pair>(
  title: string,
  rows: readonly Row[],
  label: (row: Row) => string,
): readonly string[] {
  return rows.length === 0 ? [] : ['', title, ...rows.map((it) => pairLine(`  ${label(it)}`, it))]
}

const isAny = ({ before, after }: Pair): boolean => before + after > 0

const leftOut = (count: number, what: string): readonly string[] => (count > 0 ? [`  ${count} ${what}`] : [])

function pairLine(label: string, { before, after }: Pair): string {
  return line(label, `${before}`, `${after}`)
}

function line(label: string, before: string, after: string): string {
  return `${label.padEnd(LABEL_WIDTH)}${before.padStart(NUMBER_WIDTH)}${after.padStart(NUMBER_WIDTH)}`.trimEnd()
}
