import { Alert, Button, Form, Input, Spin } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readSensorCode, type SensorCode } from './sensor-code.ts'

const CODE_LENGTH_MAX = 160

/** The camera and the reader come when they are asked for: most phones have read one label and keep them. */
const Camera = lazy(async () => ({ default: (await import('./camera.tsx')).Camera }))

interface Refused {
  readonly kind: Exclude<SensorCode['kind'], 'sensor'>
  readonly text: string
}

/** Which sensor: seen by the camera, or typed from its label. */
export function CodeStep({ onUid }: { readonly onUid: (uid: string) => void }) {
  const { t } = useTranslation(['deploy', 'page'])
  const [isOpen, setIsOpen] = useState(false)
  const [refused, setRefused] = useState<Refused | null>(null)
  const take = (text: string) => {
    const code = readSensorCode(text)
    setRefused(code.kind === 'sensor' ? null : { kind: code.kind, text: text.slice(0, CODE_LENGTH_MAX) })
    if (code.kind === 'sensor') onUid(code.uid)
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
      {refused === null ? null : (
        <Alert type="warning" showIcon title={t(`refusedCode.${refused.kind}`, { code: refused.text })} />
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
