import { Alert, Button, Form, Input, Spin } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isKeyText } from './credentials.ts'
import { uidOf } from './sensor-code.ts'

const CODE_LENGTH_MAX = 160

/** The camera and the reader come when they are asked for: most phones have read one label and keep them. */
const Camera = lazy(async () => ({ default: (await import('./camera.tsx')).Camera }))

/** Which sensor: seen by the camera, or typed from its label. */
export function CodeStep({ onUid }: { readonly onUid: (uid: string) => void }) {
  const { t } = useTranslation(['deploy', 'page'])
  const [isOpen, setIsOpen] = useState(false)
  const [strange, setStrange] = useState<string | null>(null)
  const take = (text: string) => {
    const uid = uidOf(text)
    if (uid === null) setStrange(text)
    else onUid(uid)
  }
  return (
    <section className="records">
      <Button type="primary" size="large" data-act="scan" onClick={() => setIsOpen(!isOpen)}>
        {isOpen ? t('page:close') : `▣ ${t('scan')}`}
      </Button>
      {isOpen ? (
        <Suspense fallback={<Spin />}>
          <Camera onCode={take} />
        </Suspense>
      ) : null}
      {strange === null ? null : (
        <Alert
          type="warning"
          showIcon
          title={isKeyText(strange) ? t('isKey') : t('strangeCode', { code: strange.slice(0, CODE_LENGTH_MAX) })}
        />
      )}
      <Form<{ readonly code: string }> layout="vertical" requiredMark={false} onFinish={({ code }) => take(code)}>
        <Form.Item name="code" label={t('typed')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
          <Input maxLength={CODE_LENGTH_MAX} autoCapitalize="none" autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Button htmlType="submit">{t('next')}</Button>
      </Form>
    </section>
  )
}
