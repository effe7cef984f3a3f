import { Button } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Waiting } from '../app/waiting.tsx'
import { useLanes } from '../service/household.ts'
import { timeText } from '../words/time-words.ts'
import { type Stretch, shifted, zoomed } from './lane-window.ts'
import './lanes.css'
import { LanesPicture } from './lanes-picture.tsx'
import { LanesTable } from './lanes-table.tsx'

/** The service is asked once the hand rests. */
const REST_MS = 150
const STEP = 0.25
const DAY_MS = 86_400_000
const PRESETS = { fortnight: 14 * DAY_MS, day: DAY_MS, hour: 3_600_000, minute: 60_000 } as const

interface LanesViewProps {
  readonly householdId: number
  /** What is shown first, and again on Home. */
  readonly start: Stretch
}

/** A household's doors and what belongs to them over time, from two weeks down to a minute. */
export function LanesView({ householdId, start }: LanesViewProps) {
  const { t } = useTranslation(['lanes', 'page'])
  const [view, setView] = useState(start)
  const [isTable, setIsTable] = useState(false)
  const [box, pixels] = useWidth()
  const asked = useRested(view)
  const { data, error, refetch } = useLanes(householdId, { ...asked, pixels })
  const onKey = (event: KeyboardEvent) => {
    const next = keyed(event.key, view, start)
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    setView(next)
  }
  return (
    <section className="lanes" aria-label={t('title')}>
      <div className="lane-tools">
        <Button aria-label={t('earlier')} onClick={() => setView(shifted(view, -STEP))}>
          ‹
        </Button>
        <Button aria-label={t('later')} onClick={() => setView(shifted(view, STEP))}>
          ›
        </Button>
        <Button aria-label={t('nearer')} onClick={() => setView(zoomed(view, 0.5))}>
          ＋
        </Button>
        <Button aria-label={t('further')} onClick={() => setView(zoomed(view, 2))}>
          －
        </Button>
        {Object.entries(PRESETS).map(([name, spanMs]) => (
          <Button key={name} onClick={() => setView(zoomed(view, spanMs / (view.until - view.from)))}>
            {t(`preset.${isPreset(name) ? name : 'day'}`)}
          </Button>
        ))}
        <Button onClick={() => setView(start)}>{t('whole')}</Button>
        <Button className="as-table" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
          {t(isTable ? 'page:asPicture' : 'page:asTable')}
        </Button>
      </div>
      <p className="lane-window">
        {timeText(view.from)} – {timeText(view.until)}
      </p>
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the picture itself is moved with the keys */}
      <section ref={box} className="lane-box" tabIndex={0} aria-label={t('keys')} onKeyDown={onKey}>
        {data === undefined || isTable ? null : (
          <LanesPicture lanes={data} view={view} pixels={pixels} onView={setView} />
        )}
      </section>
      {data !== undefined && isTable ? <LanesTable lanes={data} /> : null}
    </section>
  )
}

function isPreset(name: string): name is keyof typeof PRESETS {
  return Object.hasOwn(PRESETS, name)
}

function keyed(key: string, view: Stretch, start: Stretch): Stretch | null {
  if (key === 'ArrowLeft') return shifted(view, -STEP)
  if (key === 'ArrowRight') return shifted(view, STEP)
  if (key === '+' || key === '=' || key === 'ArrowUp') return zoomed(view, 0.5)
  if (key === '-' || key === 'ArrowDown') return zoomed(view, 2)
  return key === 'Home' ? start : null
}

function useRested(view: Stretch): Stretch {
  const [rested, setRested] = useState(view)
  useEffect(() => {
    const timer = window.setTimeout(() => setRested(view), REST_MS)
    return () => window.clearTimeout(timer)
  }, [view])
  return rested
}

function useWidth() {
  const box = useRef<HTMLElement>(null)
  const [pixels, setPixels] = useState(0)
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const observer = new ResizeObserver(() => setPixels(Math.floor(element.clientWidth)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [box, pixels] as const
}
