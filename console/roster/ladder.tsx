import { useTranslation } from 'react-i18next'
import type { EscalationTerms } from '../service/shapes.ts'
import { durationText } from '../words/time-words.ts'
import { useNames } from './names.ts'

/** Who is called when, from the top down; what comes after the last step; and when an acknowledged alert comes back. */
export function Ladder({ terms }: { readonly terms: EscalationTerms }) {
  const { t } = useTranslation('roster')
  const { listOf } = useNames()
  const { steps, repeatMs, repeatedMsMax, handlingMs } = terms
  return (
    <ol className="ladder">
      {steps.map(({ level, afterMs, channels }) => (
        <li key={`${level} ${afterMs}`}>
          <span className="after">{afterMs === 0 ? t('atOnce') : t('later', { duration: durationText(afterMs) })}</span>
          <span className="rung">
            <strong>{t(`level.${level}`)}</strong>{' '}
            <span className="around">
              {channels === null ? t('anyChannel') : listOf(channels.map((it) => t(`channel.${it}`)))}
            </span>
          </span>
        </li>
      ))}
      <li>
        <span className="after">↻</span>
        <span className="rung">
          {repeatedMsMax === 0
            ? t('noRepeat')
            : t('repeats', { every: durationText(repeatMs), most: durationText(repeatedMsMax) })}
        </span>
      </li>
      <li>
        <span className="after">↩</span>
        <span className="rung">{t('handling', { duration: durationText(handlingMs) })}</span>
      </li>
    </ol>
  )
}
