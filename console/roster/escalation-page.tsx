import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { severityName } from '../alert/alert-names.ts'
import { Waiting } from '../app/waiting.tsx'
import { useAreaNames } from '../service/areas.ts'
import { useEscalationPolicies, usePolicyActs } from '../service/reach.ts'
import { hasRole, useSession } from '../service/session.ts'
import type { EscalationPolicy, EscalationTerms } from '../service/shapes.ts'
import { failureText } from '../words/failure-words.ts'
import { timeText } from '../words/time-words.ts'
import { EscalationForm } from './escalation-form.tsx'
import { Ladder } from './ladder.tsx'
import { useNames } from './names.ts'
import { OFFICERS, RosterTabs } from './roster-tabs.tsx'

/** For which alerts who is called when. A policy is not changed: another one takes its place at once. */
export function EscalationPage() {
  const { t } = useTranslation('roster')
  const me = useSession().data
  const [asking, setAsking] = useState<EscalationPolicy | 'new' | null>(null)
  const { data, error, refetch } = useEscalationPolicies()
  const mayChange = me !== undefined && me !== null && hasRole(me, OFFICERS)
  const policies = data?.items ?? []
  const areaName = useAreaNames(policies.map((it) => it.areaId))
  const held = policies.filter((it) => it.endedAt === null)
  const ended = policies.filter((it) => it.endedAt !== null).toReversed()
  const show = (it: EscalationPolicy) => (
    <PolicyCard
      key={it.id}
      policy={it}
      area={areaName(it.areaId)}
      onChange={mayChange && it.endedAt === null ? () => setAsking(it) : null}
    />
  )
  return (
    <div className="reach">
      <RosterTabs />
      <h1>{t('tab.escalation')}</h1>
      <p className="around">{t('escalationNotice')}</p>
      {mayChange && asking === null ? (
        <div className="actions">
          <Button type="primary" data-act="make-policy" onClick={() => setAsking('new')}>
            {t('makePolicy')}
          </Button>
        </div>
      ) : null}
      {asking === null || data?.defaults === undefined ? null : (
        <EscalationForm
          key={asking === 'new' ? 'new' : asking.id}
          replaced={asking === 'new' ? null : asking}
          defaults={data.defaults}
          onDone={() => setAsking(null)}
        />
      )}
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : null}
      <div className="cards">
        {held.map(show)}
        {data?.defaults === undefined ? null : <DefaultCard terms={data.defaults} />}
      </div>
      {ended.length === 0 ? null : (
        <details>
          <summary>{t('endedPolicies', { count: ended.length })}</summary>
          <div className="cards">{ended.map(show)}</div>
        </details>
      )}
    </div>
  )
}

function DefaultCard({ terms }: { readonly terms: EscalationTerms }) {
  const { t } = useTranslation('roster')
  return (
    <article className="reach-card" data-policy="default">
      <h2>{t('defaultPolicy')}</h2>
      <p className="around">{t('defaultFor')}</p>
      <Ladder terms={terms} />
    </article>
  )
}

interface PolicyCardProps {
  readonly policy: EscalationPolicy
  readonly area: string
  /** Null: not the caller's to change. */
  readonly onChange: (() => void) | null
}

function PolicyCard({ policy, area, onChange }: PolicyCardProps) {
  const { t } = useTranslation(['roster', 'page'])
  const { message } = App.useApp()
  const { kindsOf, listOf } = useNames()
  const { end } = usePolicyActs()
  const { id, name, kinds, severities, createdBy, createdAt, endedAt } = policy
  const onError = (error: Error) => void message.warning(failureText(error))
  const which = severities === null ? t('usualSeverities') : listOf(severities.map((it) => severityName(it)))
  return (
    <article className="reach-card" data-policy={id} data-ended={endedAt !== null}>
      <h2>{name}</h2>
      <p>
        <strong>{area}</strong> {t('andBelow')} · {kindsOf(kinds)} · {which}
      </p>
      <Ladder terms={policy} />
      <p className="around">
        {t('madeBy', { by: createdBy, time: timeText(createdAt) })}
        {endedAt === null ? '' : ` · ${t('endedAt', { time: timeText(endedAt) })}`}
      </p>
      {onChange === null ? null : (
        <div className="actions">
          <Button onClick={onChange}>{t('change')}</Button>
          <Popconfirm
            title={t('endPolicyQuestion', { name })}
            okText={t('endPolicy')}
            cancelText={t('page:cancel')}
            onConfirm={() => end.mutate(id, { onError })}
          >
            <Button loading={end.isPending}>{t('endPolicy')}</Button>
          </Popconfirm>
        </div>
      )}
    </article>
  )
}
