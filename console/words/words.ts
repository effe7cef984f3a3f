import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { zh as alert } from '../alert/words-zh.ts'
import type { zh as audit } from '../audit/words-zh.ts'
import type { zh as buildings } from '../buildings/words-zh.ts'
import type { zh as deploy } from '../deploy/words-zh.ts'
import type { zh as desk } from '../desk/words-zh.ts'
import type { zh as household } from '../household/words-zh.ts'
import type { zh as lanes } from '../lanes/words-zh.ts'
import type { zh as ledger } from '../ledger/words-zh.ts'
import type { zh as parts } from '../parts/words-zh.ts'
import type { zh as policies } from '../policies/words-zh.ts'
import type { zh as reports } from '../reports/words-zh.ts'
import type { zh as roster } from '../roster/words-zh.ts'
import type { zh as staff } from '../staff/words-zh.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

const KEPT_AS = 'menshen.language'

/** What a screen says, by the name of its folder, and what several say of one thing, such as an alert; the rest is `page`. Each folder's own come with its code. */
export interface Words {
  readonly page: typeof zh
  readonly alert: typeof alert
  readonly audit: typeof audit
  readonly buildings: typeof buildings
  readonly deploy: typeof deploy
  readonly desk: typeof desk
  readonly household: typeof household
  readonly lanes: typeof lanes
  readonly ledger: typeof ledger
  readonly parts: typeof parts
  readonly policies: typeof policies
  readonly reports: typeof reports
  readonly roster: typeof roster
  readonly staff: typeof staff
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'page'
    resources: Words
  }
}

/** The language that was chosen here, else the browser's; Chinese first. */
export function startWords(): void {
  const kept = localStorage.getItem(KEPT_AS)
  const lng: Language = kept === 'en' || (kept === null && !navigator.language.startsWith('zh')) ? 'en' : 'zh'
  void i18next.use(initReactI18next).init({
    ...{ lng, fallbackLng: 'zh', resources: { zh: { page: zh }, en: { page: en } }, defaultNS: 'page' },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    returnEmptyString: false,
    // A page that does not bring its words is a mistake, and is heard of.
    saveMissing: true,
    missingKeyHandler: (_languages, screen, key) => reportError(new Error(`there are no words for ${screen}:${key}`)),
  })
  document.documentElement.lang = htmlLanguage(lng)
}

/** Called by a screen's `words.ts` as its code is loaded, so that its words are there before it is drawn. */
export function addWords<S extends keyof Words>(screen: S, words: Readonly<Record<Language, Words[S]>>): void {
  for (const language of LANGUAGES) i18next.addResourceBundle(language, screen, words[language])
}

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'zh'
}

export async function switchLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT_AS, language)
  document.documentElement.lang = htmlLanguage(language)
  await i18next.changeLanguage(language)
}

function htmlLanguage(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en'
}

/** Whether there are words under a name that comes from the service. */
export function has<T extends object>(words: T, name: string): name is Extract<keyof T, string> {
  return Object.hasOwn(words, name)
}
