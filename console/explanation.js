import { element } from './element.js'
import { language, text } from './texts.js'
import { timeText } from './time-text.js'

/** What the alert is called. */
export function titleOf(alert) {
  return alert.explanation?.title?.[language] ?? alert.kind
}

/** The sentence that says why, or the title where there is none. */
export function sentenceOf(alert) {
  return alert.explanation?.sentence?.[language] ?? titleOf(alert)
}

/** Everything the verdict rests on: the policy, the records used, the permits considered. */
export function explanationOf(alert) {
  const { policy, thresholds, evidence, permits } = alert.explanation ?? {}
  return element('details', { className: 'why' }, [
    element('summary', { textContent: text('explanation') }),
    policy?.name === undefined ? null : element('p', { textContent: text('policy', policy) }),
    thresholdsOf(thresholds ?? {}),
    listOf(
      'evidence',
      (evidence ?? []).map((record) => evidenceText(alert.kind, record)),
    ),
    listOf('permits', (permits ?? []).map(permitText), 'noPermits'),
  ])
}

function thresholdsOf(thresholds) {
  const parts = Object.entries(thresholds).map(([name, value]) => `${name} = ${value}`)
  return parts.length === 0 ? null : element('p', { className: 'thresholds', textContent: parts.join(', ') })
}

function listOf(title, lines, none) {
  const shown = lines.length === 0 && none !== undefined ? [text(none)] : lines
  if (shown.length === 0) return null
  const items = shown.map((line) => element('li', { textContent: line }))
  return element('div', {}, [element('h3', { textContent: text(title) }), element('ul', {}, items)])
}

function evidenceText(kind, { sensor, gateway, from, until }) {
  if (from === undefined) return ''
  if (kind.endsWith('_silent')) return text('silentSince', { sensor: sensor ?? gateway, from: timeText(from) })
  const [since, between] = kind === 'roster_empty' ? ['emptyFrom', 'emptyUntil'] : ['opened', 'openedUntil']
  if (until === null || until === undefined) return text(since, { from: timeText(from) })
  return text(between, { from: timeText(from), until: timeText(until) })
}

function permitText({ id, applies, why }) {
  return text(applies ? 'permitApplies' : 'permitDoesNot', { id, why: text(`why_${why}`) })
}
