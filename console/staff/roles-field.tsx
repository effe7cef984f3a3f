import { Button, Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { AreaSelect } from '../parts/area-select.tsx'
import type { Role } from '../service/shapes.ts'

const ROLES: readonly Role[] = ['viewer', 'grid_worker', 'duty_officer', 'installer', 'admin', 'auditor']
const ROLES_MAX = 50

/** One or more roles, each within an area and all below it. */
export function RolesField() {
  const { t } = useTranslation('staff')
  const rules = [{ required: true, message: t('needed') }]
  return (
    <Form.List name="roles">
      {(fields, { add, remove }) => (
        <fieldset className="roles">
          <legend>{t('roles')}</legend>
          {fields.map(({ key, name }) => (
            <div className="role" key={key}>
              <Form.Item name={[name, 'role']} label={t('role')} rules={rules}>
                <Select options={ROLES.map((value) => ({ value, label: t(`name.${value}`) }))} />
              </Form.Item>
              <Form.Item name={[name, 'areaId']} label={t('area')} rules={rules}>
                <AreaSelect />
              </Form.Item>
              <Button aria-label={t('removeRole')} disabled={fields.length < 2} onClick={() => remove(name)}>
                ×
              </Button>
            </div>
          ))}
          <Button disabled={fields.length >= ROLES_MAX} onClick={() => add({ role: 'viewer' })}>
            + {t('addRole')}
          </Button>
        </fieldset>
      )}
    </Form.List>
  )
}
