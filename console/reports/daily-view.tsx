import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { kindName, severityName, standingName } from '../alert/alert-names.ts'
import { DataTable } from '../parts/data-table.tsx'
import type { DailyReport } from '../service/shapes.ts'
import { durationText } from '../words/time-words.ts'
import { zonedClock, zonedMinute } from '../words/zoned-times.ts'
import { HoursPicture, sumOf } from './hours-picture.tsx'

/** An area's day on one page, which prints as it stands. */
export function DailyView({ report }: { readonly report: DailyReport }) {
  const { t } = useTranslation('reports')
  const { day, timeZone, asOf, isSoFar } = report
  return (
    <article className="report" data-day={day}>
      <header>
        <h2>
          {report.area.name} {day}
        </h2>
        <p>
          {t('asOf', { zone: timeZone, time: zonedMinute(asOf, timeZone) })}
          {isSoFar ? <b className="so-far"> ◔ {t('soFar')}</b> : null}
        </p>
        {report.households.erased === 0 ? null : <p>{t('erased', { count: report.households.erased })}</p>}
      </header>
      <ReportFigures report={report} />
      <Hours report={report} />
      <Answers report={report} />
      <Standings report={report} />
      <Blind report={report} />
      <Outages report={report} />
    </article>
  )
}

export function percentText(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toFixed(1)}%`
}

function ReportFigures({ report }: { readonly report: DailyReport }) {
  const { t } = useTranslation('reports')
  const { households, coverage, openings, alerts, blind } = report
  const sum = (part: 'permitted' | 'unpermitted' | 'test') => openings.hours.reduce((all, it) => all + it[part], 0)
  const parts = { permitted: sum('permitted'), unpermitted: sum('unpermitted'), test: sum('test') }
  const { margin } = coverage
  const spread = alerts.all.acknowledgeSeconds
  return (
    <dl className="report-figures">
      <Figure name="watched" value={households.watched} more={[t('changes', households)]} />
      <Figure
        name="coverage"
        value={coverage.share === null ? t('none') : percentText(coverage.share)}
        more={
          margin === null
            ? []
            : [t('sample', { count: coverage.households, margin: `${(Math.ceil(margin * 1000) / 10).toFixed(1)}%` })]
        }
      />
      <Figure
        name="openings"
        value={openings.hours.reduce((all, it) => all + sumOf(it), 0)}
        more={[
          t('split', parts),
          t('stillOpen', { start: openings.openAtStart, end: openings.openAtEnd }),
          openings.missed === 0 ? '' : t('missed', { count: openings.missed }),
        ]}
      />
      <Figure name="alerts" value={alerts.all.alerts} more={[t('unanswered', { count: alerts.all.unanswered })]} />
      <Figure name="acknowledge" value={spread === null ? t('none') : durationText(spread.p50 * 1000)} more={[]} />
      <Figure
        name="blind"
        value={blind.households}
        more={[t('stillBlind', { count: blind.isBlind }), t('why', blind)]}
      />
    </dl>
  )
}

interface FigureProps {
  readonly name: 'watched' | 'coverage' | 'openings' | 'alerts' | 'acknowledge' | 'blind'
  readonly value: ReactNode
  readonly more: readonly string[]
}

function Figure({ name, value, more }: FigureProps) {
  const { t } = useTranslation('reports')
  return (
    <div data-figure={name}>
      <dt>{t(`figure.${name}`)}</dt>
      <dd>{value}</dd>
      {more.map((it) => (it === '' ? null : <dd key={it}>{it}</dd>))}
    </div>
  )
}

function Hours({ report: { openings, timeZone } }: { readonly report: DailyReport }) {
  const { t } = useTranslation(['reports', 'page'])
  const [isTable, setIsTable] = useState(false)
  const { hours } = openings
  const columns = [t('hours.hour'), t('hours.permitted'), t('hours.unpermitted'), t('hours.test')]
  const rows = hours.map((it) => ({
    key: it.from,
    cells: [zonedClock(it.from, timeZone), it.permitted, it.unpermitted, it.test],
  }))
  return (
    <section className="hours">
      <h3>{t('hours.title')}</h3>
      <Button size="small" className="as-table" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
        {t(isTable ? 'page:asPicture' : 'page:asTable')}
      </Button>
      {isTable ? (
        <DataTable name={t('hours.title')} columns={columns} rows={rows} />
      ) : (
        <HoursPicture hours={hours} timeZone={timeZone} />
      )}
    </section>
  )
}

function Answers({ report: { alerts } }: { readonly report: DailyReport }) {
  const { t } = useTranslation('reports')
  const counts = ['alerts', 'notified', 'acknowledged', 'resolved', 'unanswered'] as const
  const times = ['notify', 'acknowledge', 'resolve'] as const
  const columns = [t('answers.severity'), ...[...counts, ...times].map((it) => t(`answers.${it}`))]
  const spreadText = (it: DailyReport['alerts']['all']['notifySeconds']) =>
    it === null ? '' : t('answers.spread', { p50: durationText(it.p50 * 1000), p90: durationText(it.p90 * 1000) })
  const row = (key: string, name: string, it: DailyReport['alerts']['all']) => ({
    key,
    cells: [name, ...counts.map((count) => it[count]), ...times.map((time) => spreadText(it[`${time}Seconds`]))],
  })
  const rows = [
    row('all', t('answers.all'), alerts.all),
    ...alerts.severities.map((it) => row(it.key, severityName(it.key), it)),
  ]
  return (
    <section className="answers">
      <h3>{t('answers.title')}</h3>
      <DataTable name={t('answers.title')} columns={columns} rows={rows} />
      <p className="around">{t('answers.apart', alerts.all.apart)}</p>
    </section>
  )
}

function Standings({ report: { alerts } }: { readonly report: DailyReport }) {
  const { t } = useTranslation('reports')
  const columns = [t('standings.kind'), t('answers.severity'), t('standings.standing'), t('standings.count')]
  const rows = alerts.standings.map((it) => ({
    key: `${it.kind} ${it.severity} ${it.standing}`,
    cells: [kindName(it.kind), severityName(it.severity), standingName(it.standing), it.alerts],
  }))
  return (
    <section className="standings">
      <h3>{t('standings.title')}</h3>
      {rows.length === 0 ? <p>{t('none')}</p> : <DataTable name={t('standings.title')} columns={columns} rows={rows} />}
    </section>
  )
}

function Blind({ report: { blind } }: { readonly report: DailyReport }) {
  const { t } = useTranslation('reports')
  const lastedText = (ms: number) => (ms === 0 ? '' : durationText(ms))
  const columns = [t('blind.place'), t('blind.noSensor'), t('blind.silent'), t('blind.onTest'), t('blind.still')]
  const rows = blind.listed.map((it) => ({
    key: String(it.id),
    cells: [
      <Link key="place" to={`/households/${it.id}`}>
        {[it.building, it.unit, it.room].filter((name) => name !== null).join(' ')}
      </Link>,
      ...[lastedText(it.noSensorMs), lastedText(it.silentMs), lastedText(it.onTestMs)],
      it.isBlind ? `◌ ${t('blind.yes')}` : '',
    ],
  }))
  return (
    <section className="blind">
      <h3>{t('blind.title')}</h3>
      {rows.length === 0 ? <p>{t('none')}</p> : <DataTable name={t('blind.title')} columns={columns} rows={rows} />}
      {blind.households > rows.length ? <p>{t('blind.isCut', { count: rows.length })}</p> : null}
    </section>
  )
}

function Outages({ report: { outages, timeZone } }: { readonly report: DailyReport }) {
  const { t } = useTranslation('reports')
  if (outages.length === 0) return null
  return (
    <section className="outages">
      <h3>{t('outages.title')}</h3>
      <ul>
        {outages.map((it) => (
          <li key={it.id}>
            {t('outages.span', { from: zonedMinute(it.from, timeZone), until: zonedMinute(it.until, timeZone) })}
          </li>
        ))}
      </ul>
    </section>
  )
}
