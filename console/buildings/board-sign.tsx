import { useTranslation } from 'react-i18next'
import { useBoard } from '../service/board.ts'
import { timeText } from '../words/time-words.ts'

/** Says plainly when the picture is not of now. Its own part, because it changes with every asking. */
export function BoardSign({ areaId }: { readonly areaId: number }) {
  const { t } = useTranslation('buildings')
  const { error, fetchStatus, dataUpdatedAt } = useBoard(areaId)
  const isStale = dataUpdatedAt > 0 && (error !== null || fetchStatus === 'paused')
  return (
    <p className="board-sign" role="status" data-stale={isStale}>
      {isStale ? `◌ ${t('stale', { time: timeText(dataUpdatedAt) })}` : ''}
    </p>
  )
}
