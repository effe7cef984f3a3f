import { element } from './element.js'
import { keepPush, NoPush, turnPushOff, turnPushOn } from './push.js'
import { failureText, text } from './texts.js'

/** Turns messages to this device on and off, and shows which it is. Says through `say(message)` why one cannot be had. */
export function pushButton(me, say) {
  const button = element('button', { type: 'button', className: 'push' })
  const render = (on) => {
    button.disabled = false
    button.setAttribute('aria-pressed', String(on))
    button.textContent = text(on ? 'pushOn' : 'pushOff')
  }
  const attempt = async (act, fallback) => {
    button.disabled = true
    try {
      render(await act())
    } catch (error) {
      render(fallback)
      say(whyNot(error))
    }
  }
  button.onclick = () => {
    const on = button.getAttribute('aria-pressed') === 'true'
    return attempt(() => toggle(me, on), on)
  }
  render(false)
  void attempt(() => keepPush(me), false)
  return button
}

async function toggle(me, on) {
  await (on ? turnPushOff() : turnPushOn(me))
  return !on
}

function whyNot(error) {
  return error instanceof NoPush ? text(`noPush_${error.message}`) : failureText(error)
}
