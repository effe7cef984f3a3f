import { type PointerEvent, type ReactNode, type SyntheticEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardHousehold } from '../service/shapes.ts'
import { homeText } from '../words/place-words.ts'
import { homeTexts } from './home-words.ts'

interface PopupProps {
  readonly homes: readonly BoardHousehold[]
  readonly children: ReactNode
}

interface Shown {
  readonly id: string
  readonly left: number
  readonly top: number
}

const WIDTH_PX = 280

/**
 * The picture, and beside the household that is pointed at, or has the focus, what there is to say of it. A finger's first
 * tap says it, the second opens the household.
 */
export function HomeWordsPopup({ homes, children }: PopupProps) {
  const [shown, setShown] = useState<Shown | null>(null)
  const isTouch = useRef(false)
  const tapped = useRef<string | null>(null)
  const show = (event: SyntheticEvent) => setShown(placeBeside(event.target))
  const hide = () => setShown(null)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links within are what acts; this only hears them
    <div
      className="picture"
      onPointerDownCapture={({ pointerType }: PointerEvent) => {
        isTouch.current = pointerType === 'touch'
      }}
      onPointerOver={(event) => (event.pointerType === 'touch' ? undefined : show(event))}
      onPointerLeave={(event) => (event.pointerType === 'touch' ? undefined : hide())}
      onFocus={show}
      onBlur={hide}
      onKeyDown={({ key }) => (key === 'Escape' ? hide() : undefined)}
      onClickCapture={(event) => {
        const place = placeBeside(event.target)
        if (!isTouch.current || place === null || place.id === tapped.current) return
        event.preventDefault()
        tapped.current = place.id
        setShown(place)
      }}
    >
      {children}
      <Words shown={shown} home={homes.find((it) => String(it.id) === shown?.id)} />
    </div>
  )
}

function Words({ shown, home }: { readonly shown: Shown | null; readonly home: BoardHousehold | undefined }) {
  const { t } = useTranslation('buildings')
  if (shown === null || home === undefined) return null
  return (
    <div className="home-words" aria-hidden="true" style={{ left: shown.left, top: shown.top, width: WIDTH_PX }}>
      <strong>{homeText(home)}</strong>
      {homeTexts(t, home).map((it) => (
        <span key={it}>{it}</span>
      ))}
    </div>
  )
}

/** Below the household, where that is within the window. */
function placeBeside(target: EventTarget): Shown | null {
  const link = target instanceof Element ? target.closest<HTMLElement>('a.home') : null
  if (link === null || link.dataset.id === undefined) return null
  const { left, bottom, top } = link.getBoundingClientRect()
  const isLow = bottom > window.innerHeight * 0.75
  return {
    id: link.dataset.id,
    left: Math.max(8, Math.min(left, document.documentElement.clientWidth - WIDTH_PX - 8)),
    top: isLow ? Math.max(8, top - 150) : bottom + 6,
  }
}
