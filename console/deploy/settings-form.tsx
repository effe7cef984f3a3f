import { Alert, Button, Form, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { press } from '../service/devices.ts'
import { ServiceFailure } from '../service/failure.ts'
import { type SensorSettings, type SettingsChange, useSettingsActs } from '../service/sensor-settings.ts'
import { failureText } from '../words/failure-words.ts'
import { useOneAct } from './use-one-act.ts'

const HEARTBEAT_SECONDS_MIN = 10

interface Filled {
  readonly heartbeatSeconds?: number | null
  readonly led?: 'yes' | 'no'
  readonly reportClosings?: 'yes' | 'no'
}

interface SettingsFormProps {
  readonly uid: string
  readonly settings: SensorSettings
}

/** What was never set stays empty: the sensor keeps what it was made with, and nobody here knows what that is. */
export function SettingsForm({ uid, settings }: SettingsFormProps) {
  const { t } = useTranslation('deploy')
  const oneAct = useOneAct()
  const { set } = useSettingsActs(uid)
  const yesOrNo = (name: 'led' | 'reportClosings') =>
    (['yes', 'no'] as const).map((value) => ({ value, label: t(`settings.${name}.${value}`) }))
  const send = (filled: Filled) =>
    oneAct(async () => {
      await set.mutateAsync({ ...changeOf(filled), ...press() }).catch(() => undefined)
    })
  return (
    <Form<Filled> layout="vertical" requiredMark={false} initialValues={filledWith(settings)} onFinish={send}>
      <Form.Item name="heartbeatSeconds" label={t('settings.heartbeat', { max: settings.heartbeatSecondsMax })}>
        <InputNumber
          min={HEARTBEAT_SECONDS_MIN}
          max={settings.heartbeatSecondsMax}
          precision={0}
          suffix={t('settings.seconds')}
          placeholder={t('settings.never')}
        />
      </Form.Item>
      <Form.Item name="led" label={t('settings.ledLabel')}>
        <Select placeholder={t('settings.never')} options={yesOrNo('led')} />
      </Form.Item>
      <Form.Item name="reportClosings" label={t('settings.closingsLabel')} extra={t('settings.closingsWhat')}>
        <Select placeholder={t('settings.never')} options={yesOrNo('reportClosings')} />
      </Form.Item>
      {set.error === null ? null : <Refused error={set.error} max={settings.heartbeatSecondsMax} />}
      {set.isSuccess ? <Alert type="success" showIcon role="status" title={t('settings.saved')} /> : null}
      <div className="actions">
        <Button type="primary" htmlType="submit" data-act="save-settings" loading={set.isPending}>
          {t('settings.save')}
        </Button>
      </div>
    </Form>
  )
}

function Refused({ error, max }: { readonly error: Error; readonly max: number }) {
  const { t } = useTranslation('deploy')
  const field = error instanceof ServiceFailure && error.code === 'request.contradictory' ? error.details.field : null
  const isKnown = field === 'heartbeatSeconds' || field === 'reportClosings'
  return <Alert type="warning" showIcon title={isKnown ? t(`settings.wrong.${field}`, { max }) : failureText(error)} />
}

function filledWith({ heartbeatSeconds, led, reportClosings }: SensorSettings): Filled {
  return {
    ...(heartbeatSeconds === null ? {} : { heartbeatSeconds }),
    ...(led === null ? {} : { led: led ? 'yes' : 'no' }),
    ...(reportClosings === null ? {} : { reportClosings: reportClosings ? 'yes' : 'no' }),
  }
}

function changeOf({ heartbeatSeconds, led, reportClosings }: Filled): SettingsChange {
  return {
    ...(heartbeatSeconds ? { heartbeatSeconds } : {}),
    ...(led === undefined ? {} : { led: led === 'yes' }),
    ...(reportClosings === undefined ? {} : { reportClosings: reportClosings === 'yes' }),
  }
}
