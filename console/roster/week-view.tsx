import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { Waiting } from '../app/waiting.tsx'
import { useCalendar } from '../service/rosters.ts'
import type { RosterDetail } from '../service/shapes.ts'
import { durationText } from '../words/time-words.ts'
import { dayIn, dayOf, daysAfter, mondayOf } from '../words/wall-clock.ts'
import { useIsNarrow } from './use-is-narrow.ts'
import { type Day, gapsOf, type OnFill, weekOf, weekSpan } from './week.ts'
import { WeekList } from './week-list.tsx'
import { WeekPicture } from './week-picture.tsx'

interface WeekViewProps {
  readonly roster: RosterDetail
  readonly onFill: OnFill
}

/** A week of the roster by the area's wall clock: a picture where there is room for one, and the same as a list. */
export function WeekView({ roster, onFill }: WeekViewProps) {
  const { t } = useTranslation(['roster', 'page'])
  const [asked, setAsked] = useSearchParams()
  const isNarrow = useIsNarrow()
  const [isListed, setIsListed] = useState(false)
  const { timeZone } = roster
  const thisMonday = mondayOf(dayOf(Date.now(), timeZone))
  const monday = mondayOf(dayIn(asked.get('week')) ?? dayAt(asked.get('at'), timeZone) ?? thisMonday)
  const { from, until } = weekSpan(monday, timeZone)
  const { data, error, refetch } = useCalendar(roster.id, from, until)
  const days = data === undefined ? [] : weekOf(monday, data, roster)
  const show = (week: string) => setAsked({ roster: String(roster.id), week })
  return (
    <section className="week" aria-label={t('week')}>
      <div className="tools">
        <h2>{t('weekOf', { from: monday, until: daysAfter(monday, 6) })}</h2>
        <Button onClick={() => show(daysAfter(monday, -7))}>‹ {t('before')}</Button>
        <Button disabled={monday === thisMonday} onClick={() => show(thisMonday)}>
          {t('thisWeek')}
        </Button>
        <Button onClick={() => show(daysAfter(monday, 7))}>{t('after')} ›</Button>
        {isNarrow ? null : (
          <Button type="text" className="as-table" onClick={() => setIsListed(!isListed)}>
            {t(isListed ? 'page:asPicture' : 'page:asTable')}
          </Button>
        )}
      </div>
      <p className="around">{t('byClock', { zone: timeZone })}</p>
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : <Gaps days={days} />}
      {isNarrow || isListed ? (
        <WeekList days={days} timeZone={timeZone} onFill={onFill} />
      ) : (
        <WeekPicture days={days} timeZone={timeZone} onFill={onFill} />
      )}
    </section>
  )
}

/** Whoever comes from an alert knows an instant, and not the area's clock. */
function dayAt(text: string | null, timeZone: string): string | null {
  const at = Date.parse(text ?? '')
  return Number.isNaN(at) ? null : dayOf(at, timeZone)
}

/** Whether somebody is always on duty. */
function Gaps({ days }: { readonly days: readonly Day[] }) {
  const { t } = useTranslation('roster')
  const gaps = gapsOf(days)
  if (gaps.length === 0) return <p className="gaps">✓ {t('noGaps')}</p>
  const duration = durationText(gaps.reduce((sum, it) => sum + it.until - it.from, 0))
  return <p className="gaps amber">⚠ {t('gaps', { count: gaps.length, duration })}</p>
}
