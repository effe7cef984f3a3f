import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContactActs } from '../service/household.ts'
import { failureText } from '../words/failure-words.ts'
import './words.ts'

const PURPOSE_MAX = 200

/** A name and a phone number take a purpose, which is written down. They go with the page. */
export function RevealContact({ id, purpose = '' }: { readonly id: number; readonly purpose?: string }) {
  const { t } = useTranslation(['parts', 'page'])
  const [isAsking, setIsAsking] = useState(false)
  const { reveal } = useContactActs(id)
  if (reveal.data !== undefined) {
    const { name, phone } = reveal.data
    return (
      <p className="contact">
        <strong>{name}</strong> <a href={`tel:${phone}`}>☎ {phone}</a>{' '}
        <Button onClick={() => reveal.reset()}>{t('hide')}</Button>
      </p>
    )
  }
  if (!isAsking) {
    return (
      <div className="actions">
        <Button data-act="reveal" onClick={() => setIsAsking(true)}>
          ☎ {t('reveal')}
        </Button>
      </div>
    )
  }
  const ask = (asked: { readonly purpose: string }) => reveal.mutate(asked.purpose)
  return (
    <Form className="reveal resolve" layout="vertical" requiredMark={false} initialValues={{ purpose }} onFinish={ask}>
      <Form.Item
        name="purpose"
        label={t('purpose')}
        rules={[{ required: true, whitespace: true, message: t('needed') }]}
      >
        <Input maxLength={PURPOSE_MAX} autoFocus />
      </Form.Item>
      {reveal.error === null ? null : <Alert type="warning" title={failureText(reveal.error)} />}
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={reveal.isPending}>
          {t('reveal')}
        </Button>
        <Button onClick={() => setIsAsking(false)}>{t('page:cancel')}</Button>
      </div>
    </Form>
  )
}
