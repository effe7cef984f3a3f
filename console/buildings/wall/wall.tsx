import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { LiveSign } from '../../app/live-sign.tsx'
import { Waiting } from '../../app/waiting.tsx'
import { BoardSign } from '../board-sign.tsx'
import '../buildings.css'
import { ALERTS_KEY } from '../../service/alerts.ts'
import { useDrawnBoard } from '../../service/board.ts'
import { useLive } from '../../service/live.tsx'
import type { Board } from '../../service/shapes.ts'
import { elevationsOf } from '../elevation.ts'
import { ElevationView } from '../elevation-view.tsx'
import { Legend } from '../legend.tsx'
import { cellSizeOf } from './cell-size.ts'
import { Clock } from './clock.tsx'
import { Figures } from './figures.tsx'

export function Wall({ areaId }: { readonly areaId: number }) {
  const { t } = useTranslation('buildings')
  const { data: board, error, refetch } = useDrawnBoard(areaId)
  useFreshFigures()
  if (board === undefined) return <Waiting error={error} onRetry={() => void refetch()} />
  const { households, area } = board
  return (
    <>
      <header>
        <h1>{area.name}</h1>
        <LiveSign />
        <nav>
          <button
            type="button"
            onClick={() => void document.documentElement.requestFullscreen().catch(() => undefined)}
          >
            {t('fullScreen')}
          </button>
          <Link to={`/buildings/${areaId}`}>{t('leave')}</Link>
        </nav>
        <Clock />
      </header>
      <BoardSign areaId={areaId} />
      <main>
        <Figures board={board} />
        <Buildings households={households} />
      </main>
      <Legend homes={households} />
    </>
  )
}

/** As large as fits: nobody scrolls a wall. */
function Buildings({ households }: { readonly households: Board['households'] }) {
  const elevations = useMemo(() => elevationsOf(households), [households])
  const [place, setPlace] = useState<HTMLElement | null>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  useEffect(() => {
    if (place === null) return
    const observer = new ResizeObserver(() => setSize({ width: place.clientWidth, height: place.clientHeight }))
    observer.observe(place)
    return () => observer.disconnect()
  }, [place])
  const cellPx = cellSizeOf(elevations, size)
  useEffect(() => place?.style.setProperty('--cell', `${cellPx}px`), [place, cellPx])
  return (
    <div className="street" ref={setPlace} data-small={cellPx < ROOM_CELL_PX}>
      {elevations.map((it) => (
        <ElevationView key={it.key} elevation={it} />
      ))}
    </div>
  )
}

/** In a smaller cell the room's number could not be read anyway. */
const ROOM_CELL_PX = 40

/** What happens to an alert changes the figures at once. */
function useFreshFigures(): void {
  const queries = useQueryClient()
  const { listen } = useLive()
  useEffect(() => listen(() => void queries.invalidateQueries({ queryKey: ALERTS_KEY })), [listen, queries])
}
