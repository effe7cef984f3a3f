import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { client } from '../service/client.ts'
import { ME_KEY } from '../service/session.ts'
import { failureText } from '../words/failure-words.ts'

interface Passwords {
  readonly current: string
  readonly next: string
}

/** Whoever signs in for the first time chooses a password of their own before anything else. */
export function PasswordForm() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: (body: Passwords) => client.POST('/api/v1/me/password', { body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ME_KEY }),
  })
  const rules = [{ required: true, message: t('session.required') }]
  return (
    <main className="door">
      <h1>{t('session.changePassword')}</h1>
      <p>{t('session.mustChange')}</p>
      <Form layout="vertical" requiredMark={false} onFinish={(it: Passwords) => change.mutate(it)}>
        <Form.Item name="current" label={t('session.currentPassword')} rules={rules}>
          <Input.Password name="current" autoComplete="current-password" maxLength={256} />
        </Form.Item>
        <Form.Item name="next" label={t('session.nextPassword')} rules={rules}>
          <Input.Password name="next" autoComplete="new-password" maxLength={256} />
        </Form.Item>
        {change.error === null ? null : <Alert type="warning" showIcon title={failureText(change.error)} />}
        <Button type="primary" htmlType="submit" block loading={change.isPending}>
          {t('session.changePassword')}
        </Button>
      </Form>
    </main>
  )
}
