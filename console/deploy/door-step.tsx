import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Waiting } from '../app/waiting.tsx'
import { press, useFittingActs, useHome } from '../service/devices.ts'
import type { Household } from '../service/shapes.ts'
import { timeText } from '../words/time-words.ts'
import { placeOf } from './sensor-words.tsx'
import { useOneAct } from './use-one-act.ts'

const DOOR_LENGTH_MAX = 32
const REASON_MAX = 200
const DOORS = ['front', 'back', 'balcony'] as const

interface DoorStepProps {
  readonly sensor: string
  readonly home: number
  /** The fitting whose sensor is to be replaced. */
  readonly swap: number | null
  readonly onFitted: (fitting: number) => void
}

/** Which door: a new one by its name, or one whose sensor makes way. */
export function DoorStep({ sensor, home: id, swap, onFitted }: DoorStepProps) {
  const { t } = useTranslation('deploy')
  const { data: home, error, refetch } = useHome(id)
  if (home === undefined) return <Waiting error={error} onRetry={() => void refetch()} />
  const fitted = home.fittings.filter((it) => it.until === null && it.sensorUid !== sensor)
  const others = swap === null ? fitted : fitted.filter((it) => it.id === swap)
  return (
    <section className="records">
      <h2>{placeOf(home)}</h2>
      <p className="uid">{sensor}</p>
      <p>{t('testsItself')}</p>
      {swap === null ? <NewDoor sensor={sensor} home={id} onFitted={onFitted} /> : null}
      {others.map((it) => (
        <Replace key={it.id} fitting={it} sensor={sensor} onFitted={onFitted} isOnly={swap !== null} />
      ))}
      {swap !== null && others.length === 0 ? <p className="amber">⚠ {t('noLongerThere')}</p> : null}
    </section>
  )
}

function NewDoor({ sensor, home, onFitted }: Pick<DoorStepProps, 'sensor' | 'home' | 'onFitted'>) {
  const { t } = useTranslation('deploy')
  const act = useOneAct()
  const [form] = Form.useForm<{ door: string }>()
  const { fit } = useFittingActs()
  const make = ({ door }: { readonly door: string }) =>
    act(async () => onFitted((await fit.mutateAsync({ sensorUid: sensor, householdId: home, door, ...press() })).id))
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ door: t('door.front') }}
      onFinish={make}
      disabled={fit.isPending}
    >
      <Form.Item name="door" label={t('doorName')} rules={[{ required: true, whitespace: true, message: t('needed') }]}>
        <Input maxLength={DOOR_LENGTH_MAX} autoComplete="off" />
      </Form.Item>
      <div className="actions presets">
        {DOORS.map((it) => (
          <Button key={it} onClick={() => form.setFieldsValue({ door: t(`door.${it}`) })}>
            {t(`door.${it}`)}
          </Button>
        ))}
      </div>
      <Button type="primary" size="large" htmlType="submit" data-act="fit" loading={fit.isPending}>
        {t('fit')}
      </Button>
    </Form>
  )
}

interface ReplaceProps extends Pick<DoorStepProps, 'sensor' | 'onFitted'> {
  readonly fitting: Household['fittings'][number]
  readonly isOnly: boolean
}

function Replace({ fitting, sensor, isOnly, onFitted }: ReplaceProps) {
  const { t } = useTranslation('deploy')
  const act = useOneAct()
  const { swap } = useFittingActs()
  const replace = ({ reason }: { readonly reason: string }) =>
    act(async () => onFitted((await swap.mutateAsync({ id: fitting.id, sensorUid: sensor, reason, ...press() })).id))
  return (
    <Form className="replace" layout="vertical" requiredMark={false} onFinish={replace}>
      <h3>
        {t('present', { door: fitting.door, uid: fitting.sensorUid })}{' '}
        <span className="around">{timeText(fitting.from)}</span>
      </h3>
      <Form.Item
        name="reason"
        label={t('whySwap')}
        rules={[{ required: true, whitespace: true, message: t('needed') }]}
      >
        <Input maxLength={REASON_MAX} />
      </Form.Item>
      <Button type={isOnly ? 'primary' : 'default'} htmlType="submit" data-act="replace" loading={swap.isPending}>
        {t('replace')}
      </Button>
    </Form>
  )
}
