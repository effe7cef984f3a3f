import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

const KEYS = ['j', 'k', 'a', 'r', 'o', '?'] as const
// A dialog that was just closed keeps the focus until the next frame; the keys mean the queue again at once.
const BUSY = 'input, textarea, select, [contenteditable], [role=combobox], dialog[open], [role=dialog]'

/** The queue without a mouse: the card that has the focus is the one that a key is about. */
export function DeskKeys() {
  const { t } = useTranslation(['desk', 'page'])
  const help = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target, key } = event
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (target instanceof Element && target.closest(BUSY) !== null) return
      if (key === '?') help.current?.showModal()
      else if (!acted(key)) return
      event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return (
    <>
      <Button className="keys" onClick={() => help.current?.showModal()}>
        ⌨ {t('keys.name')}
      </Button>
      {/* The browser's own: Ant Design's locks the page with a style that has no nonce. */}
      <dialog ref={help} className="help" aria-label={t('keys.name')}>
        <h2>{t('keys.name')}</h2>
        <dl className="key-list">
          {KEYS.map((key) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{t(`keys.${key === '?' ? 'help' : key}`)}</dd>
            </div>
          ))}
        </dl>
        <form method="dialog">
          <Button htmlType="submit">{t('page:close')}</Button>
        </form>
      </dialog>
    </>
  )
}

/** Whether the key meant something here. */
function acted(key: string): boolean {
  const cards = [...document.querySelectorAll<HTMLElement>('.alerts .card')]
  const place = cards.findIndex((it) => it.contains(document.activeElement))
  if (key === 'j' || key === 'k') {
    const next = place === -1 ? 0 : Math.min(cards.length - 1, Math.max(0, place + (key === 'j' ? 1 : -1)))
    cards[next]?.focus()
    cards[next]?.scrollIntoView({ block: 'nearest' })
    return cards.length > 0
  }
  const selector = { a: 'button[data-act=acknowledge]', r: 'button[data-act=resolve]', o: 'h2 a' }[key]
  if (selector === undefined) return false
  const button = cards[place]?.querySelector<HTMLElement>(selector)
  button?.click()
  // What was clicked may go with the click; the card keeps the place.
  if (key === 'a') cards[place]?.focus()
  return button !== null && button !== undefined
}
