import { Alert, App, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useStaffActs } from '../service/staff.ts'
import { failureText } from '../words/failure-words.ts'

export function ResetPassword({ id, onDone }: { readonly id: number; readonly onDone: () => void }) {
  const { t } = useTranslation(['staff', 'page'])
  const { message } = App.useApp()
  const { reset } = useStaffActs()
  const onSuccess = () => {
    void message.success(t('reset'))
    onDone()
  }
  const send = ({ password }: { readonly password: string }) => reset.mutate({ id, password }, { onSuccess })
  return (
    <Form className="person-form" layout="vertical" requiredMark={false} onFinish={send}>
      <Form.Item name="password" label={t('firstPassword')} rules={[{ required: true, message: t('needed') }]}>
        <Input.Password autoComplete="new-password" maxLength={128} autoFocus />
      </Form.Item>
      {reset.error === null ? null : <Alert type="warning" title={failureText(reset.error)} />}
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={reset.isPending}>
          {t('resetPassword')}
        </Button>
        <Button onClick={onDone}>{t('page:cancel')}</Button>
      </div>
    </Form>
  )
}
