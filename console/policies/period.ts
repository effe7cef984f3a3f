import { useTranslation } from 'react-i18next'
import type { BackTest } from '../service/shapes.ts'
import { dayOf } from '../words/wall-clock.ts'

type Period = Pick<BackTest, 'place' | 'from' | 'until' | 'timeZone' | 'startedBy'>

/** Where, and from which day to which, both included. */
export function usePeriodText(): (run: Period) => string {
  const { t } = useTranslation('policies')
  return ({ place, from, until, timeZone, startedBy }) =>
    t('period', {
      ...{ place, zone: timeZone, by: startedBy },
      from: dayOf(Date.parse(from), timeZone),
      until: dayOf(Date.parse(until) - 1, timeZone),
    })
}
