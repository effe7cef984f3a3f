import { useTranslation } from 'react-i18next'
import type { Order } from '../service/shapes.ts'
import { timeText } from '../words/time-words.ts'

const DAY_MS = 86_400_000

/** The order's days as a bar: the one that runs, of how many, until when. */
export function TermBar({ order }: { readonly order: Order }) {
  const { t } = useTranslation('household')
  const [from, until] = [Date.parse(order.startsAt), Date.parse(order.endsAt)]
  const ended = order.releasedAt === null ? Math.min(Date.now(), until) : Date.parse(order.releasedAt)
  const days = Math.ceil((until - from) / DAY_MS)
  const day = Math.min(days, Math.max(1, Math.floor((ended - from) / DAY_MS) + 1))
  const time = timeText(order.releasedAt ?? order.endsAt)
  const name =
    order.releasedAt !== null ? 'released' : Date.now() >= until ? 'over' : Date.now() < from ? 'ahead' : 'day'
  const text = t(`term.${name}`, { day, days, time, start: timeText(order.startsAt) })
  const share = Math.min(100, Math.max(0, (100 * (ended - from)) / (until - from)))
  return (
    <div className="term">
      <p>{text}</p>
      <div
        className="term-bar"
        role="progressbar"
        aria-label={t('term.name')}
        aria-valuemin={0}
        aria-valuemax={days}
        aria-valuenow={day}
        aria-valuetext={text}
      >
        <div style={{ width: `${share}%` }} />
      </div>
      {order.activation.activeSince === null && order.releasedAt === null ? (
        <p className="amber">
          ⚠ {t('waitingFor')} {order.activation.waitingFor.map((it) => t(`condition.${it}`)).join(', ')}
        </p>
      ) : null}
    </div>
  )
}
