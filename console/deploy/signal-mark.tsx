import { useTranslation } from 'react-i18next'
import type { Sensor } from '../service/shapes.ts'

const BARS = { good: 3, fair: 2, weak: 1 } as const
const ALL_BARS = [1, 2, 3]

/** How well a sensor is heard: bars, a word and the number. The word is the service's verdict. */
export function SignalMark({ signal }: Pick<Sensor, 'signal'>) {
  const { t } = useTranslation('deploy')
  if (signal === null) return null
  const { rssi, verdict } = signal
  return (
    <span className={`mark signal-${verdict}`}>
      <svg width="18" height="14" viewBox="0 0 18 14" aria-hidden="true">
        {ALL_BARS.map((it) => (
          <rect
            key={it}
            x={6 * it - 5}
            y={13 - 4 * it}
            width="4"
            height={4 * it}
            className={it <= BARS[verdict] ? 'bar-on' : 'bar-off'}
          />
        ))}
      </svg>{' '}
      {t(`signal.${verdict}`)} <span className="around">{Math.round(rssi)} dBm</span>
    </span>
  )
}
