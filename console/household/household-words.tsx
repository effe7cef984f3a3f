import { useTranslation } from 'react-i18next'
import type { Household } from '../service/shapes.ts'

const SHAPES: Readonly<Record<Household['state'], string>> = { open: '□', closed: '■', unknown: '▨' }

export function DoorMark({ state }: { readonly state: Household['state'] }) {
  const { t } = useTranslation('household')
  return (
    <span className={`mark door-${state}`}>
      <span aria-hidden="true">{SHAPES[state]}</span> {t(`state.${state}`)}
    </span>
  )
}

/** Rounded down: what is not seen all the time is never 100 %. */
export function shareText(share: number): string {
  return `${Math.floor(share * 1000) / 10}%`
}
