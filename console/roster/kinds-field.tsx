import { Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { FieldFault } from './faults.ts'
import { ALERT_KINDS, useNames } from './names.ts'

/** Some kinds of alerts; none chosen: any. */
export function KindsField({ fault }: { readonly fault: FieldFault }) {
  const { t } = useTranslation('roster')
  const { kindOf } = useNames()
  return (
    <Form.Item name="kinds" label={t('kinds')} extra={t('kindsHint')} {...fault}>
      <Select
        mode="multiple"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        options={ALERT_KINDS.map((value) => ({ value, label: kindOf(value) }))}
      />
    </Form.Item>
  )
}
