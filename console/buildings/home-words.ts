import type { TFunction } from 'i18next'
import { kindName } from '../alert/alert-names.ts'
import type { BoardHousehold } from '../service/shapes.ts'
import { timeText } from '../words/time-words.ts'
import { doorSignOf } from './look.ts'

type Words = TFunction<'buildings'>

/** What the door does, in words. */
export function doorText(t: Words, home: BoardHousehold): string {
  const sign = doorSignOf(home)
  const since = home.since === null ? null : timeText(home.since)
  switch (sign) {
    case 'open':
      return since === null ? t('door.openNow') : t('door.open', { since })
    case 'unknown':
      return since === null ? t('door.unknownNow') : t('door.unknown', { since })
    case 'no_order':
      return t(home.order === 'waiting' ? 'door.waiting' : 'door.no_order')
    case 'closed':
    case 'no_sensor':
      return t(`door.${sign}`)
  }
}

export function alertText(t: Words, { alert }: BoardHousehold): string | null {
  if (alert === null) return null
  return t('alert', { kind: kindName(alert.kind), time: timeText(alert.raisedAt) })
}

export function percentText(share: number | null): string {
  return share === null ? '' : String(Math.floor(share * 100 + 1e-9))
}

/** Everything that the picture says of a household, the most important first. */
export function homeTexts(t: Words, home: BoardHousehold): readonly string[] {
  const { coverage, order, permitUntil, onTestUntil } = home
  const isWatched = order === 'active'
  return [
    alertText(t, home),
    doorText(t, home),
    isWatched && onTestUntil !== null ? t('onTest', { time: timeText(onTestUntil) }) : null,
    isWatched && permitUntil !== null ? t('permit', { time: timeText(permitUntil) }) : null,
    coverage === null ? null : t('coverage', { percent: percentText(coverage) }),
  ].filter((it) => it !== null)
}
