import type { ResidentView } from '../registry/resident-view.ts'
import { type Html, html } from './html.ts'
import type { Language } from './language-of.ts'
import { linkedPage } from './linked-page.ts'
import { askForm, emergencyPart, emergencyQuestion, phonePart } from './resident-forms.ts'
import { looksPart, openingsPart, permitsPart, recordedPart, requestsPart, termPart } from './resident-parts.ts'
import { RESIDENT_TEXTS } from './resident-texts.ts'
import type { Refusal, ResidentTexts, Said } from './resident-words.ts'

export interface PageOptions {
  readonly language: Language
  /** What was just done, or was not. */
  readonly said: Said | null
  /** Whether the resident is being asked if they mean it. */
  readonly isConfirming: boolean
  /** Of this page's form: sent twice it is one request. */
  readonly key: string
  readonly retentionDays: number
}

/** What is shown when there is no household to show. */
export function residentRefusal(why: Refusal, language: Language): string {
  const texts = RESIDENT_TEXTS[language]
  const [title, text] = texts.refusal[why]
  return page(texts, title, html`<h1>${title}</h1>\n<p>${text}</p>\n<p class="numbers">${texts.emergency.numbers}</p>`)
}

/** A household's own page: about its door, never about where anybody is. */
export function residentPage(view: ResidentView, options: PageOptions): string {
  const { language, said, isConfirming, key, retentionDays } = options
  const texts = RESIDENT_TEXTS[language]
  const { building, unit, room } = view.home
  const place = [building, unit, room].filter((it) => it !== null).join(' ')
  if (isConfirming && view.isWatched) return page(texts, place, emergencyQuestion(texts, language))
  const asks = view.isWatched
    ? html`${askForm(view, texts, language, key)}\n${requestsPart(view, texts, language)}`
    : null
  const content = html`<p class="switch"><a href="?lang=${texts.other.language}" lang="${texts.other.language}">${texts.other.name}</a></p>
<h1>${texts.yourHome} · ${place}</h1>
${said === null ? null : html`<p class="said" role="status">${texts.said[said]}</p>`}
${termPart(view, texts)}
${emergencyPart(view, texts, language)}
${asks}
${permitsPart(view, texts)}
${openingsPart(view, texts)}
${recordedPart(texts, retentionDays)}
${looksPart(view, texts)}
${view.isWatched ? phonePart(view, texts, language) : null}`
  return page(texts, place, content)
}

function page(texts: ResidentTexts, title: string, content: Html): string {
  return linkedPage(texts, { title, content, style: 'resident', className: 'resident' })
}
