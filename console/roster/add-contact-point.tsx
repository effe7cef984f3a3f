import { App, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { severityName } from '../alert/alert-names.ts'
import { AreaSelect } from '../parts/area-select.tsx'
import { type NewContactPoint, useAddContactPoint } from '../service/reach.ts'
import { useMembers } from '../service/staff.ts'
import { PLACE_MAX, SEVERITIES_FROM } from './contact-card.tsx'
import { type Faults, faultsOf } from './faults.ts'
import { FormEnd } from './form-end.tsx'

type Channel = NewContactPoint['channel']

const CHANNELS: readonly Channel[] = ['webhook', 'email', 'dingtalk', 'wecom', 'feishu', 'sms', 'voice']
/** A telephone knows no signature, and a WeCom robot has its secret in its address. */
const SIGNING: readonly Channel[] = ['webhook', 'email', 'dingtalk', 'feishu']
const SECRET_MIN = 16
const SECRET_MAX = 256
const TARGET_MAX = 2000

interface Written {
  readonly owner: 'area' | 'staff'
  readonly areaId?: number
  readonly staffId?: number
  readonly channel: Channel
  readonly target: string
  readonly secret?: string
  readonly severityMin: 'critical' | 'major' | 'minor'
  readonly place: number
}

/** Of an area or of a person; where, by which channel, and from how severe an alert on. */
export function AddContactPoint({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('roster')
  const { message } = App.useApp()
  const add = useAddContactPoint()
  const faults = faultsOf(add.error, 'contact')
  const onSuccess = () => {
    void message.success(t('contactAdded'))
    onDone()
  }
  return (
    <Form<Written>
      className="reach-form"
      layout="vertical"
      requiredMark={false}
      initialValues={{ owner: 'staff', channel: 'sms', severityMin: 'minor', place: PLACE_MAX }}
      onValuesChange={() => add.reset()}
      onFinish={(written) => add.mutate(pointOf(written), { onSuccess })}
    >
      <h2>{t('addContact')}</h2>
      <Owner faults={faults} />
      <Where faults={faults} />
      <div className="pair">
        <Form.Item name="severityMin" label={t('severityMin')} {...faults.of('severityMin')}>
          <Select options={SEVERITIES_FROM.map((value) => ({ value, label: severityName(value) }))} />
        </Form.Item>
        <Form.Item name="place" label={t('place')} extra={t('placeHint')} {...faults.of('place')}>
          <InputNumber min={1} max={PLACE_MAX} />
        </Form.Item>
      </div>
      <FormEnd fault={faults.rest} isPending={add.isPending} words={t('save')} onCancel={onDone} />
    </Form>
  )
}

function Owner({ faults }: { readonly faults: Faults }) {
  const { t } = useTranslation('roster')
  const owner = Form.useWatch<Written['owner'] | undefined>('owner')
  const members = useMembers().data?.staff.filter((it) => it.disabledAt === null) ?? []
  const isArea = owner === 'area'
  const people = members.map((it) => ({ value: it.id, label: `${it.displayName} (${it.username})` }))
  const name = isArea ? 'areaId' : 'staffId'
  return (
    <div className="pair">
      <Form.Item name="owner" label={t('owner')}>
        <Select
          autoFocus
          options={(['staff', 'area'] as const).map((value) => ({ value, label: t(`ownerKind.${value}`) }))}
        />
      </Form.Item>
      <Form.Item
        key={name}
        name={name}
        label={t(isArea ? 'area' : 'person')}
        rules={[{ required: true, message: t('needed') }]}
        {...faults.of(name)}
      >
        {isArea ? <AreaSelect /> : <Select showSearch={{ optionFilterProp: 'label' }} options={people} />}
      </Form.Item>
    </div>
  )
}

function Where({ faults }: { readonly faults: Faults }) {
  const { t } = useTranslation('roster')
  const channel = Form.useWatch<Channel | undefined>('channel') ?? 'sms'
  return (
    <>
      <Form.Item name="channel" label={t('channelName')}>
        <Select options={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))} />
      </Form.Item>
      <Form.Item
        name="target"
        label={t(`target.${channel}`)}
        rules={[{ required: true, whitespace: true, message: t('needed') }]}
        {...faults.of('target')}
      >
        <Input maxLength={TARGET_MAX} autoComplete="off" spellCheck={false} />
      </Form.Item>
      {SIGNING.includes(channel) ? (
        <Form.Item
          name="secret"
          label={t('secret')}
          extra={t('secretHint')}
          rules={[{ min: SECRET_MIN, message: t('wrongSecret') }]}
          {...faults.of('secret')}
        >
          <Input maxLength={SECRET_MAX} autoComplete="off" spellCheck={false} />
        </Form.Item>
      ) : null}
    </>
  )
}

function pointOf({ owner, areaId, staffId, channel, target, secret = '', ...rest }: Written): NewContactPoint {
  const whose = owner === 'area' ? { areaId: areaId ?? 0 } : { staffId: staffId ?? 0 }
  const terms = { ...rest, ...whose, target: target.trim() }
  switch (channel) {
    case 'wecom':
    case 'sms':
    case 'voice':
      return { channel, ...terms }
    default:
      return { channel, ...terms, ...(secret === '' ? {} : { secret }) }
  }
}
