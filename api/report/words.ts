import { titles } from '../../watch/sentences.ts'
import type { Language } from '../language-of.ts'
import { en } from './words-en.ts'
import { type ReportWords, zh } from './words-zh.ts'

export const REPORT_WORDS: Readonly<Record<Language, ReportWords>> = { zh, en }

/** Puts values into the text's `{name}`s. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** What a kind of alert is called; a kind of later on by its own name. */
export function kindName(kind: string, language: Language): string {
  return titles[kind]?.[language] ?? kind
}
