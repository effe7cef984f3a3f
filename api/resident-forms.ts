import type { Instant } from '../base/instant.ts'
import { EMERGENCY_LASTS_MS } from '../registry/emergency.ts'
import type { ResidentView } from '../registry/resident-view.ts'
import { ASKED_REASONS } from '../store/permit.ts'
import { type Html, html, joined } from './html.ts'
import type { Language } from './language-of.ts'
import { ASKED_MINUTES, NOTE_MAX, OPENINGS_ASKED_MAX, PHONE_MAX } from './resident-act.ts'
import { timeText } from './resident-times.ts'
import type { ResidentTexts } from './resident-words.ts'

const HOUR_MS = 3_600_000
/** The full hours to choose from. */
const HOURS_AHEAD = 24

/** Always there: the numbers, and what was told. */
export function emergencyPart(
  { emergency, isWatched, home, now }: ResidentView,
  texts: ResidentTexts,
  language: Language,
): Html {
  const { title, numbers, button, running, unwatched } = texts.emergency
  const timeOf = (at: Instant): string => timeText(at, home.timeZone, texts, now)
  const act = !isWatched
    ? html`<p>${unwatched}</p>`
    : emergency === null
      ? html`<p><a class="button" href="?confirm=emergency&amp;lang=${language}">${button}</a></p>`
      : html`<p class="said" data-emergency="running">${running(timeOf(emergency.grantedAt), timeOf(emergency.until))}</p>`
  return html`<section class="emergency"><h2>${title}</h2>\n${act}\n<p class="numbers">${numbers}</p></section>`
}

/** The second press, so that a thumb that slips calls nobody. */
export function emergencyQuestion(texts: ResidentTexts, language: Language): Html {
  const { question, explained, confirm, back, numbers } = texts.emergency
  return html`<section class="emergency"><h1>${question}</h1>
<p>${explained(EMERGENCY_LASTS_MS / HOUR_MS)}</p>
<form method="post">${hidden('act', 'emergency')}${hidden('lang', language)}<button class="urgent">${confirm}</button></form>
<p class="numbers">${numbers}</p>
<p><a href="?lang=${language}">${back}</a></p></section>`
}

export function askForm(
  { budget, home, now }: ResidentView,
  texts: ResidentTexts,
  language: Language,
  key: string,
): Html {
  const { ask } = texts
  if (budget === null || budget.perDay === 0) return html`<section><h2>${ask.title}</h2>\n<p>${ask.none}</p></section>`
  const left = html`<h2>${ask.title}</h2>\n<p>${ask.left(budget.left, budget.perDay)}</p>`
  if (budget.left === 0) return html`<section>${left}\n<p>${texts.said.no_budget}</p></section>`
  const reasons = ASKED_REASONS.map((it) => [it, texts.reason[it]] as const)
  const hours = nextHours(now).map((it) => [String(it), timeText(it, home.timeZone, texts, now)] as const)
  const lengths = ASKED_MINUTES.map((it) => [String(it), ask.lasts(it)] as const)
  const times = Array.from({ length: OPENINGS_ASKED_MAX }, (_, i) => [String(i + 1), ask.times(i + 1)] as const)
  return html`<section>${left}
<form method="post" class="ask">${hidden('act', 'ask')}${hidden('lang', language)}${hidden('key', key)}
<label>${ask.reason}${select('reason', reasons)}</label>
<label>${ask.from}${select('from', [['now', ask.now], ...hours])}</label>
<label>${ask.minutes}${select('minutes', lengths)}</label>
<label>${ask.openings}${select('openings', times)}</label>
<label class="check"><input type="checkbox" name="out" value="yes"> ${ask.out}</label>
<label>${ask.note}<input type="text" name="note" maxlength="${String(NOTE_MAX)}" autocomplete="off"></label>
<button>${ask.button}</button>
</form></section>`
}

export function phonePart({ contact }: ResidentView, texts: ResidentTexts, language: Language): Html {
  const { title, known, unknown, label, button } = texts.phone
  if (contact === null) return html`<section><h2>${title}</h2>\n<p>${unknown}</p></section>`
  return html`<section><h2>${title}</h2>
<p>${known(contact.phoneEnd)}</p>
<form method="post">${hidden('act', 'phone')}${hidden('lang', language)}
<label>${label}<input type="tel" name="phone" required maxlength="${String(PHONE_MAX)}" autocomplete="tel"></label>
<button>${button}</button></form></section>`
}

function nextHours(now: Instant): readonly Instant[] {
  const next = Math.floor(now / HOUR_MS) + 1
  return Array.from({ length: HOURS_AHEAD }, (_, i) => (next + i) * HOUR_MS)
}

function select(name: string, options: readonly (readonly [string, string])[]): Html {
  return html`<select name="${name}">${joined(options.map(([value, text]) => html`<option value="${value}">${text}</option>`))}</select>`
}

function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`
}
