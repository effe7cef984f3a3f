import i18next from 'i18next'
import { ServiceFailure } from '../service/failure.ts'
import { timeText } from './time-words.ts'
import { has } from './words.ts'
import { zh } from './zh.ts'

/** What went wrong, for people: by the failure's code where there is a sentence for it. */
export function failureText(error: unknown): string {
  if (!(error instanceof ServiceFailure)) return i18next.t('failure.other', { code: 'page', message: String(error) })
  const { code, message, details, requestId } = error
  const at = typeof details.at === 'string' ? timeText(details.at) : ''
  const values = { by: '', ...details, at, code, message, requestId: requestId ?? '' }
  const name = code.replace('.', '_')
  return has(zh.failure, name) ? i18next.t(`failure.${name}`, values) : i18next.t('failure.other', values)
}
