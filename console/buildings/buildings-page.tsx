import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useParams } from 'react-router'
import { Waiting } from '../app/waiting.tsx'
import { useDrawnBoard } from '../service/board.ts'
import { useSession } from '../service/session.ts'
import type { Board, Me } from '../service/shapes.ts'
import { BoardSign } from './board-sign.tsx'
import './buildings.css'
import { elevationsOf } from './elevation.ts'
import { ElevationView } from './elevation-view.tsx'
import { HomeWordsPopup } from './home-words-popup.tsx'
import { HomesTable } from './homes-table.tsx'
import { Legend } from './legend.tsx'
import './words.ts'

/** The buildings of an area as they stand now. Without an area: the caller's own, where there is one. */
export function BuildingsPage() {
  const { t } = useTranslation('buildings')
  const { id } = useParams()
  const { data: me } = useSession()
  if (me === undefined || me === null) return null
  const own = ownAreas(me)
  const areaId = Number(id)
  const [first] = own
  if (Number.isSafeInteger(areaId) && areaId > 0) return <AreaBoard key={areaId} areaId={areaId} own={own} />
  if (first === undefined) return <p>{t('noArea')}</p>
  return <Navigate to={`/buildings/${first.id}`} replace />
}

interface NamedArea {
  readonly id: number
  readonly name: string
}

/** The areas that the caller's roles are for. */
function ownAreas(me: Me): readonly NamedArea[] {
  return [...new Map(me.roles.map((it) => [it.areaId, { id: it.areaId, name: it.areaName }])).values()]
}

function AreaBoard({ areaId, own }: { readonly areaId: number; readonly own: readonly NamedArea[] }) {
  const { t } = useTranslation(['buildings', 'page'])
  const { data: board, error, refetch } = useDrawnBoard(areaId)
  const [isTable, setIsTable] = useState(false)
  if (board === undefined) return <Waiting error={error} onRetry={() => void refetch()} />
  const { households } = board
  return (
    <div className="buildings">
      <div className="head">
        <h1>
          {board.area.name} <small>{t('households', { count: households.length })}</small>
        </h1>
        <Button onClick={() => setIsTable(!isTable)}>{t(isTable ? 'page:asPicture' : 'page:asTable')}</Button>
        <Link to={`/wall/${areaId}`}>{t('wall')}</Link>
      </div>
      <AreaLinks board={board} own={own} />
      <BoardSign areaId={areaId} />
      {board.isCut ? <p role="status">{t('isCut', { count: households.length })}</p> : null}
      <Legend homes={households} />
      {households.length === 0 ? <p>{t('nobody')}</p> : null}
      {isTable ? <HomesTable homes={households} /> : <Picture board={board} />}
    </div>
  )
}

function Picture({ board: { households } }: { readonly board: Board }) {
  const elevations = useMemo(() => elevationsOf(households), [households])
  const children = useMemo(() => elevations.map((it) => <ElevationView key={it.key} elevation={it} />), [elevations])
  return (
    <HomeWordsPopup homes={households}>
      <div className="street">{children}</div>
    </HomeWordsPopup>
  )
}

/** The way up and down the areas. */
function AreaLinks({
  board: { area, around, below },
  own,
}: {
  readonly board: Board
  readonly own: readonly NamedArea[]
}) {
  const { t } = useTranslation('buildings')
  const others = own.filter((it) => it.id !== area.id && !around.some(({ id }) => id === it.id))
  return (
    <nav className="areas" aria-label={t('places')}>
      {[...others, ...around].map((it) => (
        <Link key={it.id} to={`/buildings/${it.id}`}>
          {it.name}
        </Link>
      ))}
      <b aria-current="page">{area.name}</b>
      {below.length === 0 ? null : (
        <ul aria-label={t('below')}>
          {below.map((it) => (
            <li key={it.id}>
              <Link to={`/buildings/${it.id}`}>{it.name}</Link>
            </li>
          ))}
        </ul>
      )}
    </nav>
  )
}
