import { App, Button, Form, InputNumber, Popconfirm, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { HANDLERS } from '../app/screens.ts'
import { useHouseholdActs } from '../service/household.ts'
import { hasRole, useSession } from '../service/session.ts'
import type { Permit } from '../service/shapes.ts'
import { failureText } from '../words/failure-words.ts'
import { timeText } from '../words/time-words.ts'

const REASONS = ['delivery', 'rubbish', 'nucleic_acid_test', 'medical', 'staff_visit', 'other'] as const
const MINUTE_MS = 60_000
/** What is asked for all day long. */
const USUAL = { reason: 'delivery', minutes: 10, openingsMax: 1 } as const

interface Wish {
  readonly reason: (typeof REASONS)[number]
  readonly minutes: number
  readonly openingsMax: number
}

/** Permits: the usual one in one tap, any other from now on, and those there are. */
export function PermitsPart({ id, permits }: { readonly id: number; readonly permits: readonly Permit[] }) {
  const { t } = useTranslation(['household', 'lanes'])
  const { message } = App.useApp()
  const { data: me } = useSession()
  const { grant, revoke } = useHouseholdActs(id)
  const canChange = me && hasRole(me, HANDLERS)
  const onError = (error: Error) => void message.warning(failureText(error))
  const give = ({ reason, minutes, openingsMax }: Wish) => {
    const now = Date.now()
    const window = { from: new Date(now).toISOString(), until: new Date(now + minutes * MINUTE_MS).toISOString() }
    grant.mutate({ ...window, reason, openingsMax }, { onError, onSuccess: () => void message.success(t('granted')) })
  }
  return (
    <section className="records">
      <h2>{t('permits')}</h2>
      {canChange ? (
        <div className="actions">
          <Button type="primary" data-act="usual-permit" loading={grant.isPending} onClick={() => give(USUAL)}>
            {t('usualPermit')}
          </Button>
          <Form<Wish>
            layout="inline"
            initialValues={{ ...USUAL, reason: 'staff_visit' }}
            requiredMark={false}
            onFinish={give}
          >
            <Form.Item name="reason" label={t('reason')}>
              <Select options={REASONS.map((value) => ({ value, label: t(`lanes:reason.${value}`) }))} />
            </Form.Item>
            <Form.Item name="minutes" label={t('minutes')} rules={[{ required: true }]}>
              <InputNumber min={1} max={1440} />
            </Form.Item>
            <Form.Item name="openingsMax" label={t('openingsMax')} rules={[{ required: true }]}>
              <InputNumber min={1} max={100} />
            </Form.Item>
            <Button htmlType="submit" loading={grant.isPending}>
              {t('grant')}
            </Button>
          </Form>
        </div>
      ) : null}
      {permits.length === 0 ? <p>{t('noPermits')}</p> : null}
      <ul>
        {permits.map((it) => (
          <li key={it.id}>
            {t(`lanes:reason.${it.reason}`)} · {timeText(it.from)} – {timeText(it.until)} ·{' '}
            {t('openings', { count: it.openingsMax })} · {t('by', { name: it.grantedBy })}
            {it.revokedAt === null
              ? ''
              : ` · ${t('revoked', { time: timeText(it.revokedAt), by: it.revokedBy ?? '' })}`}
            {canChange && it.householdId !== null && it.revokedAt === null && Date.parse(it.until) > Date.now() ? (
              <Popconfirm title={t('revokeQuestion')} onConfirm={() => revoke.mutate(it.id, { onError })}>
                <Button type="link" loading={revoke.isPending}>
                  {t('revoke')}
                </Button>
              </Popconfirm>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
