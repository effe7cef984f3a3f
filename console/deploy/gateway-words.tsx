import { useTranslation } from 'react-i18next'
import type { Gateway } from '../service/gateways.ts'
import { timeText } from '../words/time-words.ts'

const SHAPES = { online: '●', offline: '○', unknown: '◌', revoked: '×' } as const

/** Whether it is there, and since when; what is revoked cannot be. */
export function GatewayMark({ gateway }: { readonly gateway: Gateway }) {
  const { t } = useTranslation('deploy')
  const { revokedAt, stateAt } = gateway
  const state = revokedAt === null ? gateway.state : 'revoked'
  const since = revokedAt ?? stateAt
  return (
    <span className={`mark${state === 'offline' ? ' amber' : ''}`} data-state={state}>
      <span aria-hidden="true">{SHAPES[state]}</span>{' '}
      {since === null || state === 'unknown'
        ? t(`gateway.${state}`)
        : t('gateway.since', { state: t(`gateway.${state}`), time: timeText(since) })}
    </span>
  )
}

/** How many sensors are behind it, by what they do. */
export function GatewayCounts({ sensors, heardAt }: Pick<Gateway, 'sensors' | 'heardAt'>) {
  const { t } = useTranslation('deploy')
  return (
    <span className="around">
      {t('gateway.counts', { ...sensors })}
      {sensors.retired === 0 ? '' : ` · ${t('gateway.retiredCount', { count: sensors.retired })}`}
      {` · ${heardAt === null ? t('neverHeard') : t('heard', { time: timeText(heardAt) })}`}
    </span>
  )
}
