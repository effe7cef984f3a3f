import { useTranslation } from 'react-i18next'
import { kindName } from '../alert/alert-names.ts'
import type { Lanes } from '../service/shapes.ts'
import { durationText, timeText } from '../words/time-words.ts'

/** More rows than this nobody reads; coming nearer shows the rest. */
const ROWS_MAX = 500

/** The same as the picture, to be read. */
export function LanesTable({ lanes }: { readonly lanes: Lanes }) {
  const { t } = useTranslation('lanes')
  const rows = rowsOf(t, lanes).toSorted((a, b) => b.from - a.from)
  return (
    <div className="lane-table">
      {rows.length > ROWS_MAX ? <p>{t('isCut', { count: ROWS_MAX })}</p> : null}
      <table>
        <thead>
          <tr>
            <th scope="col">{t('column.what')}</th>
            <th scope="col">{t('column.from')}</th>
            <th scope="col">{t('column.until')}</th>
            <th scope="col">{t('column.detail')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, ROWS_MAX).map(({ key, what, from, until, detail }) => (
            <tr key={key}>
              <td>{what}</td>
              <td>{timeText(from)}</td>
              <td>{until === null ? '' : timeText(until)}</td>
              <td>{detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface Row {
  readonly key: string
  readonly what: string
  readonly from: number
  readonly until: number | null
  readonly detail: string
}

type T = ReturnType<typeof useTranslation<'lanes'>>['t']

function rowsOf(t: T, lanes: Lanes): readonly Row[] {
  return [...doorRows(t, lanes), ...markRows(t, lanes), ...readingRows(t, lanes)]
}

function doorRows(t: T, { doors, bucketMs }: Lanes): readonly Row[] {
  return doors.flatMap(({ door, spans, buckets }) => [
    ...spans.map((it) => {
      const [from, until] = [Date.parse(it.from), Date.parse(it.until)]
      return {
        key: `${door} ${it.from}`,
        what: `${door} ${t(`state.${it.state}`)}`,
        from,
        until,
        detail: durationText(until - from),
      }
    }),
    ...buckets.map((it) => {
      const from = Date.parse(it.from)
      const detail = t('shares', {
        open: durationText(it.openMs),
        closed: durationText(it.closedMs),
        unknown: durationText(it.unknownMs),
      })
      return { key: `${door} ${it.from}`, what: door, from, until: from + bucketMs, detail }
    }),
  ])
}

function markRows(t: T, { permits, alerts, tests, outages }: Lanes): readonly Row[] {
  const row = (key: string, what: string, from: string, until: string | null, detail: string): Row => ({
    ...{ key, what, from: Date.parse(from), detail },
    until: until === null ? null : Date.parse(until),
  })
  return [
    ...permits.map((it) => row(`p${it.id}`, t('permit'), it.from, it.until, t(`reason.${it.reason}`))),
    ...alerts.map((it) => row(`a${it.id}`, t('alert'), it.from, it.until, kindName(it.kind))),
    ...tests.map((it) => row(`t${it.id}`, t('test'), it.from, it.until, it.reason)),
    ...outages.map((it) => row(`o${it.id}`, t('outage'), it.from, it.until, '')),
  ]
}

function readingRows(t: T, { readings }: Lanes): readonly Row[] {
  return readings.map(({ at, sensor, batteryPercent, batteryMillivolts, rssi }) => {
    const said = [
      batteryPercent === null ? '' : `${t('lane.battery')} ${Math.round(batteryPercent)}%`,
      batteryMillivolts === null ? '' : `${batteryMillivolts} mV`,
      rssi === null ? '' : `${Math.round(rssi)} dBm`,
    ]
    return {
      key: `${sensor} ${at}`,
      what: sensor,
      from: Date.parse(at),
      until: null,
      detail: said.filter((it) => it !== '').join(', '),
    }
  })
}
