import { api } from './api.js'
import { element } from './element.js'
import { failureText, text } from './texts.js'

function field(name, label, type, autocomplete) {
  const input = element('input', { name, type, autocomplete, required: true })
  return element('label', {}, [element('span', { textContent: text(label) }), input])
}

function form(className, fields, action, submit) {
  const failure = element('p', { className: 'failure', role: 'alert' })
  const made = element('form', { className: `sign-in ${className}` }, [
    ...fields,
    failure,
    element('button', { type: 'submit', className: 'primary', textContent: text(action) }),
  ])
  made.addEventListener('submit', async (event) => {
    event.preventDefault()
    failure.textContent = ''
    const values = Object.fromEntries(new FormData(made))
    await submit(values).catch((error) => {
      failure.textContent = failureText(error)
    })
  })
  return made
}

export function signInForm(onDone) {
  const fields = [
    field('username', 'username', 'text', 'username'),
    field('password', 'password', 'password', 'current-password'),
  ]
  return form('log-in', fields, 'signIn', async ({ username, password }) => {
    await api.logIn(username, password)
    await onDone()
  })
}

export function passwordForm(onDone) {
  const fields = [
    element('p', { textContent: text('mustChange') }),
    field('current', 'currentPassword', 'password', 'current-password'),
    field('next', 'nextPassword', 'password', 'new-password'),
  ]
  return form('new-password', fields, 'changePassword', async ({ current, next }) => {
    await api.changePassword(current, next)
    await onDone()
  })
}
