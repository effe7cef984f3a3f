import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Holder, Since } from '../alert/alert-words.tsx'
import { explanationOf } from '../alert/explanation.ts'
import { SeverityMark, StateMarks } from '../alert/marks.tsx'
import { Messages } from '../alert/messages.tsx'
import { Waiting } from '../app/waiting.tsx'
import { useHouseholdAlerts, useLookers, useResidentDeliveries } from '../service/household.ts'
import { timeText } from '../words/time-words.ts'
import { has } from '../words/words.ts'
import { zh } from './words-zh.ts'

const ALERTS_FIRST = 8

export function AlertsPart({ id }: { readonly id: number }) {
  const { t } = useTranslation('household')
  const { data, error, refetch } = useHouseholdAlerts(id)
  const [isWhole, setIsWhole] = useState(false)
  const shown = isWhole ? data : data?.slice(0, ALERTS_FIRST)
  return (
    <section className="records">
      <h2>{t('alerts')}</h2>
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : null}
      {data?.length === 0 ? <p>{t('noAlerts')}</p> : null}
      <ul>
        {shown?.map((it) => (
          <li key={it.id}>
            <SeverityMark severity={it.severity} /> <Link to={`/alerts/${it.id}`}>{explanationOf(it).title}</Link>{' '}
            <StateMarks alert={it} />
            <Since alert={it} />
            <Holder alert={it} />
          </li>
        ))}
      </ul>
      {data === undefined || isWhole || data.length <= ALERTS_FIRST ? null : (
        <Button onClick={() => setIsWhole(true)}>{t('allAlerts', { count: data.length })}</Button>
      )}
    </section>
  )
}

export function DeliveriesPart({ id }: { readonly id: number }) {
  const { t } = useTranslation('household')
  const { data, error, refetch } = useResidentDeliveries(id)
  return (
    <section className="records">
      <h2>{t('deliveries')}</h2>
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : <Messages messages={data} />}
    </section>
  )
}

/** Who looked at this household's records: staff can see it of each other. */
export function LookersPart({ id }: { readonly id: number }) {
  const { t } = useTranslation('household')
  const { data, error, refetch } = useLookers(id)
  const thing = (action: string) => {
    const name = action.replaceAll('.', '_')
    return has(zh.look, name) ? t(`look.${name}`) : action
  }
  return (
    <section className="records lookers">
      <h2>{t('lookers')}</h2>
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : null}
      <ul>
        {data?.map((it) => (
          <li key={`${it.by} ${it.action} ${it.purpose} ${it.firstAt}`}>
            {timeText(it.lastAt)} · {it.by ?? t('nobody')} · {thing(it.action)}
            {it.times > 1 ? ` · ${t('times', { count: it.times })}` : ''}
            {it.purpose === null ? '' : ` · ${t('purposeWas', { purpose: it.purpose })}`}
          </li>
        ))}
      </ul>
    </section>
  )
}
