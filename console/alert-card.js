import { element } from './element.js'
import { explanationOf, sentenceOf, titleOf } from './explanation.js'
import { resolveForm } from './resolve-form.js'
import { text } from './texts.js'
import { durationText, timeText } from './time-text.js'

const SEVERITY_ICONS = { critical: '▲', major: '◆', minor: '●' }
/** Red is kept for these: what the door did, not what the sensor did. */
const BREACHES = ['unpermitted_opening', 'opening_limit', 'left_open', 'permit_overrun', 'missed_openings']

export function placeOf(alert) {
  return [alert.building, alert.unit, alert.room].filter((name) => name !== null).join(' ')
}

/** One alert of the list. What a person is writing in it survives every update. */
export class AlertCard {
  root = element('li', { className: 'card' })
  alert
  #body = element('div', { className: 'body' })
  #form = element('div')
  #since = element('p', { className: 'since' })
  #acts

  /** Acts: `acknowledge(alert)`, `resolve(alert, outcome, note)`; null for those who may only look. */
  constructor(alert, acts) {
    this.#acts = acts
    this.root.append(this.#body, this.#form)
    this.update(alert)
  }

  update(alert) {
    this.alert = alert
    const open = this.#body.querySelector('details')?.open ?? false
    this.root.dataset.id = alert.id
    this.root.dataset.severity = alert.severity
    this.root.dataset.handling = alert.handling
    this.root.dataset.breach = String(BREACHES.includes(alert.kind) && alert.handling !== 'resolved')
    this.#body.replaceChildren(this.#severity(), this.#place(), this.#what(open), this.#state())
    if (alert.handling === 'resolved') this.#closeForm()
    this.tick()
  }

  /** Time has passed. */
  tick() {
    const { startedAt, clearedAt } = this.alert
    const values = { time: timeText(startedAt), duration: durationText(startedAt, clearedAt) }
    this.#since.textContent = text(clearedAt === null ? 'since' : 'lasted', values)
  }

  #severity() {
    const { severity } = this.alert
    return element('p', { className: 'severity' }, [
      element('span', { textContent: SEVERITY_ICONS[severity], 'aria-hidden': 'true' }),
      ` ${text(`severity_${severity}`)}`,
    ])
  }

  #place() {
    const around = [this.alert.community, this.alert.compound].filter((name) => name !== null).join(' ')
    return element('div', { className: 'place' }, [
      element('h2', { textContent: placeOf(this.alert) }),
      element('p', { className: 'around', textContent: around }),
    ])
  }

  #what(open) {
    const { householdId, count, late } = this.alert
    const counted = householdId === null ? 'sensors' : 'times'
    const marks = [count > 1 ? text(counted, { count }) : '', late ? text('late') : ''].filter((mark) => mark !== '')
    const why = explanationOf(this.alert)
    why.open = open
    return element('div', { className: 'what' }, [
      element('p', { className: 'kind', textContent: [titleOf(this.alert), ...marks].join(' · ') }),
      element('p', { className: 'sentence', textContent: sentenceOf(this.alert) }),
      this.#since,
      why,
    ])
  }

  #state() {
    const { condition, handling } = this.alert
    return element('div', { className: 'state' }, [
      element('p', { className: 'badges' }, [
        badge(condition === 'active' ? '▶' : '■', `condition_${condition}`),
        badge({ new: '○', acknowledged: '◐', resolved: '●' }[handling], `handling_${handling}`),
      ]),
      element('p', { className: 'who', textContent: this.#who() }),
      this.#actions(),
    ])
  }

  #who() {
    const { acknowledgedBy, acknowledgedAt, resolvedBy, resolvedAt, outcome } = this.alert
    if (resolvedAt !== null) {
      const time = timeText(resolvedAt)
      if (resolvedBy === null) return text('resolvedAlone', { time })
      return text('resolvedBy', { by: resolvedBy, time, outcome: text(`outcome_${outcome}`) })
    }
    return acknowledgedAt === null
      ? ''
      : text('acknowledgedBy', { by: acknowledgedBy ?? '', time: timeText(acknowledgedAt) })
  }

  #actions() {
    const { handling } = this.alert
    if (this.#acts === null || handling === 'resolved') return null
    return element('div', { className: 'actions' }, [
      handling === 'new' ? this.#button('acknowledge', () => this.#acts.acknowledge(this.alert), 'primary') : null,
      this.#button('resolve', () => this.#openForm(), ''),
    ])
  }

  #button(name, act, className) {
    const made = element('button', { type: 'button', className, textContent: text(name) })
    made.dataset.act = name
    made.addEventListener('click', async () => {
      made.disabled = true
      await act()
      made.disabled = false
    })
    return made
  }

  #openForm() {
    const onResolve = (outcome, note) => this.#acts.resolve(this.alert, outcome, note)
    this.#form.replaceChildren(resolveForm({ onResolve, onCancel: () => this.#closeForm() }))
    this.#form.querySelector('select').focus()
  }

  #closeForm() {
    this.#form.replaceChildren()
  }
}

function badge(icon, key) {
  return element('span', { className: `badge ${key}` }, [
    element('span', { textContent: icon, 'aria-hidden': 'true' }),
    ` ${text(key)}`,
  ])
}
