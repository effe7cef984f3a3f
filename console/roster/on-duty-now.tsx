import { useTranslation } from 'react-i18next'
import { Waiting } from '../app/waiting.tsx'
import { useOnDuty } from '../service/rosters.ts'
import type { RosterDetail } from '../service/shapes.ts'
import { zonedMinute } from '../words/zoned-times.ts'
import { useNames } from './names.ts'

/** Who is on duty now, and until when; where nobody is, who is called instead. */
export function OnDutyNow({ roster }: { readonly roster: Pick<RosterDetail, 'id' | 'timeZone' | 'endedAt'> }) {
  const { t } = useTranslation('roster')
  const { namesOf } = useNames()
  const { data, error, refetch } = useOnDuty(roster.id)
  if (roster.endedAt !== null) {
    return <p className="now">{t('endedAt', { time: zonedMinute(roster.endedAt, roster.timeZone) })}</p>
  }
  if (data === undefined) return <Waiting error={error} onRetry={() => void refetch()} />
  const isGap = data.source === 'fallback'
  const until = data.until === null ? '' : t('until', { time: zonedMinute(data.until, roster.timeZone) })
  return (
    <p className="now" role="status" data-gap={isGap}>
      <span aria-hidden="true">{isGap ? '⚠' : '☎'}</span> {t(isGap ? 'nobodyNow' : 'now')}
      <strong>{namesOf(data.staff)}</strong> <span className="around">{until}</span>
    </p>
  )
}
