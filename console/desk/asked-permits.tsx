import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { placeOf } from '../alert/explanation.ts'
import { HANDLERS } from '../app/screens.ts'
import { useAskedPermits, useRequestActs } from '../service/resident.ts'
import { hasRole, useSession } from '../service/session.ts'
import type { PermitRequest } from '../service/shapes.ts'
import { failureText } from '../words/failure-words.ts'
import { timeText } from '../words/time-words.ts'

const REASON_MAX = 200

/** What residents ask for by the page of their own; nothing while nobody does. */
export function AskedPermits() {
  const { t } = useTranslation('desk')
  const { data: me } = useSession()
  const mayAnswer = me !== undefined && me !== null && hasRole(me, HANDLERS)
  const { data } = useAskedPermits(mayAnswer)
  if (data === undefined || data.length === 0) return null
  return (
    <section className="asked">
      <h2>
        {t('asked.name')} ({data.length})
      </h2>
      <ul>
        {data.map((it) => (
          <AskedPermit key={it.id} request={it} />
        ))}
      </ul>
    </section>
  )
}

function AskedPermit({ request }: { readonly request: PermitRequest }) {
  const { t } = useTranslation(['desk', 'lanes', 'page'])
  const { message } = App.useApp()
  const { grant, decline } = useRequestActs()
  const [isDeclining, setIsDeclining] = useState(false)
  const { id, reason, from, minutes, openingsMax, goingOut, note, askedAt } = request
  const onError = (error: Error) => void message.warning(failureText(error))
  const terms = [
    t(`lanes:reason.${reason}`),
    from === null ? t('asked.now') : timeText(from),
    t('asked.lasts', { minutes }),
    t('asked.times', { count: openingsMax }),
    ...(goingOut ? [t('asked.out')] : []),
  ]
  const give = () => grant.mutate(id, { onError, onSuccess: () => void message.success(t('asked.granted')) })
  const refuse = (given: { readonly reason: string }) =>
    decline.mutate({ id, ...given }, { onError, onSuccess: () => void message.success(t('asked.declined')) })
  return (
    <li data-request={id}>
      <strong>
        <Link to={`/households/${request.householdId}`}>{placeOf(request)}</Link>
      </strong>{' '}
      · {terms.join(' · ')} · <span className="since">{t('asked.at', { time: timeText(askedAt) })}</span>
      {note === '' ? null : <p className="note">{note}</p>}
      {isDeclining ? (
        <Form className="resolve" layout="vertical" requiredMark={false} onFinish={refuse}>
          <Form.Item
            name="reason"
            label={t('asked.declineReason')}
            rules={[{ required: true, whitespace: true, message: t('asked.reasonNeeded') }]}
          >
            <Input maxLength={REASON_MAX} autoFocus />
          </Form.Item>
          <div className="actions">
            <Button type="primary" htmlType="submit" loading={decline.isPending}>
              {t('asked.decline')}
            </Button>
            <Button onClick={() => setIsDeclining(false)}>{t('page:cancel')}</Button>
          </div>
        </Form>
      ) : (
        <div className="actions">
          <Button type="primary" data-act="grant-request" loading={grant.isPending} onClick={give}>
            {t('asked.grant')}
          </Button>
          <Button data-act="decline-request" onClick={() => setIsDeclining(true)}>
            {t('asked.decline')}…
          </Button>
        </div>
      )}
    </li>
  )
}
