import { Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { ALERT_KINDS, kindName } from '../alert/alert-names.ts'
import type { FieldFault } from './faults.ts'

/** Some kinds of alerts; none chosen: any. */
export function KindsField({ fault }: { readonly fault: FieldFault }) {
  const { t } = useTranslation('roster')
  return (
    <Form.Item name="kinds" label={t('kinds')} extra={t('kindsHint')} {...fault}>
      <Select
        mode="multiple"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        options={ALERT_KINDS.map((value) => ({ value, label: kindName(value) }))}
      />
    </Form.Item>
  )
}
