import type { Language } from './language-of.ts'
import { RESIDENT_EN } from './resident-texts-en.ts'
import { RESIDENT_ZH } from './resident-texts-zh.ts'
import type { ResidentTexts } from './resident-words.ts'

export const RESIDENT_TEXTS: Readonly<Record<Language, ResidentTexts>> = { zh: RESIDENT_ZH, en: RESIDENT_EN }
