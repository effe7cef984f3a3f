import { App, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dispatchName } from '../alert/alert-names.ts'
import { explanationOf } from '../alert/explanation.ts'
import { HANDLERS } from '../app/screens.ts'
import { RevealContact } from '../parts/reveal-contact.tsx'
import { useDispatch } from '../service/alerts.ts'
import { useHouseholdActs } from '../service/household.ts'
import { hasRole, useSession } from '../service/session.ts'
import type { Alert } from '../service/shapes.ts'
import { failureText } from '../words/failure-words.ts'

const NOTE_CHARACTERS_MAX = 2000
/** A permit covers what began within it, and an instant later than the last of it. */
const AROUND_MS = 1000
const STILL_OPEN_MS = 10 * 60_000

type Step = 'look' | 'call' | 'permit' | 'dispatch' | 'visit' | 'sensor' | 'resolve'

/** What a permit given afterwards can make right. */
const FORGETTABLE: readonly string[] = ['unpermitted_opening', 'opening_limit', 'permit_overrun', 'missed_openings']

/** What to do about it, in order; by kind, so that nobody has to think of it at night. */
function stepsOf({ kind, householdId }: Pick<Alert, 'kind' | 'householdId'>): readonly Step[] {
  if (householdId === null) return ['sensor', 'resolve']
  if (FORGETTABLE.includes(kind)) return ['look', 'call', 'permit', 'dispatch', 'resolve']
  if (kind === 'emergency') return ['call', 'dispatch', 'resolve']
  if (kind === 'left_open') return ['look', 'call', 'dispatch', 'resolve']
  if (kind === 'not_opened') return ['call', 'visit', 'dispatch', 'resolve']
  return kind === 'unknown_at_start' ? ['call', 'sensor', 'resolve'] : ['sensor', 'call', 'resolve']
}

export function ActionPlan({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation('desk')
  const { data: me } = useSession()
  if (alert.handling === 'resolved') return null
  const mayAct = me !== undefined && me !== null && hasRole(me, HANDLERS)
  return (
    <>
      <h2>{t('plan.name')}</h2>
      <ol className="plan">
        {stepsOf(alert).map((step) => (
          <li key={step} data-step={step}>
            {t(`plan.${step}`)}
            {mayAct && alert.householdId !== null ? (
              <StepAct step={step} alert={alert} householdId={alert.householdId} />
            ) : null}
          </li>
        ))}
      </ol>
    </>
  )
}

interface StepActProps {
  readonly step: Step
  readonly alert: Alert
  readonly householdId: number
}

function StepAct({ step, alert, householdId }: StepActProps) {
  const { t } = useTranslation('desk')
  if (step === 'call')
    return <RevealContact id={householdId} purpose={t('purpose', { title: explanationOf(alert).title })} />
  if (step === 'permit') return <LatePermit alert={alert} householdId={householdId} />
  return step === 'dispatch' ? <DispatchForm alert={alert} /> : null
}

/** "I forgot to report": the alert is over by it, and says so. */
function LatePermit({ alert, householdId }: Omit<StepActProps, 'step'>) {
  const { t } = useTranslation('desk')
  const { message } = App.useApp()
  const { grant } = useHouseholdActs(householdId)
  if (alert.condition === 'cleared' && alert.clearedReason === 'permitted') return <p>✓ {t('plan.permitted')}</p>
  const give = (reason: 'delivery' | 'medical' | 'other') => {
    const ends = alert.condition === 'active' ? Date.now() + STILL_OPEN_MS : Date.parse(alert.lastAt) + AROUND_MS
    const permit = {
      from: new Date(Date.parse(alert.startedAt) - AROUND_MS).toISOString(),
      until: new Date(Math.max(ends, Date.parse(alert.lastAt) + AROUND_MS)).toISOString(),
      openingsMax: Math.min(100, Math.max(1, alert.count)),
    }
    grant.mutate(
      { ...permit, reason, note: t('plan.forgotten') },
      {
        onError: (error) => void message.warning(failureText(error)),
        onSuccess: () => void message.success(t('plan.granted')),
      },
    )
  }
  return (
    <div className="actions">
      {(['delivery', 'medical', 'other'] as const).map((reason) => (
        <Button key={reason} data-act={`late-${reason}`} loading={grant.isPending} onClick={() => give(reason)}>
          {t(`latePermit.${reason}`)}
        </Button>
      ))}
    </div>
  )
}

interface Decision {
  readonly kind: 'on_site' | 'police'
  readonly note: string
}

function DispatchForm({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation(['desk', 'page'])
  const { message } = App.useApp()
  const [isOpen, setIsOpen] = useState(false)
  const dispatch = useDispatch(alert.id)
  if (!isOpen) {
    return (
      <div className="actions">
        <Button data-act="dispatch" onClick={() => setIsOpen(true)}>
          {t('dispatch')}…
        </Button>
      </div>
    )
  }
  const send = (decision: Decision) =>
    dispatch.mutate(decision, {
      onError: (error) => void message.warning(failureText(error)),
      onSuccess: () => setIsOpen(false),
    })
  const options = (['on_site', 'police'] as const).map((value) => ({ value, label: dispatchName(value) }))
  return (
    <Form<Decision>
      className="resolve"
      layout="vertical"
      requiredMark={false}
      initialValues={{ kind: 'on_site' }}
      onFinish={send}
    >
      <Form.Item name="kind" label={t('dispatch')}>
        <Select options={options} />
      </Form.Item>
      <Form.Item name="note" label={t('note')} rules={[{ required: true, whitespace: true, message: t('noteNeeded') }]}>
        <Input.TextArea rows={2} maxLength={NOTE_CHARACTERS_MAX} />
      </Form.Item>
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={dispatch.isPending}>
          {t('record')}
        </Button>
        <Button onClick={() => setIsOpen(false)}>{t('page:cancel')}</Button>
      </div>
    </Form>
  )
}
