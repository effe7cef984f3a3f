import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Waiting } from '../app/waiting.tsx'
import { useAreaNames } from '../service/areas.ts'
import { useSilenceActs, useSilences } from '../service/reach.ts'
import { hasRole, useSession } from '../service/session.ts'
import type { Silence } from '../service/shapes.ts'
import { failureText } from '../words/failure-words.ts'
import { timeText } from '../words/time-words.ts'
import { useNames } from './names.ts'
import { OFFICERS, RosterTabs } from './roster-tabs.tsx'
import { SilenceForm } from './silence-form.tsx'

type Standing = Silence['standing']

const SHAPES: Readonly<Record<Standing, string>> = { running: '◐', coming: '◷', over: '■' }
const ORDER: readonly Standing[] = ['running', 'coming', 'over']

/** Where and until when nobody is told of alerts, and why. */
export function SilencesPage() {
  const { t } = useTranslation('roster')
  const me = useSession().data
  const [isMaking, setIsMaking] = useState(false)
  const { data, error, refetch } = useSilences()
  const areaName = useAreaNames(data?.items.map((it) => it.areaId) ?? [])
  const mayChange = me !== undefined && me !== null && hasRole(me, OFFICERS)
  const rank = (it: Silence) => ORDER.indexOf(it.standing)
  const shown = data?.items.toSorted((a, b) => rank(a) - rank(b) || b.id - a.id) ?? []
  return (
    <div className="reach">
      <RosterTabs />
      <h1>{t('tab.silences')}</h1>
      <p className="around">{t('silencesNotice')}</p>
      {mayChange && !isMaking ? (
        <div className="actions">
          <Button type="primary" data-act="make-silence" onClick={() => setIsMaking(true)}>
            {t('makeSilence')}
          </Button>
        </div>
      ) : null}
      {isMaking ? <SilenceForm onDone={() => setIsMaking(false)} /> : null}
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : null}
      {data !== undefined && shown.length === 0 ? <p>{t('noSilences')}</p> : null}
      <ul className="cards">
        {shown.map((it) => (
          <SilenceCard key={it.id} silence={it} area={areaName(it.areaId)} mayChange={mayChange} />
        ))}
      </ul>
    </div>
  )
}

interface SilenceCardProps {
  readonly silence: Silence
  readonly area: string
  readonly mayChange: boolean
}

function SilenceCard({ silence, area, mayChange }: SilenceCardProps) {
  const { t } = useTranslation(['roster', 'page'])
  const { message } = App.useApp()
  const { kindsOf } = useNames()
  const { end } = useSilenceActs()
  const { id, householdId, kinds, reason, from, until, createdBy, endedAt, endedBy, standing } = silence
  const onError = (error: Error) => void message.warning(failureText(error))
  return (
    <li className="reach-card" data-silence={id} data-standing={standing}>
      <p>
        <strong>
          <span aria-hidden="true">{SHAPES[standing]}</span> {t(`standing.${standing}`)}
        </strong>{' '}
        {timeText(from)} – {timeText(until)}
      </p>
      <p>
        <strong>{area}</strong>{' '}
        {householdId === null ? (
          t('andBelow')
        ) : (
          <Link to={`/households/${householdId}`}>{t('oneHousehold', { id: householdId })}</Link>
        )}{' '}
        · {kindsOf(kinds)}
      </p>
      <p>{reason}</p>
      <p className="around">
        {t('by', { name: createdBy })}
        {endedAt === null ? '' : ` · ${t('endedEarly', { time: timeText(endedAt), by: endedBy ?? '' })}`}
      </p>
      {mayChange && standing !== 'over' ? (
        <div className="actions">
          <Popconfirm
            title={t('endSilenceQuestion')}
            okText={t('endSilence')}
            cancelText={t('page:cancel')}
            onConfirm={() => end.mutate(id, { onError })}
          >
            <Button loading={end.isPending}>{t('endSilence')}</Button>
          </Popconfirm>
        </div>
      ) : null}
    </li>
  )
}
