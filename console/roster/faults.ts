import { ServiceFailure } from '../service/failure.ts'
import { failureText } from '../words/failure-words.ts'
import { currentLanguage } from '../words/words.ts'
import { en } from './words-en.ts'
import { zh } from './words-zh.ts'

export interface FieldFault {
  readonly validateStatus?: 'error'
  readonly help?: string
}

export interface Faults {
  /** What stands beside a field of the form. */
  readonly of: (field: string) => FieldFault
  /** What concerns no field of it; null: nothing. */
  readonly rest: string | null
}

/**
 * What the service found wrong with what a form has asked for, beside the field that it names. What is within a list, such
 * as `steps.1.afterMs`, is the list's. A form's fields are those that have words of their own (`wrong`).
 */
export function faultsOf(error: Error | null, form: keyof typeof zh.wrong): Faults {
  const words: Readonly<Record<string, string>> = { zh, en }[currentLanguage()].wrong[form]
  const named = error instanceof ServiceFailure ? error.details : {}
  const at = typeof named.field === 'string' ? named.field : ''
  const field = Object.keys(words).find((it) => at === it || at.startsWith(`${it}.`))
  if (field !== undefined) {
    const help = words[field] ?? ''
    return { of: (it) => (it === field ? { validateStatus: 'error', help } : {}), rest: null }
  }
  if (error === null) return { of: () => ({}), rest: null }
  const reason = typeof named.reason === 'string' ? ` (${named.reason})` : ''
  return { of: () => ({}), rest: `${failureText(error)}${reason}` }
}
