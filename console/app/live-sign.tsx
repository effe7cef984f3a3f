import { useTranslation } from 'react-i18next'
import { useLive } from '../service/live.tsx'
import { timeText } from '../words/time-words.ts'

/** Whether what is shown is what is so. Told by its words and its shape, not by colour alone. */
export function LiveSign() {
  const { t } = useTranslation()
  const { isLive, heardAt } = useLive()
  const words = isLive
    ? t('frame.live')
    : heardAt === null
      ? t('frame.connecting')
      : t('frame.lost', { time: timeText(heardAt) })
  return (
    <span className="connection" role="status" data-live={isLive}>
      <span aria-hidden="true">{isLive ? '●' : '◌'}</span> {words}
    </span>
  )
}
