import { Form, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { ALERTING, NUMBER_FIELDS } from './fields.ts'

/** A field for each number, with what it means and its limits. What is outside of them is refused by the service. */
export function DraftFields() {
  const { t } = useTranslation('policies')
  return (
    <div className="fields">
      <Form.Item name="openingAlert" label={t('field.openingAlert')} extra={t('explain.openingAlert')}>
        <Select options={ALERTING.map((value) => ({ value, label: t(`alerting.${value}`) }))} />
      </Form.Item>
      {NUMBER_FIELDS.map(({ name, min, max }) => (
        <Form.Item
          key={name}
          name={name}
          label={t(`field.${name}`)}
          extra={`${t(`explain.${name}`)} ${t('limits', { min, max })}`}
          rules={name === 'notOpenedHours' ? [] : [{ required: true, message: t('needed') }]}
        >
          <InputNumber controls={false} />
        </Form.Item>
      ))}
    </div>
  )
}
