import { Alert, App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type NewStaff, useStaffActs } from '../service/staff.ts'
import { failureText } from '../words/failure-words.ts'
import { RolesField } from './roles-field.tsx'

export const NAME_MAX = 64

export function AddPerson() {
  const { t } = useTranslation(['staff', 'page'])
  const { message } = App.useApp()
  const [isAsking, setIsAsking] = useState(false)
  const { add } = useStaffActs()
  if (!isAsking) {
    return (
      <div className="actions">
        <Button type="primary" data-act="add" onClick={() => setIsAsking(true)}>
          {t('add')}
        </Button>
      </div>
    )
  }
  const needed = { required: true, whitespace: true, message: t('needed') }
  const send = (body: NewStaff) =>
    add.mutate(body, {
      onSuccess: () => {
        void message.success(t('saved'))
        setIsAsking(false)
      },
    })
  return (
    <Form<NewStaff>
      className="person-form"
      layout="vertical"
      requiredMark={false}
      initialValues={{ roles: [{ role: 'viewer' }] }}
      onFinish={send}
    >
      <h2>{t('add')}</h2>
      <Form.Item
        name="username"
        label={t('username')}
        rules={[needed, { pattern: /^[a-z0-9][a-z0-9._-]{1,31}$/, message: t('usernameRule') }]}
      >
        <Input autoComplete="off" maxLength={32} autoFocus />
      </Form.Item>
      <Form.Item name="displayName" label={t('displayName')} rules={[needed]}>
        <Input autoComplete="off" maxLength={NAME_MAX} />
      </Form.Item>
      <Form.Item name="password" label={t('firstPassword')} rules={[needed]}>
        <Input.Password autoComplete="new-password" maxLength={128} />
      </Form.Item>
      <RolesField />
      {add.error === null ? null : <Alert type="warning" title={failureText(add.error)} />}
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={add.isPending}>
          {t('save')}
        </Button>
        <Button onClick={() => setIsAsking(false)}>{t('page:cancel')}</Button>
      </div>
    </Form>
  )
}
