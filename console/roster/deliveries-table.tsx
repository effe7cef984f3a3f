import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Delivery } from '../service/shapes.ts'
import { timeText } from '../words/time-words.ts'
import { Fate, reasonText, Tries } from './delivery-words.tsx'

const COLUMNS = ['queued', 'about', 'whom', 'fate', 'attempts'] as const

/** A line for each message; on a phone each is a card. */
export function DeliveriesTable({ deliveries }: { readonly deliveries: readonly Delivery[] }) {
  const { t } = useTranslation('roster')
  if (deliveries.length === 0) return <p>{t('noDeliveries')}</p>
  return (
    <div className="box">
      <table className="deliveries">
        <thead>
          <tr>
            {COLUMNS.map((it) => (
              <th key={it} scope="col">
                {t(`column.${it}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {deliveries.map((it) => (
            <Line key={it.id} delivery={it} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Line({ delivery }: { readonly delivery: Delivery }) {
  const { t } = useTranslation('roster')
  const { id, alertId, staffName, channel, target, reason, queuedAt, digestId } = delivery
  return (
    <tr data-delivery={id}>
      <td>
        <time dateTime={queuedAt}>{timeText(queuedAt)}</time>
      </td>
      <td>
        {alertId === null ? null : <Link to={`/alerts/${alertId}`}>{t('alertNumber', { id: alertId })}</Link>}{' '}
        {reasonText(t, reason)}
        {digestId === null ? '' : ` · ${t('inDigest', { id: digestId })}`}
      </td>
      <td>
        {staffName === null ? null : <strong>{staffName} </strong>}
        {t(`channel.${channel}`)} <span className="around">{target}</span>
      </td>
      <td>
        <Fate delivery={delivery} />
      </td>
      <td>
        <Tries delivery={delivery} />
      </td>
    </tr>
  )
}
