import { useTranslation } from 'react-i18next'
import type { BoardHousehold } from '../service/shapes.ts'
import { countLooks, LOOKS, type Look } from './look.ts'
import { Sign } from './sign.tsx'

/** What the signs mean, and how many households there are of each; every household counts once. */
export function Legend({ homes }: { readonly homes: readonly BoardHousehold[] }) {
  const { t } = useTranslation('buildings')
  const counts = countLooks(homes)
  return (
    <ul className="legend" aria-label={t('legend')}>
      {LOOKS.map((look) => (
        <li key={look} data-look={look} data-count={counts[look]}>
          <span className="home" data-look={look}>
            <LookSign look={look} />
          </span>
          {t(`look.${look}`)} <b>{counts[look]}</b>
        </li>
      ))}
    </ul>
  )
}

function LookSign({ look }: { readonly look: Look }) {
  switch (look) {
    case 'breach':
      return <Sign door="open" isBreached />
    case 'on_test':
      return <Sign door="closed" isOnTest />
    case 'permit':
      return <Sign door="closed" hasPermit />
    case 'open':
    case 'unknown':
    case 'no_sensor':
    case 'closed':
    case 'no_order':
      return <Sign door={look} />
  }
}
