import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Waiting } from '../app/waiting.tsx'
import { useRoster, useRosterActs } from '../service/rosters.ts'
import type { RosterDetail } from '../service/shapes.ts'
import { failureText } from '../words/failure-words.ts'
import { ChangeRoster } from './change-roster.tsx'
import { ExceptionForm, type Wished } from './exception-form.tsx'
import { OnDutyNow } from './on-duty-now.tsx'
import { ExceptionList, ShiftList } from './plan-lists.tsx'
import { ShiftForm } from './shift-form.tsx'
import { WeekView } from './week-view.tsx'

type Asking = 'shift' | 'change' | Wished

interface RosterViewProps {
  readonly id: number
  readonly mayChange: boolean
}

/** One roster: who is on duty now, its week, and what it is made of. */
export function RosterView({ id, mayChange }: RosterViewProps) {
  const { t } = useTranslation('roster')
  const { data, error, refetch } = useRoster(id)
  const [asking, setAsking] = useState<Asking | null>(null)
  if (data === undefined) return <Waiting error={error} onRetry={() => void refetch()} />
  const close = () => setAsking(null)
  return (
    <>
      <OnDutyNow roster={data} />
      {mayChange && asking === null ? <Acts roster={data} onAsk={setAsking} /> : null}
      {asking === null ? null : <Asked roster={data} asking={asking} onDone={close} />}
      <WeekView roster={data} onFill={mayChange ? (gap) => setAsking({ kind: 'extra', ...gap }) : null} />
      <section>
        <h2>{t('shifts')}</h2>
        <ShiftList roster={data} mayChange={mayChange} />
      </section>
      <section>
        <h2>{t('exceptions')}</h2>
        <ExceptionList roster={data} mayChange={mayChange} />
      </section>
    </>
  )
}

function Acts({ roster, onAsk }: { readonly roster: RosterDetail; readonly onAsk: (asking: Asking) => void }) {
  const { t } = useTranslation(['roster', 'page'])
  const { message } = App.useApp()
  const { end } = useRosterActs(roster.id)
  const onError = (error: Error) => void message.warning(failureText(error))
  return (
    <div className="actions">
      <Button type="primary" data-act="add-shift" onClick={() => onAsk('shift')}>
        {t('addShift')}
      </Button>
      <Button data-act="add-exception" onClick={() => onAsk({ kind: 'absent', from: null, until: null })}>
        {t('addException')}
      </Button>
      <Button data-act="change-roster" onClick={() => onAsk('change')}>
        {t('changeRoster')}
      </Button>
      <Popconfirm
        title={t('endQuestion', { name: roster.name })}
        okText={t('endRoster')}
        cancelText={t('page:cancel')}
        onConfirm={() => end.mutate(undefined, { onError })}
      >
        <Button loading={end.isPending}>{t('endRoster')}</Button>
      </Popconfirm>
    </div>
  )
}

interface AskedProps {
  readonly roster: RosterDetail
  readonly asking: Asking
  readonly onDone: () => void
}

function Asked({ roster, asking, onDone }: AskedProps) {
  switch (asking) {
    case 'shift':
      return <ShiftForm roster={roster} onDone={onDone} />
    case 'change':
      return <ChangeRoster roster={roster} onDone={onDone} />
    default:
      return <ExceptionForm key={`${asking.kind} ${asking.from}`} roster={roster} wished={asking} onDone={onDone} />
  }
}
