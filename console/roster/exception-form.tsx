import { App, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type NewException, useHandlers, useRosterActs } from '../service/rosters.ts'
import type { RosterDetail } from '../service/shapes.ts'
import { instantOf, wallOf } from '../words/wall-clock.ts'
import { type Faults, faultsOf } from './faults.ts'
import { FormEnd } from './form-end.tsx'
import { PersonSelect } from './person-select.tsx'

const KINDS = ['absent', 'extra', 'swap'] as const
const REASON_MAX = 200
const HOUR_MS = 3_600_000
const FIRST_HOURS = 12

/** What the form begins with; without a time: the next twelve hours. */
export interface Wished {
  readonly kind: NewException['kind']
  readonly from: number | null
  readonly until: number | null
}

interface Written {
  readonly kind: NewException['kind']
  readonly staffId: number
  readonly substituteId?: number
  readonly from: string
  readonly until: string
  readonly reason: string
}

interface ExceptionFormProps {
  readonly roster: RosterDetail
  readonly wished: Wished
  readonly onDone: () => void
}

/** Somebody is away, there besides, or another takes their place, from a time until another by the area's wall clock. */
export function ExceptionForm({ roster, wished, onDone }: ExceptionFormProps) {
  const { t } = useTranslation('roster')
  const { message } = App.useApp()
  const [form] = Form.useForm<Written>()
  const { addException } = useRosterActs(roster.id)
  const faults = faultsOf(addException.error, 'exception')
  const needed = [{ required: true, message: t('needed') }]
  const { timeZone } = roster
  const from = Math.max(wished.from ?? 0, Math.ceil(Date.now() / HOUR_MS) * HOUR_MS - HOUR_MS)
  const first = { from: wallOf(from, timeZone), until: wallOf(wished.until ?? from + FIRST_HOURS * HOUR_MS, timeZone) }
  const onSuccess = () => {
    void message.success(t('exceptionAdded'))
    onDone()
  }
  return (
    <Form<Written>
      form={form}
      className="reach-form"
      layout="vertical"
      requiredMark={false}
      initialValues={{ kind: wished.kind, ...first }}
      onValuesChange={() => addException.reset()}
      onFinish={(written) => addException.mutate(exceptionOf(written, timeZone), { onSuccess })}
    >
      <h2>{t('addException')}</h2>
      <p className="around">{t('byClock', { zone: timeZone })}</p>
      <Form.Item name="kind" label={t('kind')}>
        <Select autoFocus options={KINDS.map((value) => ({ value, label: t(`exceptionKind.${value}`) }))} />
      </Form.Item>
      <Who roster={roster} faults={faults} />
      <div className="pair">
        <Form.Item name="from" label={t('from')} rules={needed} {...faults.of('from')}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="until" label={t('untilTime')} rules={needed} {...faults.of('until')}>
          <Input type="datetime-local" />
        </Form.Item>
      </div>
      <Form.Item
        name="reason"
        label={t('reason')}
        rules={[{ required: true, whitespace: true, message: t('needed') }]}
        {...faults.of('reason')}
      >
        <Input maxLength={REASON_MAX} autoComplete="off" />
      </Form.Item>
      <FormEnd fault={faults.rest} isPending={addException.isPending} words={t('save')} onCancel={onDone} />
    </Form>
  )
}

interface WhoProps {
  readonly roster: RosterDetail
  readonly faults: Faults
}

/** Whoever is away or is stood in for is on the roster; whoever comes is anybody who may be on duty there. */
function Who({ roster, faults }: WhoProps) {
  const { t } = useTranslation('roster')
  const kind = Form.useWatch<Written['kind'] | undefined>('kind')
  const handlers = useHandlers(roster.areaId)
  const people = handlers.data?.staff ?? []
  const needed = [{ required: true, message: t('needed') }]
  const on = [...roster.shifts, ...roster.exceptions].map((it) => it.staffId)
  const substitutes = roster.exceptions.map((it) => it.substituteId)
  const planned = roster.people.filter((it) => on.includes(it.id) || substitutes.includes(it.id))
  const label = t(kind === 'extra' ? 'comes' : kind === 'swap' ? 'leaves' : 'away')
  return (
    <>
      <Form.Item name="staffId" label={label} rules={needed} {...faults.of('staffId')}>
        <PersonSelect people={kind === 'extra' ? people : planned} label={label} loading={handlers.isLoading} />
      </Form.Item>
      {kind === 'swap' ? (
        <Form.Item name="substituteId" label={t('substitute')} rules={needed} {...faults.of('substituteId')}>
          <PersonSelect people={people} label={t('substitute')} loading={handlers.isLoading} />
        </Form.Item>
      ) : null}
    </>
  )
}

function exceptionOf(written: Written, timeZone: string): NewException {
  const { kind, staffId, substituteId = 0, reason } = written
  const at = (wall: string): string => new Date(instantOf(wall, timeZone)).toISOString()
  const terms = { staffId, reason, from: at(written.from), until: at(written.until) }
  return kind === 'swap' ? { kind, ...terms, substituteId } : { kind, ...terms }
}
