import { z } from 'zod'
import type { Instant } from '../base/instant.ts'
import { requestState } from '../registry/permit-budget.ts'
import type { ResidentView } from '../registry/resident-view.ts'
import type { OpeningRecord } from '../store/opening.ts'
import { type Html, html, joined } from './html.ts'
import type { Language } from './language-of.ts'
import { timeText } from './resident-times.ts'
import type { ResidentTexts } from './resident-words.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const OPENINGS_CUT = 50
const REQUESTS_SHOWN_MAX = 10

const explanation = z.object({ verdict: z.enum(['test', 'permitted', 'notice', 'pending', 'recorded', 'alerted']) })

/** The order's days as a bar, how many are left, and until when. */
export function termPart({ order, now, home }: ResidentView, texts: ResidentTexts): Html {
  const { term } = texts
  const section = (content: Html): Html => html`<section><h2>${term.title}</h2>\n${content}</section>`
  if (order === null) return section(html`<p>${term.none}</p>`)
  const timeOf = (at: Instant): string => timeText(at, home.timeZone, texts, now)
  const endsAt = Math.min(order.endsAt, order.releasedAt ?? order.endsAt)
  if (now >= endsAt) return section(html`<p class="large">${term.over(timeOf(endsAt))}</p>`)
  const until = html`<p>${term.until(timeOf(endsAt))}</p>`
  if (now < order.startsAt) return section(html`<p class="large">${term.ahead(timeOf(order.startsAt))}</p>\n${until}`)
  const days = Math.ceil((endsAt - order.startsAt) / DAY_MS)
  const day = Math.min(days, Math.floor((now - order.startsAt) / DAY_MS) + 1)
  const hours = Math.ceil((endsAt - now) / HOUR_MS)
  const share = Math.floor((100 * (now - order.startsAt)) / (endsAt - order.startsAt))
  const waiting = order.watchedFrom === null || order.watchedFrom > now ? html`<p>${term.waiting}</p>` : null
  return section(html`<p class="large">${term.left(Math.floor(hours / 24), hours % 24)}</p>
<progress max="100" value="${String(share)}" aria-label="${term.title}">${String(share)}%</progress>
<p>${term.day(day, days)}</p>
${until}
${waiting}`)
}

/** What was asked for, and what became of it. */
export function requestsPart(
  { requests, now, home }: ResidentView,
  texts: ResidentTexts,
  language: Language,
): Html | null {
  if (requests.length === 0) return null
  const items = requests.slice(0, REQUESTS_SHOWN_MAX).map((it) => {
    const state = requestState(it, now)
    const when = it.from === null ? texts.ask.now : timeText(it.from, home.timeZone, texts, now)
    const terms = [texts.reason[it.reason], when, texts.ask.lasts(it.minutes), texts.ask.times(it.openingsMax)].join(
      ' · ',
    )
    const note = it.note === '' ? null : html`<br>${it.note}`
    const answer = it.answerReason === '' ? null : html`<br>${texts.requests.answer(it.answerReason)}`
    return html`<li data-state="${state}"><strong>${texts.requests.state[state]}</strong> · ${timeText(it.askedAt, home.timeZone, texts, now)}<br>${terms}${note}${answer}</li>`
  })
  const isWaiting = requests.some((it) => requestState(it, now) === 'waiting')
  const reload = isWaiting
    ? html`<p><a class="button quiet" href="?lang=${language}">${texts.requests.reload}</a></p>`
    : null
  return html`<section class="requests"><h2>${texts.requests.title}</h2>\n<ul>${joined(items)}</ul>\n${reload}</section>`
}

export function permitsPart({ permits, now, home }: ResidentView, texts: ResidentTexts): Html {
  const timeOf = (at: Instant): string => timeText(at, home.timeZone, texts, now)
  const items = permits.map(
    (it) =>
      html`<li>${texts.reason[it.reason]} · ${timeOf(it.from)} – ${timeOf(it.until)} · ${texts.permits.openings(it.openingsMax)}</li>`,
  )
  return html`<section class="permits"><h2>${texts.permits.title}</h2>\n${listOf(items, texts.permits.none)}</section>`
}

/** Each with why it raised an alert or did not; and beside them how much could be seen. */
export function openingsPart({ openings, coverage, now, home }: ResidentView, texts: ResidentTexts): Html {
  const words = texts.openings
  const timeOf = (at: Instant): string => timeText(at, home.timeZone, texts, now)
  const items = openings.map(({ openedAt, closedAt, ...it }) => {
    const seconds = closedAt === null ? 0 : Math.round((closedAt - openedAt) / 1000)
    const closed = closedAt === null ? words.stillOpen : words.closed(timeOf(closedAt), texts.duration(seconds))
    const verdict = verdictOf(it)
    const why = verdict === null ? null : html`<br>${verdict === 'alerted' ? '⚠ ' : ''}${words.verdict[verdict]}`
    return html`<li>${words.from(timeOf(openedAt))} · ${closed}${why}</li>`
  })
  const seen = coverage === null ? null : html`<p>${words.seen(shareText(coverage))}</p>`
  const cut = openings.length < OPENINGS_CUT ? null : html`<p>${words.cut(OPENINGS_CUT)}</p>`
  return html`<section class="openings"><h2>${words.title}</h2>\n${listOf(items, words.none)}\n${cut}\n${seen}</section>`
}

export function recordedPart({ recorded }: ResidentTexts, retentionDays: number): Html {
  const { title, yesTitle, yes, noTitle, no, kept } = recorded
  const list = (items: readonly string[]): Html => html`<ul>${joined(items.map((it) => html`<li>${it}</li>`))}</ul>`
  return html`<section><h2>${title}</h2>
<p><strong>${yesTitle}</strong></p>\n${list(yes)}
<p><strong>${noTitle}</strong></p>\n${list(no)}
<p>${kept(retentionDays)}</p></section>`
}

/** In what role, what for and when; never who. */
export function looksPart({ looks, home, now }: ResidentView, texts: ResidentTexts): Html {
  const words = texts.looks
  const timeOf = (at: Instant): string => timeText(at, home.timeZone, texts, now)
  const items = looks.map((it) => {
    const said = [
      timeOf(it.lastAt),
      it.role === null ? words.noRole : words.role[it.role],
      words.what[it.action.replaceAll('.', '_')] ?? words.otherThing,
      ...(it.times > 1 ? [words.times(it.times)] : []),
      ...(it.purpose === null ? [] : [words.purpose(it.purpose)]),
    ]
    return html`<li>${said.join(' · ')}</li>`
  })
  const page = home.lastOpenedAt === null ? null : html`<p>${words.page(timeOf(home.lastOpenedAt))}</p>`
  return html`<section class="looks"><h2>${words.title}</h2>\n${listOf(items, words.none)}\n${page}</section>`
}

function listOf(items: readonly Html[], none: string): Html {
  return items.length === 0 ? html`<p>${none}</p>` : html`<ul>${joined(items)}</ul>`
}

function verdictOf(opening: Pick<OpeningRecord, 'explanation'>) {
  return explanation.safeParse(opening.explanation).data?.verdict ?? null
}

/** Rounded down: what is not seen all the time is never 100 %. */
function shareText(share: number): string {
  return `${Math.floor(share * 1000) / 10}%`
}
