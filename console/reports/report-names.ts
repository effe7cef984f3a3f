import { useTranslation } from 'react-i18next'
import { zh as desk } from '../desk/words-zh.ts'
import { zh as lanes } from '../lanes/words-zh.ts'
import { has } from '../words/words.ts'
import { zh } from './words-zh.ts'

/** What the service's names are called; one that is not known is shown as it is. */
export function useReportNames() {
  const { t } = useTranslation(['reports', 'desk', 'lanes'])
  const severityName = (name: string): string => (has(desk.severity, name) ? t(`desk:severity.${name}`) : name)
  const kindName = (name: string): string => {
    if (has(lanes.kind, name)) return t(`lanes:kind.${name}`)
    return has(zh.groupKind, name) ? t(`groupKind.${name}`) : name
  }
  const standingName = (name: string): string => {
    if (has(desk.outcome, name)) return t(`desk:outcome.${name}`)
    return has(desk.handling, name) ? t(`desk:handling.${name}`) : name
  }
  const choiceName = (name: string): string =>
    has(desk.dispatched, name) ? t(`desk:dispatched.${name}`) : standingName(name)
  return { severityName, kindName, standingName, choiceName }
}
