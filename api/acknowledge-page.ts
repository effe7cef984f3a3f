import type { Instant } from '../base/instant.ts'
import { unreachable } from '../base/unreachable.ts'
import type { LinkedState } from '../registry/acknowledge-by-link.ts'
import type { LinkedAlert } from '../store/linked-alert.ts'
import { ACKNOWLEDGE_TEXTS } from './acknowledge-texts.ts'
import { type Html, html } from './html.ts'
import type { Language } from './language-of.ts'
import { linkedPage } from './linked-page.ts'

type Texts = (typeof ACKNOWLEDGE_TEXTS)[Language]
/** What is shown when there is no alert to show. */
export type Refusal = Exclude<LinkedState, { alert: LinkedAlert }>['kind'] | 'too_many' | 'unavailable'

const SEVERITY_ICONS = { critical: '▲', major: '◆', minor: '●' } as const

export function refusalPage(why: Refusal, language: Language): string {
  const texts = ACKNOWLEDGE_TEXTS[language]
  const [title, text] = texts[why]
  return page(texts, title, html`<h1>${title}</h1>\n<p>${text}</p>\n${consoleLink(texts, null)}`)
}

/** What, where and since when, never a name of somebody who lives there; and the button, or who was first. */
export function alertPage(state: Extract<LinkedState, { alert: LinkedAlert }>, language: Language): string {
  const texts = ACKNOWLEDGE_TEXTS[language]
  const { alert } = state
  const place = [alert.building, alert.unit, alert.room].filter((it) => it !== null).join(' ')
  const timeOf = (at: Instant): string => localTime(at, alert.timeZone, texts.language)
  const over = alert.clearedAt === null ? texts.active : texts.cleared(timeOf(alert.clearedAt))
  const content = html`<p class="severity"><span aria-hidden="true">${SEVERITY_ICONS[alert.severity]}</span> ${texts.severity[alert.severity]}</p>
<h1>${place}</h1>
<p class="sentence">${alert.sentence[language]}</p>
<p class="quiet">${texts.since(timeOf(alert.startedAt))} · ${over}</p>
<p class="handling" role="status">${handlingOf(state, texts, timeOf)}</p>
${actsOf(state, texts)}`
  return page(texts, place, content)
}

function handlingOf(
  { kind, alert }: Extract<LinkedState, { alert: LinkedAlert }>,
  texts: Texts,
  timeOf: (at: Instant) => string,
): string {
  const acknowledgedAt = timeOf(alert.acknowledgedAt ?? alert.startedAt)
  const resolvedAt = timeOf(alert.resolvedAt ?? alert.startedAt)
  switch (kind) {
    case 'open':
      return texts.open
    case 'acknowledged_by_you':
      return texts.done(acknowledgedAt)
    case 'acknowledged':
      return texts.acknowledged(alert.acknowledgedBy ?? '', acknowledgedAt)
    case 'resolved':
      return alert.resolvedBy === null ? texts.resolvedAlone(resolvedAt) : texts.resolved(alert.resolvedBy, resolvedAt)
    default:
      return unreachable(kind)
  }
}

/** The form goes to the address that the page came from, which is the token's. */
function actsOf({ kind, alert }: Extract<LinkedState, { alert: LinkedAlert }>, texts: Texts): Html {
  if (kind === 'open') return html`<form method="post"><button class="primary">${texts.button}</button></form>`
  if (kind === 'resolved') return consoleLink(texts, alert)
  return html`<p>${texts.next}</p>\n${consoleLink(texts, alert)}`
}

function consoleLink(texts: Texts, alert: LinkedAlert | null): Html {
  const page = alert === null ? 'desk' : `alerts/${alert.alertId}`
  return html`<p><a href="../${page}">${texts.console}</a></p>`
}

function localTime(at: Instant, timeZone: string, locale: string): string {
  const form = { timeZone, dateStyle: 'short', timeStyle: 'medium' } as const
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, form).format(at)
}

function page(texts: Texts, title: string, content: Html): string {
  return linkedPage(texts, { title, content, style: 'acknowledge', className: 'linked' })
}
