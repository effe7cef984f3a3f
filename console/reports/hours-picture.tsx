import { useTranslation } from 'react-i18next'
import { SlantedPattern } from '../parts/slanted-pattern.tsx'
import type { DailyReport } from '../service/shapes.ts'
import { zonedClock } from '../words/zoned-times.ts'
import '../parts/bars-picture.css'

type Hours = DailyReport['openings']['hours']

const PARTS = ['permitted', 'unpermitted', 'test'] as const
const WIDTH = 720
const HEIGHT = 150
const TOP = 24
const FOOT = 30
const LEFT = 36
/** Every so many hours a label fits also on a phone. */
const LABEL_HOURS = 6

/** The day's curve: a bar for each hour, its parts told apart by their pattern as well as by their shade. */
export function HoursPicture({ hours, timeZone }: { readonly hours: Hours; readonly timeZone: string }) {
  const { t } = useTranslation('reports')
  const highest = Math.max(1, ...hours.map(sumOf))
  const step = (WIDTH - LEFT) / Math.max(24, hours.length)
  return (
    <figure className="bars-picture hours-picture">
      <svg viewBox={`0 0 ${WIDTH} ${TOP + HEIGHT + FOOT}`} role="img" aria-label={t('hours.title')}>
        <SlantedPattern id="slanted" />
        <line x1={LEFT} x2={WIDTH} y1={TOP + HEIGHT} y2={TOP + HEIGHT} className="axis" />
        <line x1={LEFT} x2={WIDTH} y1={TOP} y2={TOP} className="axis faint" />
        <text x={LEFT - 6} y={TOP + 5} textAnchor="end">
          {highest}
        </text>
        <text x={LEFT - 6} y={TOP + HEIGHT} textAnchor="end">
          0
        </text>
        {hours.map((it, place) => (
          <Bar key={it.from} hour={it} x={LEFT + place * step} step={step} highest={highest} timeZone={timeZone} />
        ))}
        {hours.map((it, place) =>
          place % LABEL_HOURS === 0 ? (
            <text key={it.from} x={LEFT + place * step} y={TOP + HEIGHT + 24}>
              {zonedClock(it.from, timeZone)}
            </text>
          ) : null,
        )}
      </svg>
      <figcaption>
        {PARTS.map((it) => (
          <span key={it}>
            <svg width="16" height="16" aria-hidden="true">
              <rect x="1" y="1" width="14" height="14" className={it} />
            </svg>
            {t(`hours.${it}`)}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}

interface BarProps {
  readonly hour: Hours[number]
  readonly x: number
  readonly step: number
  readonly highest: number
  readonly timeZone: string
}

function Bar({ hour, x, step, highest, timeZone }: BarProps) {
  const { t } = useTranslation('reports')
  let below = 0
  return (
    <g>
      <title>{t('hours.bar', { ...hour, hour: zonedClock(hour.from, timeZone) })}</title>
      {PARTS.map((it) => {
        const height = (hour[it] / highest) * HEIGHT
        below += height
        return height === 0 ? null : (
          <rect key={it} className={it} x={x + 2} width={step - 4} y={TOP + HEIGHT - below} height={height} />
        )
      })}
    </g>
  )
}

export function sumOf({ permitted, unpermitted, test }: Hours[number]): number {
  return permitted + unpermitted + test
}
