import type { DailyReport } from '../../registry/report/daily-report.ts'
import type { Figures, Spread } from '../../store/response-figures.ts'
import { clockTime, localMinute } from '../../watch/local-day.ts'
import type { Language } from '../language-of.ts'
import { percentColumn, type ReportDocument, type Section, section } from './document.ts'
import { filled, kindName, REPORT_WORDS } from './words.ts'
import type { ReportWords } from './words-zh.ts'

const MINUTE_MS = 60_000

/** An area's day as a file says it. */
export function dailyDocument(report: DailyReport, area: string, language: Language): ReportDocument {
  const words = REPORT_WORDS[language]
  const { day, timeZone: zone, asOf, isSoFar } = report
  const head = filled(words.day, { day, zone, asOf: localMinute(asOf, zone) })
  return {
    language,
    title: `${area} ${words.daily}`,
    lines: isSoFar ? [head, words.soFar] : [head],
    sections: [
      households(report, words),
      coverage(report, words),
      openings(report, words),
      hours(report, words),
      answers(report, words),
      standings(report, words, language),
      blind(report, words),
      outages(report, words),
    ],
    nothing: words.nothing,
    foot: words.foot,
  }
}

function households({ households: it }: DailyReport, words: ReportWords): Section {
  const { title, watched, began, expired, released, waiting, erased } = words.households
  return section(
    title,
    [words.item, words.number],
    [
      [watched, it.watched],
      [began, it.began],
      [expired, it.expired],
      [released, it.released],
      [waiting, it.waiting],
      [erased, it.erased],
    ],
  )
}

function coverage({ coverage: it }: DailyReport, words: ReportWords): Section {
  const { title, share, households: reckoned, margin } = words.coverage
  const row = [it.share === null ? null : roundedDown(it.share), it.households]
  if (it.margin === null) return section(title, [percentColumn(share), reckoned], [row])
  return section(title, [percentColumn(share), reckoned, percentColumn(margin)], [[...row, roundedUp(it.margin)]])
}

/** To a tenth of a hundredth: never more than is proved. */
function roundedDown(share: number): number {
  return Math.floor(share * 1000) / 1000
}

/** Never less than there may be. */
function roundedUp(share: number): number {
  return Math.ceil(share * 1000) / 1000
}

function openings({ openings: it }: DailyReport, words: ReportWords): Section {
  const { title, all, permitted, unpermitted, test, missed, openAtStart, openAtEnd } = words.openings
  const sum = sumOf(it.hours)
  return section(
    title,
    [words.item, words.number],
    [
      [all, sum.permitted + sum.unpermitted + sum.test],
      [permitted, sum.permitted],
      [unpermitted, sum.unpermitted],
      [test, sum.test],
      [missed, it.missed],
      [openAtStart, it.openAtStart],
      [openAtEnd, it.openAtEnd],
    ],
  )
}

function sumOf(hours: DailyReport['openings']['hours']) {
  return hours.reduce(
    (sum, it) => ({
      permitted: sum.permitted + it.permitted,
      unpermitted: sum.unpermitted + it.unpermitted,
      test: sum.test + it.test,
    }),
    { permitted: 0, unpermitted: 0, test: 0 },
  )
}

function hours({ openings: it, timeZone }: DailyReport, words: ReportWords): Section {
  const { hours: title, hour, permitted, unpermitted, test } = words.openings
  const rows = it.hours.map((h) => [clockTime(h.from, timeZone), h.permitted, h.unpermitted, h.test])
  return section(title, [hour, permitted, unpermitted, test], rows, { bars: [1, 2, 3] })
}

function answers({ alerts: { all, severities } }: DailyReport, words: ReportWords): Section {
  const { alerts, severity } = words
  const nameOf = (key: string): string =>
    key === 'critical' || key === 'major' || key === 'minor' ? severity[key] : key
  const columns = [alerts.severity, alerts.alerts, alerts.notified, alerts.acknowledged, alerts.resolved]
  const times = [alerts.unanswered, alerts.notify, alerts.acknowledge, alerts.resolve]
  const rows = [rowOf(alerts.all, all), ...severities.map((it) => rowOf(nameOf(it.key), it))]
  return section(alerts.title, [...columns, ...times], rows, { note: filled(alerts.apart, all.apart) })
}

function rowOf(name: string, it: Figures): (string | number)[] {
  const counts = [it.alerts, it.notified, it.acknowledged, it.resolved, it.unanswered]
  return [name, ...counts, ...[it.notifySeconds, it.acknowledgeSeconds, it.resolveSeconds].map(spreadText)]
}

function spreadText(spread: Spread | null): string {
  return spread === null ? '' : `${Math.round(spread.p50)} / ${Math.round(spread.p90)}`
}

function standings({ alerts: { standings: all } }: DailyReport, words: ReportWords, language: Language): Section {
  const { kinds, kind, severity, alerts } = words.alerts
  const rows = all.map((it) => [
    kindName(it.kind, language),
    words.severity[it.severity],
    words.standing[it.standing],
    it.alerts,
  ])
  return section(kinds, [kind, severity, words.open.condition, alerts], rows)
}

function blind({ blind: { listed, ...counts } }: DailyReport, words: ReportWords): Section {
  const { place, blind: it } = words
  const columns = [place.building, place.unit, place.room, it.noSensor, it.silent, it.onTest, it.isBlind]
  const rows = listed.map((home) => [
    home.building ?? '',
    home.unit ?? '',
    home.room,
    minutes(home.noSensorMs),
    minutes(home.silentMs),
    minutes(home.onTestMs),
    home.isBlind ? words.yes : words.no,
  ])
  const isCut = counts.households > listed.length ? filled(words.isCut, { count: listed.length }) : ''
  return section(it.title, columns, rows, { note: `${filled(it.note, { ...counts })} ${isCut}`.trim() })
}

function minutes(ms: number): number {
  return Math.ceil(ms / MINUTE_MS)
}

function outages({ outages: all, timeZone }: DailyReport, words: ReportWords): Section {
  const { title, from, until } = words.outages
  const rows = all.map((it) => [localMinute(it.from, timeZone), localMinute(it.until, timeZone)])
  return section(title, [from, until], rows)
}
