import { useTranslation } from 'react-i18next'
import { isRecord, ServiceFailure } from '../service/failure.ts'
import { FIELDS, NUMBER_FIELDS } from './fields.ts'

/** What the service found wrong in a draft, by the form's field; anything else is left to be told as a whole. */
export function useFieldErrors() {
  const { t } = useTranslation('policies')
  return (error: unknown): { name: (typeof FIELDS)[number]; errors: string[] }[] => {
    if (!(error instanceof ServiceFailure) || error.code !== 'request.invalid') return []
    const issues = Array.isArray(error.details.issues) ? error.details.issues.filter(isRecord) : []
    const named = issues.map((it) => String(it.field).replace(/^settings\./, ''))
    return FIELDS.filter((it) => named.includes(it)).map((name) => {
      const limits = NUMBER_FIELDS.find((it) => it.name === name)
      return { name, errors: [limits === undefined ? t('wrong') : t('outside', { ...limits })] }
    })
  }
}
