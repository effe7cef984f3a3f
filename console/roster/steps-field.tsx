import { Button, Form, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { FieldFault } from './faults.ts'
import { LEVELS } from './roster-form.tsx'

export const CHANNELS = ['webhook', 'email', 'dingtalk', 'wecom', 'feishu', 'sms', 'voice', 'web_push'] as const
const STEPS_MAX = 12
const SECONDS_MAX = 24 * 3600
const NEXT_SECONDS = 300

/** The steps of a ladder, in their order; each names a level, a time after the beginning, and perhaps some channels. */
export function StepsField({ fault }: { readonly fault: FieldFault }) {
  const { t } = useTranslation('roster')
  const needed = [{ required: true, message: t('needed') }]
  return (
    <Form.List name="steps">
      {(fields, { add, remove }) => (
        <fieldset className="steps-field">
          <legend>{t('steps')}</legend>
          {fields.map(({ key, name }) => (
            <div className="step" key={key}>
              <Form.Item name={[name, 'level']} label={t('levelName')} rules={needed}>
                <Select options={LEVELS.map((value) => ({ value, label: t(`level.${value}`) }))} />
              </Form.Item>
              <Form.Item name={[name, 'afterSeconds']} label={t('afterSeconds')} rules={needed}>
                <InputNumber min={0} max={SECONDS_MAX} />
              </Form.Item>
              <Form.Item name={[name, 'channels']} label={t('channelsOfStep')}>
                <Select
                  mode="multiple"
                  allowClear
                  placeholder={t('anyChannel')}
                  options={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
                />
              </Form.Item>
              <Button aria-label={t('removeStep')} disabled={fields.length < 2} onClick={() => remove(name)}>
                ×
              </Button>
            </div>
          ))}
          <Form.Item {...fault}>
            <Button
              disabled={fields.length >= STEPS_MAX}
              onClick={() => add({ level: 'street_office', afterSeconds: NEXT_SECONDS, channels: [] })}
            >
              + {t('addStep')}
            </Button>
          </Form.Item>
        </fieldset>
      )}
    </Form.List>
  )
}
