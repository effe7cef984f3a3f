import { useTranslation } from 'react-i18next'
import type { Sensor } from '../service/shapes.ts'

const SHAPES: Readonly<Record<Sensor['state'], string>> = { stock: '◇', fitted: '◆', retired: '×' }

export function SensorMark({ state }: Pick<Sensor, 'state'>) {
  const { t } = useTranslation('deploy')
  return (
    <span className={`mark sensor-${state}`}>
      <span aria-hidden="true">{SHAPES[state]}</span> {t(`state.${state}`)}
    </span>
  )
}

type Place = Pick<Sensor, 'community' | 'compound' | 'building' | 'unit'> & {
  readonly fitting?: Sensor['fitting']
  readonly room?: string
}

/** From the building down to the room; for what lies in a stock, where that is. */
export function placeOf({ community, compound, building, unit, fitting, room = fitting?.room }: Place): string {
  const near = [building, unit, room].filter((it) => it !== null && it !== undefined)
  return (near.length > 0 ? near : [community, compound].filter((it) => it !== null)).join(' ')
}
