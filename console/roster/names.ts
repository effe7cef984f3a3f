import { useTranslation } from 'react-i18next'
import { kindName } from '../alert/alert-names.ts'

interface Named {
  readonly displayName: string
}

/** What people and several kinds of alerts are called together. */
export function useNames() {
  const { t } = useTranslation('roster')
  const listOf = (words: readonly string[]): string => words.join(t('comma'))
  const namesOf = (staff: readonly Named[]): string =>
    staff.length === 0 ? t('nobody') : listOf(staff.map((it) => it.displayName))
  const kindsOf = (kinds: readonly string[] | null): string =>
    kinds === null ? t('anyKind') : listOf(kinds.map(kindName))
  return { listOf, namesOf, kindsOf }
}
