import { useTranslation } from 'react-i18next'
import { SlantedPattern } from '../parts/slanted-pattern.tsx'
import type { BackTestResult } from '../service/shapes.ts'
import { dayOf, daysAfter } from '../words/wall-clock.ts'
import { PairsLegend } from './pairs-legend.tsx'
import '../parts/bars-picture.css'

type Day = BackTestResult['byDay'][number]

/** A bar of the picture: a day, or seven of them. */
interface Column {
  readonly first: string
  readonly last: string
  readonly before: number
  readonly after: number
}

const WIDTH = 720
const HEIGHT = 150
const TOP = 24
const FOOT = 30
const LEFT = 40
/** More bars than this are too thin to be told apart on a phone. */
const COLUMNS_MAX = 62
const WEEK_DAYS = 7
/** So many labels have room beside each other also on a phone. */
const LABELS_MAX = 4

/** Every day of the span, those without an alert as well. */
export function daysOf(
  { from, until, byDay }: Pick<BackTestResult, 'from' | 'until' | 'byDay'>,
  timeZone: string,
): readonly Day[] {
  const known = new Map(byDay.map((it) => [it.day, it]))
  // Households may have other zones than the area.
  const named = [...known.keys(), dayOf(Date.parse(from), timeZone), dayOf(Date.parse(until) - 1, timeZone)].toSorted()
  const [first = '', last = first] = [named[0], named.at(-1)]
  const days: Day[] = []
  for (let day = first; day <= last; day = daysAfter(day, 1)) days.push(known.get(day) ?? { day, before: 0, after: 0 })
  return days
}

export function columnsOf(days: readonly Day[]): readonly Column[] {
  const each = days.length > COLUMNS_MAX ? WEEK_DAYS : 1
  return Array.from({ length: Math.ceil(days.length / each) }, (_, place) => {
    const within = days.slice(place * each, (place + 1) * each)
    return {
      first: within[0]?.day ?? '',
      last: within.at(-1)?.day ?? '',
      before: within.reduce((sum, it) => sum + it.before, 0),
      after: within.reduce((sum, it) => sum + it.after, 0),
    }
  })
}

interface DaysPictureProps {
  readonly columns: readonly Column[]
  readonly title: string
}

/** What was, as a pale frame; what the draft makes of it, as a slanted bar within it or beyond it. */
export function DaysPicture({ columns, title }: DaysPictureProps) {
  const highest = Math.max(1, ...columns.flatMap((it) => [it.before, it.after]))
  const step = (WIDTH - LEFT) / columns.length
  const labelled = Math.ceil(columns.length / LABELS_MAX)
  return (
    <figure className="bars-picture pairs-picture">
      <svg viewBox={`0 0 ${WIDTH} ${TOP + HEIGHT + FOOT}`} role="img" aria-label={title}>
        <SlantedPattern id="draft-days" />
        <line x1={LEFT} x2={WIDTH} y1={TOP + HEIGHT} y2={TOP + HEIGHT} className="axis" />
        <line x1={LEFT} x2={WIDTH} y1={TOP} y2={TOP} className="axis faint" />
        <text x={LEFT - 6} y={TOP + 5} textAnchor="end">
          {highest}
        </text>
        <text x={LEFT - 6} y={TOP + HEIGHT} textAnchor="end">
          0
        </text>
        {columns.map((it, place) => (
          <Bar key={it.first} column={it} x={LEFT + place * step} step={step} highest={highest} />
        ))}
        {columns.map((it, place) =>
          place % labelled === 0 ? (
            <text key={it.first} x={LEFT + (place + 0.5) * step} y={TOP + HEIGHT + 24} textAnchor="middle">
              {it.first.slice(5)}
            </text>
          ) : null,
        )}
      </svg>
      <PairsLegend pattern="draft-days" />
    </figure>
  )
}

interface BarProps {
  readonly column: Column
  readonly x: number
  readonly step: number
  readonly highest: number
}

const BAR_WIDTH_MAX = 60

function Bar({ column: { first, last, before, after }, x, step, highest }: BarProps) {
  const { t } = useTranslation('policies')
  const when = first === last ? first : t('week', { from: first, until: last })
  const width = Math.min(step * 0.8, BAR_WIDTH_MAX)
  const middle = x + step / 2
  const heightOf = (count: number) => (count / highest) * HEIGHT
  return (
    <g data-day={first}>
      <title>{t('bar', { when, before, after })}</title>
      <rect className="ground" x={x} width={step} y={TOP} height={HEIGHT} />
      <rect
        className="before"
        x={middle - width / 2}
        width={width}
        y={TOP + HEIGHT - heightOf(before)}
        height={heightOf(before)}
      />
      <rect
        fill="url(#draft-days)"
        className="after"
        x={middle - width / 4}
        width={width / 2}
        y={TOP + HEIGHT - heightOf(after)}
        height={heightOf(after)}
      />
    </g>
  )
}
