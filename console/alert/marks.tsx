import { useTranslation } from 'react-i18next'
import type { Alert, Severity } from '../service/shapes.ts'
import './words.ts'

const SEVERITY_SHAPES: Readonly<Record<Severity, string>> = { critical: '▲', major: '◆', minor: '●' }
const HANDLING_SHAPES: Readonly<Record<Alert['handling'], string>> = { new: '○', acknowledged: '◐', resolved: '●' }

/** Each state has a shape and a word of its own; the colour only repeats them. */
export function SeverityMark({ severity }: { readonly severity: Severity }) {
  const { t } = useTranslation('alert')
  return <Mark className={`severity-${severity}`} shape={SEVERITY_SHAPES[severity]} words={t(`severity.${severity}`)} />
}

export function StateMarks({ alert }: { readonly alert: Pick<Alert, 'condition' | 'handling'> }) {
  const { t } = useTranslation('alert')
  const { condition, handling } = alert
  return (
    <span className="marks">
      <Mark className={condition} shape={condition === 'active' ? '▶' : '■'} words={t(`condition.${condition}`)} />
      <Mark className={handling} shape={HANDLING_SHAPES[handling]} words={t(`handling.${handling}`)} />
    </span>
  )
}

interface MarkProps {
  readonly className: string
  readonly shape: string
  readonly words: string
}

function Mark({ className, shape, words }: MarkProps) {
  return (
    <span className={`mark ${className}`}>
      <span aria-hidden="true">{shape}</span> {words}
    </span>
  )
}
