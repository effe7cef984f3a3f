import { useTranslation } from 'react-i18next'
import type { Household } from '../service/shapes.ts'
import './words.ts'

const SHAPES: Readonly<Record<Household['state'], string>> = { open: '□', closed: '■', unknown: '▨' }

/** What a door is known to be, by a shape and a word. */
export function DoorMark({ state }: { readonly state: Household['state'] }) {
  const { t } = useTranslation('parts')
  return (
    <span className={`mark door-${state}`}>
      <span aria-hidden="true">{SHAPES[state]}</span> {t(`door.${state}`)}
    </span>
  )
}
