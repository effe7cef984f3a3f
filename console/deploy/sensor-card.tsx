import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Sensor } from '../service/shapes.ts'
import { timeText } from '../words/time-words.ts'
import { placeOf, SensorMark } from './sensor-words.tsx'
import { SignalMark } from './signal-mark.tsx'

/** A sensor in a list, and the way to its page. */
export function SensorCard({ sensor }: { readonly sensor: Sensor }) {
  const { t } = useTranslation('deploy')
  const { uid, fitting, battery, heardAt, distrust } = sensor
  return (
    <li data-uid={uid}>
      <Link className="uid" to={`/deploy?${new URLSearchParams({ sensor: uid })}`}>
        {uid}
      </Link>{' '}
      <SensorMark state={sensor.state} />
      <span>
        {placeOf(sensor)}
        {fitting === null ? '' : ` · ${fitting.door}`}
      </span>
      <span className="around">
        {heardAt === null ? t('neverHeard') : t('heard', { time: timeText(heardAt) })}
        {` · ${sensor.model}`}
        {sensor.firmware === null ? '' : ` · ${t('firmware', { version: sensor.firmware })}`}
        {battery?.emptyAt ? ` · ${t('emptyAt', { time: timeText(battery.emptyAt) })}` : ''}
      </span>
      {distrust === null ? null : (
        <span className="amber">
          ⚠ {t('notBelieved', { time: timeText(distrust.from), cause: t(`cause.${distrust.cause}`) })}
        </span>
      )}
      <SignalMark signal={sensor.signal} />
    </li>
  )
}
