import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { BoardHousehold } from '../service/shapes.ts'
import { homeTexts } from './home-words.ts'
import { doorSignOf, hasPermit, isBreached, isOnTest, lookOf } from './look.ts'
import { Sign } from './sign.tsx'

/** One household in its building. Drawn anew only when something about it has changed. */
export const HomeCell = memo(function HomeCell({ home }: { readonly home: BoardHousehold }) {
  const { t } = useTranslation('buildings')
  const words = `${home.room}: ${homeTexts(t, home).join(', ')}`
  return (
    <Link className="home" to={`/households/${home.id}`} data-id={home.id} data-look={lookOf(home)} aria-label={words}>
      <Sign
        door={doorSignOf(home)}
        isBreached={isBreached(home)}
        isOnTest={isOnTest(home)}
        hasPermit={hasPermit(home)}
      />
      <span className="room">{home.room}</span>
    </Link>
  )
})
