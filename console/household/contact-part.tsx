import { App, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HANDLERS } from '../app/screens.ts'
import { RevealContact } from '../parts/reveal-contact.tsx'
import { type ContactRequest, useContactActs } from '../service/household.ts'
import { hasRole, useSession } from '../service/session.ts'
import type { Household } from '../service/shapes.ts'
import { failureText } from '../words/failure-words.ts'
import { timeText } from '../words/time-words.ts'

/** Who answers there: shown for a purpose, changed by those who handle alerts. */
export function ContactPart({ household }: { readonly household: Pick<Household, 'id' | 'contactConfirmedAt'> }) {
  const { t } = useTranslation(['household', 'page'])
  const { message } = App.useApp()
  const { data: me } = useSession()
  const [isChanging, setIsChanging] = useState(false)
  const { set, confirm } = useContactActs(household.id)
  const onError = (error: Error) => void message.warning(failureText(error))
  const { contactConfirmedAt } = household
  const change = (body: ContactRequest) => set.mutate(body, { onError, onSuccess: () => setIsChanging(false) })
  return (
    <section className="records">
      <h2>{t('contact')}</h2>
      <p>{contactConfirmedAt === null ? t('notConfirmed') : t('confirmed', { time: timeText(contactConfirmedAt) })}</p>
      {me && hasRole(me, HANDLERS) ? (
        <>
          <RevealContact id={household.id} />
          <div className="actions">
            <Button loading={confirm.isPending} onClick={() => confirm.mutate(undefined, { onError })}>
              {t('confirm')}
            </Button>
            <Button onClick={() => setIsChanging(!isChanging)}>{t('setContact')}</Button>
          </div>
          {isChanging ? <ContactForm isPending={set.isPending} onDone={change} /> : null}
        </>
      ) : null}
    </section>
  )
}

interface ContactFormProps {
  readonly isPending: boolean
  readonly onDone: (contact: ContactRequest) => void
}

interface Written {
  readonly name: string
  readonly phone: string
  readonly language: 'zh' | 'en'
  readonly channel: 'none' | 'sms' | 'voice'
}

function ContactForm({ isPending, onDone }: ContactFormProps) {
  const { t } = useTranslation('household')
  const channels = (['none', 'sms', 'voice'] as const).map((value) => ({ value, label: t(`channel.${value}`) }))
  const languages = [
    { value: 'zh', label: '中文' },
    { value: 'en', label: 'English' },
  ]
  const rules = [{ required: true, message: t('needed') }]
  return (
    <Form<Written>
      className="resolve"
      layout="vertical"
      requiredMark={false}
      initialValues={{ language: 'zh', channel: 'sms' }}
      onFinish={onDone}
    >
      <Form.Item name="name" label={t('name')} rules={rules}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="phone" label={t('phone')} rules={rules}>
        <Input maxLength={32} inputMode="tel" autoComplete="off" />
      </Form.Item>
      <Form.Item name="channel" label={t('channel.name')}>
        <Select options={channels} />
      </Form.Item>
      <Form.Item name="language" label={t('language')}>
        <Select options={languages} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={isPending}>
        {t('save')}
      </Button>
    </Form>
  )
}
