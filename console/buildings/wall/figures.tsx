import { useTranslation } from 'react-i18next'
import { isBreach } from '../../alert/breach.ts'
import { useToday, useWaiting } from '../../service/board.ts'
import type { Alert, Board } from '../../service/shapes.ts'
import { durationText } from '../../words/time-words.ts'
import { percentText } from '../home-words.ts'
import { meanCoverage } from '../look.ts'
import { useNow } from './clock.tsx'

const UNKNOWN = '–'

/** The day's figures: no opening is counted without the share of time for which the doors could be seen. */
export function Figures({ board }: { readonly board: Board }) {
  const { t } = useTranslation('buildings')
  const { households, day, area } = board
  const watched = households.filter((it) => it.order === 'active')
  const coverage = meanCoverage(households)
  const blind = watched.filter((it) => it.state === 'unknown').length
  return (
    <dl className="figures">
      <Figure name="watched" value={String(watched.length)} />
      <Figure
        name="coverage"
        value={coverage === null ? UNKNOWN : `${percentText(coverage)}%`}
        more={blind === 0 ? '' : t('figure.blind', { count: blind })}
      />
      <Figure name="openings" value={String(day.openings)} />
      <AlertFigures areaId={area.id} />
      <AcknowledgeFigure areaId={area.id} from={day.from} />
    </dl>
  )
}

function AlertFigures({ areaId }: { readonly areaId: number }) {
  const { t } = useTranslation('buildings')
  const { data } = useWaiting(areaId)
  const critical = data?.alerts.filter((it) => it.severity === 'critical').length ?? 0
  return (
    <>
      <Figure
        name="waiting"
        value={data === undefined ? UNKNOWN : `${data.alerts.length}${data.isCut ? '+' : ''}`}
        more={critical === 0 ? '' : `▲ ${t('figure.critical', { count: critical })}`}
        isBreach={data?.alerts.some(isBreach) === true}
      />
      <LongestFigure alerts={data?.alerts} />
    </>
  )
}

/** Of those that nobody has acknowledged. */
function LongestFigure({ alerts }: { readonly alerts: readonly Alert[] | undefined }) {
  const { t } = useTranslation('buildings')
  const now = useNow()
  const raised = alerts?.filter((it) => it.handling === 'new').map((it) => Date.parse(it.raisedAt))
  const longest = raised === undefined || raised.length === 0 ? null : durationText(now - Math.min(...raised))
  return <Figure name="longest" value={raised === undefined ? UNKNOWN : (longest ?? t('figure.none'))} />
}

function AcknowledgeFigure({ areaId, from }: { readonly areaId: number; readonly from: string }) {
  const { t } = useTranslation('buildings')
  const { data } = useToday(areaId, from)
  const spread = data?.acknowledgeSeconds ?? null
  return (
    <Figure
      name="acknowledge"
      value={spread === null ? UNKNOWN : durationText(spread.p50 * 1000)}
      more={data === undefined ? '' : t('figure.acknowledged', { count: data.acknowledged })}
    />
  )
}

interface FigureProps {
  readonly name: 'watched' | 'coverage' | 'openings' | 'waiting' | 'longest' | 'acknowledge'
  readonly value: string
  readonly more?: string
  readonly isBreach?: boolean
}

function Figure({ name, value, more = '', isBreach = false }: FigureProps) {
  const { t } = useTranslation('buildings')
  return (
    <div data-figure={name} data-breach={isBreach}>
      <dt>{t(`figure.${name}`)}</dt>
      <dd>
        {value} <small>{more}</small>
      </dd>
    </div>
  )
}
