import i18next from 'i18next'
import { has } from '../words/words.ts'
import './words.ts'
import { zh } from './words-zh.ts'

/** Every kind of alert that there are words for. A name that is not known is shown as it is, as are the others below. */
export const ALERT_KINDS = Object.keys(zh.kind)

export function kindName(name: string): string {
  return has(zh.kind, name) ? i18next.t(`alert:kind.${name}`) : name
}

export function severityName(name: string): string {
  return has(zh.severity, name) ? i18next.t(`alert:severity.${name}`) : name
}

/** Who was sent. */
export function dispatchName(name: string): string {
  return has(zh.dispatched, name) ? i18next.t(`alert:dispatched.${name}`) : name
}

/** How far an alert is with people: its outcome, or who has it. */
export function standingName(name: string): string {
  if (has(zh.outcome, name)) return i18next.t(`alert:outcome.${name}`)
  return has(zh.handling, name) ? i18next.t(`alert:handling.${name}`) : name
}

/** What somebody decided: to send somebody, or how it ended. */
export function choiceName(name: string): string {
  return has(zh.dispatched, name) ? dispatchName(name) : standingName(name)
}
