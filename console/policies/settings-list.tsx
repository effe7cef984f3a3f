import { useTranslation } from 'react-i18next'
import type { PolicySettings } from '../service/shapes.ts'
import { FIELDS } from './fields.ts'
import { useSentences } from './sentences.ts'

/** A policy as sentences. */
export function SettingsList({ settings }: { readonly settings: PolicySettings }) {
  const sentences = useSentences()(settings)
  return (
    <ul className="sentences">
      {FIELDS.map((it) => (
        <li key={it} data-field={it}>
          {sentences[it]}
        </li>
      ))}
    </ul>
  )
}

interface DifferencesProps {
  readonly there: PolicySettings
  readonly thereName: string
  readonly here: PolicySettings
  readonly hereName: string
}

/** Only what the two do not say alike, side by side. */
export function Differences({ there, thereName, here, hereName }: DifferencesProps) {
  const { t } = useTranslation('policies')
  const sentencesOf = useSentences()
  const [theirs, ours] = [sentencesOf(there), sentencesOf(here)]
  const unlike = FIELDS.filter((it) => there[it] !== here[it])
  if (unlike.length === 0) return <p className="quiet">{t('noDifference')}</p>
  return (
    <dl className="differences">
      {unlike.map((it) => (
        <div key={it} data-field={it}>
          <dt>{t(`field.${it}`)}</dt>
          <dd>
            <span className="quiet">{thereName}</span> {theirs[it]}
          </dd>
          <dd>
            <span className="quiet">{hereName}</span> {ours[it]}
          </dd>
        </div>
      ))}
    </dl>
  )
}
