import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { LanguageButton } from '../app/language-button.tsx'
import { client } from '../service/client.ts'
import { ME_KEY } from '../service/session.ts'
import { failureText } from '../words/failure-words.ts'

interface Credentials {
  readonly username: string
  readonly password: string
}

export function SignInForm() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const signIn = useMutation({
    mutationFn: (body: Credentials) => client.POST('/api/v1/login', { body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ME_KEY }),
  })
  const rules = [{ required: true, message: t('session.required') }]
  return (
    <main className="door">
      <h1>
        <img src="/icon.svg" alt="" width="40" height="40" /> {t('name')}
      </h1>
      <Form layout="vertical" requiredMark={false} onFinish={(it: Credentials) => signIn.mutate(it)}>
        <Form.Item name="username" label={t('session.username')} rules={rules}>
          <Input name="username" autoComplete="username" autoFocus maxLength={64} />
        </Form.Item>
        <Form.Item name="password" label={t('session.password')} rules={rules}>
          <Input.Password name="password" autoComplete="current-password" maxLength={256} />
        </Form.Item>
        {signIn.error === null ? null : <Alert type="warning" showIcon title={failureText(signIn.error)} />}
        <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
          {t('session.signIn')}
        </Button>
      </Form>
      <LanguageButton />
    </main>
  )
}
