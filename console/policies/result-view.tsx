import { Button, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { kindName } from '../alert/alert-names.ts'
import { DataTable } from '../parts/data-table.tsx'
import type { BackTestResult } from '../service/shapes.ts'
import { zonedMinute } from '../words/zoned-times.ts'
import { columnsOf, DaysPicture, daysOf } from './days-picture.tsx'
import { KindsPicture } from './kinds-picture.tsx'

interface ResultViewProps {
  readonly result: BackTestResult
  readonly timeZone: string
}

/** What live operation did and what the draft would have done, and which breaches nobody would have heard of. */
export function ResultView({ result, timeZone }: ResultViewProps) {
  return (
    <>
      <Figures result={result} />
      <Missed result={result} timeZone={timeZone} />
      <Days result={result} timeZone={timeZone} />
      <Kinds result={result} />
      <Buildings result={result} />
      <Basis result={result} />
    </>
  )
}

function Figures({ result }: { readonly result: BackTestResult }) {
  const { t } = useTranslation('policies')
  const missed = result.breachesMissed.length + result.breachesMissedLeftOut
  return (
    <dl className="pair-figures">
      {(['alerts', 'alertsPerDay', 'householdsAffected', 'notices'] as const).map((it) => (
        <div key={it} data-figure={it}>
          <dt>{t(`figure.${it}`)}</dt>
          <dd>{t('pair', result[it])}</dd>
          <dd>
            {t('before')} → {t('after')}
          </dd>
        </div>
      ))}
      <div data-figure="missed" data-any={missed > 0}>
        <dt>{t('figure.missed')}</dt>
        <dd>
          {missed > 0 ? '▲ ' : ''}
          {t('missedOf', { missed, confirmed: result.breachesConfirmed })}
        </dd>
      </div>
    </dl>
  )
}

function Missed({ result, timeZone }: ResultViewProps) {
  const { t } = useTranslation('policies')
  const { breachesMissed, breachesMissedLeftOut, breachesConfirmed } = result
  return (
    <section className="missed" data-any={breachesMissed.length > 0}>
      <h3>{t('missed')}</h3>
      {breachesConfirmed === 0 ? <p>{t('confirmedNone')}</p> : null}
      {breachesConfirmed > 0 && breachesMissed.length === 0 ? (
        <p>✓ {t('missedNone', { confirmed: breachesConfirmed })}</p>
      ) : null}
      {breachesMissed.length === 0 ? null : <p>▲ {t('missedNote')}</p>}
      <ul>
        {breachesMissed.map((it) => (
          <li key={it.alertId}>
            <Link to={`/alerts/${it.alertId}`}>
              {t('missedOne', {
                time: zonedMinute(it.startedAt, timeZone),
                kind: kindName(it.kind),
                id: it.alertId,
              })}
            </Link>
          </li>
        ))}
      </ul>
      {breachesMissedLeftOut === 0 ? null : <p>{t('leftOut', { count: breachesMissedLeftOut })}</p>}
    </section>
  )
}

interface PicturedProps {
  readonly className: string
  readonly title: string
  /** What each row is of, and the rows. */
  readonly of: string
  readonly rows: readonly {
    readonly key: string
    readonly name: string
    readonly before: number
    readonly after: number
  }[]
  readonly choice?: ReactNode
  readonly children: ReactNode
}

/** A picture, and its data as a table one click away. */
function Pictured({ className, title, of, rows, choice = null, children }: PicturedProps) {
  const { t } = useTranslation(['policies', 'page'])
  const [isTable, setIsTable] = useState(false)
  return (
    <section className={className}>
      <h3>{title}</h3>
      {choice}
      <Button size="small" className="as-table" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
        {t(isTable ? 'page:asPicture' : 'page:asTable')}
      </Button>
      {isTable ? <PairsTable title={title} of={of} rows={rows} /> : children}
    </section>
  )
}

function PairsTable({ title, of, rows }: Pick<PicturedProps, 'title' | 'of' | 'rows'>) {
  const { t } = useTranslation('policies')
  return (
    <DataTable
      name={title}
      columns={[of, t('before'), t('after')]}
      rows={rows.map((it) => ({ key: it.key, cells: [it.name, it.before, it.after] }))}
    />
  )
}

/** No kind of alert is called so. */
const ALL = 'all'

/** Of all kinds together, or of the one that is chosen. */
function Days({ result, timeZone }: ResultViewProps) {
  const { t } = useTranslation('policies')
  const [kind, setKind] = useState(ALL)
  const byDay = kind === ALL ? result.byDay : result.byDayAndKind.filter((it) => it.kind === kind)
  const days = daysOf({ ...result, byDay }, timeZone)
  const columns = columnsOf(days)
  const title = t(columns.length < days.length ? 'byWeek' : 'byDay')
  const rows = days.map((it) => ({ ...it, key: it.day, name: it.day }))
  return (
    <Pictured
      className="by-day"
      title={title}
      of={t('day')}
      rows={rows}
      choice={
        result.byDayAndKind.length === 0 ? null : (
          <Select
            className="choice"
            aria-label={t('kind')}
            value={kind}
            options={[
              { value: ALL, label: t('allKinds') },
              ...result.byKind.map((it) => ({ value: it.kind, label: kindName(it.kind) })),
            ]}
            onChange={setKind}
          />
        )
      }
    >
      <DaysPicture columns={columns} title={title} />
    </Pictured>
  )
}

function Kinds({ result: { byKind } }: { readonly result: BackTestResult }) {
  const { t } = useTranslation('policies')
  const rows = byKind.map((it) => ({ ...it, key: it.kind, name: kindName(it.kind) }))
  return (
    <Pictured className="by-kind" title={t('byKind')} of={t('kind')} rows={rows}>
      {rows.length === 0 ? <p>{t('none')}</p> : <KindsPicture kinds={rows} title={t('byKind')} />}
    </Pictured>
  )
}

function Buildings({ result: { byBuilding, buildingsLeftOut } }: { readonly result: BackTestResult }) {
  const { t } = useTranslation('policies')
  if (byBuilding.length === 0) return null
  const rows = byBuilding.map((it) => ({ ...it, key: String(it.areaId) }))
  return (
    <details className="by-building">
      <summary>{t('byBuilding')}</summary>
      <PairsTable title={t('byBuilding')} of={t('building')} rows={rows} />
      {buildingsLeftOut === 0 ? null : <p>{t('leftOut', { count: buildingsLeftOut })}</p>}
    </details>
  )
}

function Basis({ result }: { readonly result: BackTestResult }) {
  const { t } = useTranslation('policies')
  const { orders, households, events, seconds, alertsTakenBack, ordersTooLong } = result
  return (
    <p className="quiet basis">
      {t('basis', { orders, households, events: events.toLocaleString(), seconds: seconds.toFixed(1) })}{' '}
      {t('onlyPolicyKinds')} {alertsTakenBack === 0 ? null : t('takenBack', { count: alertsTakenBack })}{' '}
      {ordersTooLong === 0 ? null : t('tooLongOrders', { count: ordersTooLong })}
    </p>
  )
}
