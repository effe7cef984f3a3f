import { useTranslation } from 'react-i18next'
import type { Lanes } from '../service/shapes.ts'
import { currentLanguage } from '../words/words.ts'
import type { Scale } from './lane-paths.ts'
import { type Stretch, ticksOf } from './lane-window.ts'

/** Where the lanes begin, below the times. */
export const TOP = 22
const DAY_MS = 86_400_000

export function Hatch({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern id={`hatch-${id}`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" className="hatch-ground" />
        <path d="M0 0V6" className="hatch-line" />
      </pattern>
    </defs>
  )
}

export function Axis({
  view,
  pixels,
  height,
}: {
  readonly view: Stretch
  readonly pixels: number
  readonly height: number
}) {
  const { at, stepMs } = ticksOf(view, pixels)
  const locale = currentLanguage() === 'zh' ? 'zh-CN' : 'en-GB'
  const text = (tick: number) => {
    const date = new Date(tick)
    const isMidnight = date.getHours() === 0 && date.getMinutes() === 0
    if (stepMs >= DAY_MS || isMidnight) return date.toLocaleDateString(locale, { month: 'short', day: 'numeric' })
    const seconds = stepMs < 60_000 ? ({ second: '2-digit' } as const) : {}
    return date.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', ...seconds, hour12: false })
  }
  return at.map((tick) => {
    const left = ((tick - view.from) / (view.until - view.from)) * pixels
    return (
      <g key={tick}>
        <path className="lane-tick" d={`M${left} 16V${height}`} />
        {left > pixels - 60 ? null : (
          <text x={left + 3} y="12" className="lane-time">
            {text(tick)}
          </text>
        )}
      </g>
    )
  })
}

/** What has not been answered yet is no lane without doors. */
export function Veil({
  lanes,
  x,
  pixels,
  height,
}: {
  readonly lanes: Lanes
  readonly x: Scale
  readonly pixels: number
  readonly height: number
}) {
  const begins = Math.min(pixels, Math.max(0, x(Date.parse(lanes.from))))
  const ends = Math.min(pixels, Math.max(0, x(Date.parse(lanes.until))))
  return (
    <>
      {begins > 1 ? <rect className="veil" x="0" y={TOP} width={begins} height={height} /> : null}
      {ends < pixels - 1 ? <rect className="veil" x={ends} y={TOP} width={pixels - ends} height={height} /> : null}
    </>
  )
}

export function Now({ at, height }: { readonly at: number; readonly height: number }) {
  return <path className="lane-now" d={`M${at} 16V${height}`} />
}

export function Legend({ id }: { readonly id: string }) {
  const { t } = useTranslation('lanes')
  return (
    <ul className="lane-legend" aria-label={t('legend')}>
      {(['closed', 'open', 'unknown', 'no_sensor'] as const).map((state) => (
        <li key={state}>
          <svg width="22" height="24" aria-hidden="true">
            {state === 'closed' ? <rect className="lane-closed" y="16" width="22" height="8" /> : null}
            {state === 'open' ? <rect className="lane-open" width="22" height="24" /> : null}
            {state === 'unknown' ? (
              <rect fill={`url(#hatch-${id})`} className="lane-unknown" y="8" width="22" height="16" />
            ) : null}
            {state === 'no_sensor' ? <rect className="lane-none" x="1" y="9" width="20" height="14" /> : null}
          </svg>
          {t(`state.${state}`)}
        </li>
      ))}
      <li>
        <svg width="12" height="10" aria-hidden="true">
          <path className="lane-uncovered" d="M6 1l5 8h-10z" />
        </svg>
        {t('uncovered')}
      </li>
    </ul>
  )
}
