import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { Waiting } from '../app/waiting.tsx'
import { LanesView } from '../lanes/lanes-view.tsx'
import { useHousehold } from '../service/household.ts'
import type { Household, Order } from '../service/shapes.ts'
import { timeText } from '../words/time-words.ts'
import { ContactPart } from './contact-part.tsx'
import './household.css'
import { DoorMark } from '../parts/door-mark.tsx'
import { OrdersPart } from './orders-part.tsx'
import { PermitsPart } from './permits-part.tsx'
import { AlertsPart, DeliveriesPart, LookersPart } from './records.tsx'
import { ResidentLinkPart } from './resident-link-part.tsx'
import { shareText } from './share-words.ts'
import { TermBar } from './term-bar.tsx'
import '../lanes/words.ts'
import './words.ts'
import { homeText } from '../words/place-words.ts'

const DAY_MS = 86_400_000
const LANES_DAYS_MAX = 14

/** One household: how long still, what its doors did, and what belongs to it. There is no name until one is asked for. */
export function HouseholdPage() {
  const { t } = useTranslation('household')
  const { id } = useParams()
  const { data, error, refetch } = useHousehold(Number(id))
  if (data === undefined) return <Waiting error={error} onRetry={() => void refetch()} />
  const order = currentOrder(data.orders)
  return (
    <article className="household" data-id={data.id}>
      <p>
        <Link to="/households">‹ {t('households')}</Link>
      </p>
      <h1>
        {homeText(data)} <DoorMark state={data.state} />
      </h1>
      <p className="around">{[data.community, data.compound].filter((it) => it !== null).join(' ')}</p>
      {order === undefined ? <p>{t('noOrder')}</p> : <TermBar order={order} />}
      <Lanes key={data.id} id={data.id} order={order} />
      <PermitsPart id={data.id} permits={data.permits} />
      <ContactPart household={data} />
      <ResidentLinkPart id={data.id} />
      <OrdersPart id={data.id} orders={data.orders} />
      <Doors household={data} />
      <AlertsPart id={data.id} />
      <DeliveriesPart id={data.id} />
      <LookersPart id={data.id} />
    </article>
  )
}

/** The one that runs, else the last to begin. */
function currentOrder(orders: readonly Order[]): Order | undefined {
  const now = Date.now()
  const runs = (it: Order) => Date.parse(it.startsAt) <= now && now < Date.parse(it.releasedAt ?? it.endsAt)
  return orders.find(runs) ?? orders[0]
}

/** From the order's start on, two weeks at most; it does not jump while one looks at it. */
function Lanes({ id, order }: { readonly id: number; readonly order: Order | undefined }) {
  const startsAt = order?.startsAt
  const start = useMemo(() => {
    const until = Date.now() + DAY_MS / 24
    const begins = startsAt === undefined ? 0 : Date.parse(startsAt) - DAY_MS / 24
    return { from: Math.min(until - DAY_MS / 12, Math.max(until - LANES_DAYS_MAX * DAY_MS, begins)), until }
  }, [startsAt])
  return <LanesView householdId={id} start={start} />
}

function Doors({ household }: { readonly household: Household }) {
  const { t } = useTranslation('household')
  return (
    <section className="records">
      <h2>{t('doors')}</h2>
      <ul>
        {household.doors.map((it) => (
          <li key={it.sensor}>
            {it.door} · {it.sensor} · <DoorMark state={it.state} /> · {t('seen', { share: shareText(it.coverage) })} ·{' '}
            {t('limit', { seconds: it.reportingLimit.seconds })}
            {it.battery?.emptyAt ? ` · ${t('batteryUntil', { time: timeText(it.battery.emptyAt) })}` : ''}
          </li>
        ))}
      </ul>
      <h3>{t('fittings')}</h3>
      <ul>
        {household.fittings.map((it) => (
          <li key={it.id}>
            {it.door} · {it.sensorUid} · {timeText(it.from)} –{' '}
            {it.until === null ? t('stillFitted') : timeText(it.until)}
            {it.walkTestPassedAt === null ? ` · ${t('noWalkTest')}` : ''}
          </li>
        ))}
      </ul>
    </section>
  )
}
