import { useTranslation } from 'react-i18next'
import { SlantedPattern } from '../parts/slanted-pattern.tsx'
import { PairsLegend } from './pairs-legend.tsx'
import '../parts/bars-picture.css'

interface KindsPictureProps {
  readonly kinds: readonly {
    readonly key: string
    readonly name: string
    readonly before: number
    readonly after: number
  }[]
  readonly title: string
}

const WIDTH = 720
const ROW = 76
const WORDS = 30
const BAR = 16

/** Two bars for each kind of alert under its name and its numbers. */
export function KindsPicture({ kinds, title }: KindsPictureProps) {
  const { t } = useTranslation('policies')
  const highest = Math.max(1, ...kinds.flatMap((it) => [it.before, it.after]))
  const widthOf = (count: number) => (count / highest) * (WIDTH - 2)
  return (
    <figure className="bars-picture pairs-picture">
      <svg viewBox={`0 0 ${WIDTH} ${ROW * kinds.length}`} role="img" aria-label={title}>
        <SlantedPattern id="draft-kinds" />
        {kinds.map(({ key, name, before, after }, place) => (
          <g key={key} data-kind={key} transform={`translate(1 ${place * ROW})`}>
            <title>{t('bar', { when: name, before, after })}</title>
            <text x="0" y={WORDS - 6}>
              {name} {t('pair', { before, after })}
            </text>
            <line x1="0" x2="0" y1={WORDS} y2={WORDS + BAR * 2} className="axis" />
            <rect className="before" x="0" y={WORDS} width={widthOf(before)} height={BAR} />
            <rect
              className="after"
              fill="url(#draft-kinds)"
              x="0"
              y={WORDS + BAR + 2}
              width={widthOf(after)}
              height={BAR - 4}
            />
          </g>
        ))}
      </svg>
      <PairsLegend pattern="draft-kinds" />
    </figure>
  )
}
