import { Alert, App, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { usePolicyActs } from '../service/policies.ts'
import type { Policy, PolicySettings } from '../service/shapes.ts'
import { failureText } from '../words/failure-words.ts'
import { has } from '../words/words.ts'
import { usePolicyNames } from './sentences.ts'
import { zh } from './words-zh.ts'

const NAME_MAX = 64

interface SaveFormProps {
  readonly base: Policy | null
  readonly policies: readonly Policy[]
  readonly whole: () => Promise<PolicySettings | null>
  readonly onRefused: (error: unknown) => void
}

/** The next version of a name that there is, or the first of another. */
export function SaveForm({ base, policies, whole, onRefused }: SaveFormProps) {
  const { t } = useTranslation('policies')
  const { message } = App.useApp()
  const navigate = useNavigate()
  const { nameOf, titleOf } = usePolicyNames()
  const { create } = usePolicyActs()
  // A preset is shown in the language of the page, and is meant by what it is shown as.
  const meant = (shown: string) => policies.find((it) => nameOf(it.name) === shown.trim())?.name ?? shown.trim()
  const [form] = Form.useForm<{ readonly name: string }>()
  const isPreset = has(zh.preset, meant(Form.useWatch('name', form) ?? ''))
  const send = async ({ name }: { readonly name: string }) => {
    const settings = await whole()
    if (settings === null) return
    create.mutate(
      { name: meant(name), settings },
      {
        onSuccess: ({ id, version }) => {
          void message.success(t('saved', { name: titleOf({ name: meant(name), version }) }))
          void navigate(`/policies/${id}`)
        },
        onError: onRefused,
      },
    )
  }
  return (
    <section className="part">
      <h2>{t('save')}</h2>
      <p className="quiet">{t('saveNote')}</p>
      <Form
        form={form}
        className="narrow"
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: base === null || has(zh.preset, base.name) ? '' : nameOf(base.name) }}
        onFinish={(asked) => void send(asked)}
      >
        <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
          <Input maxLength={NAME_MAX} autoComplete="off" />
        </Form.Item>
        {isPreset ? <Alert type="info" showIcon title={t('savePreset')} /> : null}
        {create.error === null ? null : <Alert type="warning" showIcon title={failureText(create.error)} />}
        <Button type="primary" htmlType="submit" data-act="save" loading={create.isPending}>
          {t('save')}
        </Button>
      </Form>
    </section>
  )
}
