import { Alert, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { StaffMember } from '../service/shapes.ts'
import { type StaffChange, useStaffActs } from '../service/staff.ts'
import { failureText } from '../words/failure-words.ts'
import { NAME_MAX } from './add-person.tsx'
import { RolesField } from './roles-field.tsx'

interface ChangePersonProps {
  readonly person: StaffMember
  readonly isMe: boolean
  readonly onDone: () => void
}

export function ChangePerson({ person, isMe, onDone }: ChangePersonProps) {
  const { t } = useTranslation(['staff', 'page'])
  const { change } = useStaffActs()
  // A name that stays is not asked for: it may be somebody else's to change.
  const send = ({ displayName, ...rest }: StaffChange) => {
    const name = displayName === undefined || displayName === person.displayName ? {} : { displayName }
    change.mutate({ id: person.id, ...rest, ...name }, { onSuccess: onDone })
  }
  return (
    <Form<StaffChange>
      className="person-form"
      layout="vertical"
      requiredMark={false}
      initialValues={{ displayName: person.displayName, roles: person.roles }}
      onFinish={send}
    >
      <Form.Item name="displayName" label={t('displayName')} rules={[{ required: true, message: t('needed') }]}>
        <Input maxLength={NAME_MAX} autoFocus />
      </Form.Item>
      {isMe ? null : <RolesField />}
      {change.error === null ? null : <Alert type="warning" title={failureText(change.error)} />}
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('save')}
        </Button>
        <Button onClick={onDone}>{t('page:cancel')}</Button>
      </div>
    </Form>
  )
}
