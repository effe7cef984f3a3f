import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { StaffMember } from '../service/shapes.ts'
import { useStaffActs } from '../service/staff.ts'
import { failureText } from '../words/failure-words.ts'
import { timeText } from '../words/time-words.ts'
import { ChangePerson } from './change-person.tsx'
import { ResetPassword } from './reset-password.tsx'

interface PersonProps {
  readonly person: StaffMember
  readonly areaName: (id: number) => string
  readonly isMe: boolean
  /** Whoever audits reads. */
  readonly mayChange: boolean
}

export function Person({ person, areaName, isMe, mayChange }: PersonProps) {
  const { t } = useTranslation('staff')
  const [asking, setAsking] = useState<'change' | 'password' | null>(null)
  const close = () => setAsking(null)
  return (
    <li className="person" data-username={person.username}>
      <p>
        <strong>{person.displayName}</strong> <span className="around">{person.username}</span>
        {isMe ? <span className="around"> · {t('itsYou')}</span> : null}
        {person.disabledAt === null ? null : (
          <span className="amber"> ⊘ {t('disabled', { time: timeText(person.disabledAt) })}</span>
        )}
      </p>
      <ul className="held">
        {person.roles.map(({ role, areaId }) => (
          <li key={`${role} ${areaId}`}>
            {t(`name.${role}`)} · {areaName(areaId)}
          </li>
        ))}
      </ul>
      <div className="actions">
        {mayChange && asking === null ? (
          <>
            <Button onClick={() => setAsking('change')}>{t('change')}</Button>
            {isMe ? null : <Button onClick={() => setAsking('password')}>{t('resetPassword')}</Button>}
            {isMe ? null : <Lock person={person} />}
          </>
        ) : null}
        <Link to={`/audit?staff=${person.id}`}>{t('acts')}</Link>
        {mayChange ? <Link to={`/roster/deliveries?person=${person.id}`}>{t('deliveries')}</Link> : null}
      </div>
      {asking === 'change' ? <ChangePerson person={person} isMe={isMe} onDone={close} /> : null}
      {asking === 'password' ? <ResetPassword id={person.id} onDone={close} /> : null}
    </li>
  )
}

function Lock({ person: { id, displayName, disabledAt } }: Pick<PersonProps, 'person'>) {
  const { t } = useTranslation(['staff', 'page'])
  const { message } = App.useApp()
  const { change } = useStaffActs()
  const put = (disabled: boolean) =>
    change.mutate({ id, disabled }, { onError: (error) => void message.warning(failureText(error)) })
  if (disabledAt !== null) {
    return (
      <Button loading={change.isPending} onClick={() => put(false)}>
        {t('enable')}
      </Button>
    )
  }
  return (
    <Popconfirm
      title={t('disableQuestion', { name: displayName })}
      okText={t('disable')}
      cancelText={t('page:cancel')}
      onConfirm={() => put(true)}
    >
      <Button loading={change.isPending}>{t('disable')}</Button>
    </Popconfirm>
  )
}
