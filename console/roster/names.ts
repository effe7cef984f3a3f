import { useTranslation } from 'react-i18next'
import { zh as lanes } from '../lanes/words-zh.ts'
import { zh as reports } from '../reports/words-zh.ts'
import { has } from '../words/words.ts'

/** Every kind of alert that there are words for. */
export const ALERT_KINDS = [...Object.keys(lanes.kind), ...Object.keys(reports.groupKind)]

interface Named {
  readonly displayName: string
}

/** What people and the service's names are called; a name that is not known is shown as it is. */
export function useNames() {
  const { t } = useTranslation(['roster', 'lanes', 'reports', 'desk'])
  const listOf = (words: readonly string[]): string => words.join(t('comma'))
  const namesOf = (staff: readonly Named[]): string =>
    staff.length === 0 ? t('nobody') : listOf(staff.map((it) => it.displayName))
  const kindOf = (kind: string): string => {
    if (has(lanes.kind, kind)) return t(`lanes:kind.${kind}`)
    return has(reports.groupKind, kind) ? t(`reports:groupKind.${kind}`) : kind
  }
  const kindsOf = (kinds: readonly string[] | null): string =>
    kinds === null ? t('anyKind') : listOf(kinds.map(kindOf))
  return { listOf, namesOf, kindOf, kindsOf }
}
