import { element } from './element.js'
import { text } from './texts.js'

const OUTCOMES = ['breach_confirmed', 'permitted', 'false_alarm', 'emergency', 'equipment', 'test']
const NOTE_CHARACTERS_MAX = 2000

/** Asks for outcome and note. `onResolve(outcome, note)` and `onCancel()` do the rest. */
export function resolveForm({ onResolve, onCancel }) {
  const outcome = element('select', { name: 'outcome', required: true }, [
    element('option', { value: '', textContent: '—' }),
    ...OUTCOMES.map((value) => element('option', { value, textContent: text(`outcome_${value}`) })),
  ])
  const note = element('textarea', { name: 'note', rows: 2, maxLength: NOTE_CHARACTERS_MAX })
  const form = element('form', { className: 'resolve' }, [
    element('label', {}, [element('span', { textContent: text('outcome') }), outcome]),
    element('label', {}, [element('span', { textContent: text('note') }), note]),
    element('div', { className: 'actions' }, [
      element('button', { type: 'submit', className: 'primary', textContent: text('confirmResolve') }),
      element('button', { type: 'button', textContent: text('cancel'), onclick: onCancel }),
    ]),
  ])
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    onResolve(outcome.value, note.value)
  })
  return form
}
