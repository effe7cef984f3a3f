import { api } from './api.js'
import { ConnectionSign } from './connection-sign.js'
import { DutyDesk } from './duty-desk.js'
import { element } from './element.js'
import { forgetPush } from './push.js'
import { pushButton } from './push-button.js'
import { passwordForm, signInForm } from './sign-in.js'
import { language, switchLanguage, text } from './texts.js'

const SAY_MS = 8000

const place = document.querySelector('main')
const news = document.querySelector('.news')
const connection = document.querySelector('.connection')
const sign = new ConnectionSign(connection)
let desk = null
let saying = null

function say(message) {
  news.textContent = message
  clearTimeout(saying)
  saying = setTimeout(() => {
    news.textContent = ''
  }, SAY_MS)
}

function renderBar(me) {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  document.title = text('title')
  document.querySelector('.name').textContent = text('title')
  const tools = [button('language', text('language'), changeLanguage)]
  if (me !== null) {
    tools.unshift(element('span', { className: 'me', textContent: me.displayName }))
    if (!me.mustChangePassword) tools.push(pushButton(me, say))
    tools.push(button('sign-out', text('signOut'), signOut))
  }
  document.querySelector('.tools').replaceChildren(...tools)
}

function button(className, textContent, onclick) {
  return element('button', { type: 'button', className, textContent, onclick })
}

async function changeLanguage() {
  switchLanguage()
  await show()
}

async function signOut() {
  await api.logOut().catch(() => {})
  await forgetPush().catch(() => {})
  await show()
}

function showForm(form) {
  connection.hidden = true
  place.replaceChildren(form)
  form.querySelector('input').focus()
}

async function whoAmI() {
  try {
    return await api.me()
  } catch {
    return null
  }
}

/** Shows what fits: the sign-in, the new password, or the duty desk. */
async function show() {
  const view = desk?.view
  desk?.stop()
  desk = null
  const me = await whoAmI()
  renderBar(me)
  if (me === null) showForm(signInForm(show))
  else if (me.mustChangePassword) showForm(passwordForm(show))
  else {
    desk = new DutyDesk(place, { me, sign, say, view, onSignedOut: show })
    desk.start()
  }
}

await show()
