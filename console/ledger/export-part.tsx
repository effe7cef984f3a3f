import { Alert, Button, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { saveFile } from '../app/save-file.ts'
import { HANDLERS } from '../app/screens.ts'
import { useExportLedger } from '../service/ledger.ts'
import { hasRole, useSession } from '../service/session.ts'
import { failureText } from '../words/failure-words.ts'
import { currentLanguage } from '../words/words.ts'

const PURPOSE_MAX = 200

interface Asked {
  readonly purpose?: string
}

/** Names and phones take a purpose, and are told to those who may ask for them. */
export function ExportPart({ areaId }: { readonly areaId: number }) {
  const { t } = useTranslation('ledger')
  const { data: me } = useSession()
  const [form] = Form.useForm<Asked>()
  const [withContacts, setWithContacts] = useState(false)
  const ledger = useExportLedger()
  const save = (format: 'xlsx' | 'csv') => async () => {
    const valid = await form.validateFields().catch(() => null)
    if (valid === null) return
    const purpose = withContacts ? { purpose: valid.purpose ?? '' } : {}
    const body = { areaId, format, language: currentLanguage(), ...purpose }
    ledger.mutate(body, { onSuccess: (content) => saveFile(t('fileName'), format, content) })
  }
  const mayReveal = me !== undefined && me !== null && hasRole(me, HANDLERS)
  const rules = [{ required: true, whitespace: true, message: t('needed') }]
  return (
    <section className="records">
      <h2>{t('export')}</h2>
      <p>{t('exportWhat')}</p>
      <Form form={form} layout="vertical" requiredMark={false} className="resolve">
        {mayReveal ? (
          <Checkbox checked={withContacts} onChange={({ target }) => setWithContacts(target.checked)}>
            {t('withContacts')}
          </Checkbox>
        ) : null}
        {withContacts ? (
          <Form.Item name="purpose" label={t('purpose')} rules={rules}>
            <Input maxLength={PURPOSE_MAX} />
          </Form.Item>
        ) : null}
      </Form>
      {ledger.error === null ? null : <Alert type="warning" showIcon title={failureText(ledger.error)} />}
      <div className="actions">
        {(['xlsx', 'csv'] as const).map((format) => (
          <Button key={format} data-act={`export-${format}`} disabled={ledger.isPending} onClick={save(format)}>
            {t('save', { format: format.toUpperCase() })}
          </Button>
        ))}
      </div>
    </section>
  )
}
