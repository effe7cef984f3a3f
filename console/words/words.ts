import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en as auditEn } from '../audit/words-en.ts'
import { zh as auditZh } from '../audit/words-zh.ts'
import { en as buildingsEn } from '../buildings/words-en.ts'
import { zh as buildingsZh } from '../buildings/words-zh.ts'
import { en as deployEn } from '../deploy/words-en.ts'
import { zh as deployZh } from '../deploy/words-zh.ts'
import { en as deskEn } from '../desk/words-en.ts'
import { zh as deskZh } from '../desk/words-zh.ts'
import { en as householdEn } from '../household/words-en.ts'
import { zh as householdZh } from '../household/words-zh.ts'
import { en as lanesEn } from '../lanes/words-en.ts'
import { zh as lanesZh } from '../lanes/words-zh.ts'
import { en as ledgerEn } from '../ledger/words-en.ts'
import { zh as ledgerZh } from '../ledger/words-zh.ts'
import { en as reportsEn } from '../reports/words-en.ts'
import { zh as reportsZh } from '../reports/words-zh.ts'
import { en as staffEn } from '../staff/words-en.ts'
import { zh as staffZh } from '../staff/words-zh.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

const KEPT_AS = 'menshen.language'

/** What a screen says, by the name of the screen's folder; the rest is `page`. */
export const WORDS = {
  zh: {
    page: zh,
    audit: auditZh,
    buildings: buildingsZh,
    deploy: deployZh,
    desk: deskZh,
    household: householdZh,
    lanes: lanesZh,
    ledger: ledgerZh,
    reports: reportsZh,
    staff: staffZh,
  },
  en: {
    page: en,
    audit: auditEn,
    buildings: buildingsEn,
    deploy: deployEn,
    desk: deskEn,
    household: householdEn,
    lanes: lanesEn,
    ledger: ledgerEn,
    reports: reportsEn,
    staff: staffEn,
  },
} as const

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'page'
    resources: (typeof WORDS)['zh']
  }
}

/** The language that was chosen here, else the browser's; Chinese first. */
export function startWords(): void {
  const kept = localStorage.getItem(KEPT_AS)
  const lng: Language = kept === 'en' || (kept === null && !navigator.language.startsWith('zh')) ? 'en' : 'zh'
  void i18next.use(initReactI18next).init({
    ...{ lng, fallbackLng: 'zh', resources: WORDS, defaultNS: 'page' },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    returnEmptyString: false,
  })
  document.documentElement.lang = htmlLanguage(lng)
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
