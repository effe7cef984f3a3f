import { App, Button, Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useHouseholdActs } from '../service/household.ts'
import { hasRole, useSession } from '../service/session.ts'
import type { Order, Role } from '../service/shapes.ts'
import { failureText } from '../words/failure-words.ts'
import { timeText } from '../words/time-words.ts'

const OFFICERS: readonly Role[] = ['duty_officer', 'admin']
const DAY_MS = 86_400_000
const REASON_MAX = 500

interface Change {
  readonly days: number
  readonly reason: string
}

/** The household's orders; each is extended or ended by a named person who says why. */
export function OrdersPart({ id, orders }: { readonly id: number; readonly orders: readonly Order[] }) {
  const { t } = useTranslation('household')
  return (
    <section className="records">
      <h2>{t('orders')}</h2>
      {orders.length === 0 ? <p>{t('noOrder')}</p> : null}
      <ul>
        {orders.map((it) => (
          <OrderLine key={it.id} id={id} order={it} />
        ))}
      </ul>
    </section>
  )
}

function OrderLine({ id, order }: { readonly id: number; readonly order: Order }) {
  const { t } = useTranslation(['household', 'page'])
  const { message } = App.useApp()
  const { data: me } = useSession()
  const [act, setAct] = useState<'extend' | 'release' | null>(null)
  const { extend, release } = useHouseholdActs(id)
  const after = { onError: (error: Error) => void message.warning(failureText(error)), onSuccess: () => setAct(null) }
  const change = ({ days, reason }: Change) => {
    const endsAt = new Date(Date.parse(order.endsAt) + days * DAY_MS).toISOString()
    if (act === 'extend') extend.mutate({ order: order.id, endsAt, reason }, after)
    else release.mutate({ order: order.id, reason }, after)
  }
  const canChange = me && hasRole(me, OFFICERS) && order.releasedAt === null
  return (
    <li>
      {timeText(order.startsAt)} – {timeText(order.endsAt)} · {order.basis} · {t('by', { name: order.issuedBy })}
      {order.policy === null ? '' : ` · ${order.policy} v${order.policyVersion}`}
      {order.releasedAt === null ? '' : ` · ${t('releasedAt', { time: timeText(order.releasedAt) })}`}
      {canChange && act === null ? (
        <div className="actions">
          <Button onClick={() => setAct('extend')}>{t('extend')}…</Button>
          <Button onClick={() => setAct('release')}>{t('release')}…</Button>
        </div>
      ) : null}
      {act === null ? null : (
        <Form<Change>
          className="resolve"
          layout="vertical"
          requiredMark={false}
          initialValues={{ days: 7 }}
          onFinish={change}
        >
          {act === 'extend' ? (
            <Form.Item name="days" label={t('days')} rules={[{ required: true, message: t('needed') }]}>
              <InputNumber min={1} max={60} autoFocus />
            </Form.Item>
          ) : null}
          <Form.Item
            name="reason"
            label={t('why')}
            rules={[{ required: true, whitespace: true, message: t('needed') }]}
          >
            <Input maxLength={REASON_MAX} />
          </Form.Item>
          <div className="actions">
            <Button type="primary" htmlType="submit" loading={extend.isPending || release.isPending}>
              {t(act)}
            </Button>
            <Button onClick={() => setAct(null)}>{t('page:cancel')}</Button>
          </div>
        </Form>
      )}
    </li>
  )
}
