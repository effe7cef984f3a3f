import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Waiting } from '../app/waiting.tsx'
import { press, useSensor, useWalkTestActs } from '../service/devices.ts'
import { ServiceFailure } from '../service/failure.ts'
import type { Sensor } from '../service/shapes.ts'
import { timeText } from '../words/time-words.ts'
import { afterText } from './after-text.ts'
import type { Credential } from './credentials.ts'
import { CredentialsPart } from './credentials-part.tsx'
import { RenewForm } from './renew-form.tsx'
import { placeOf, SensorMark } from './sensor-words.tsx'
import { SettingsPart } from './settings-part.tsx'
import { SignalMark } from './signal-mark.tsx'
import { TakeOffForm } from './take-off-form.tsx'
import { TrustForm } from './trust-form.tsx'
import { useOneAct } from './use-one-act.ts'

interface SensorStepProps {
  readonly uid: string
  readonly onTest: (fitting: number) => void
  readonly onSwap: (fitting: number, home: number) => void
  /** What comes next for a sensor that is free. */
  readonly children: ReactNode
}

/** What the service knows of the sensor, and what can be done with it. */
export function SensorStep({ uid, children, ...acts }: SensorStepProps) {
  const { t } = useTranslation('deploy')
  const { data: sensor, error, refetch } = useSensor(uid)
  const [credentials, setCredentials] = useState<readonly Credential[]>([])
  if (error instanceof ServiceFailure && (error.status === 404 || error.status === 400)) {
    return (
      <section className="records">
        <p className="uid">{uid}</p>
        <p className="amber">⚠ {t('unknown')}</p>
      </section>
    )
  }
  if (sensor === undefined) return <Waiting error={error} onRetry={() => void refetch()} />
  return (
    <>
      <Known sensor={sensor} {...acts} />
      {sensor.state === 'retired' && sensor.distrust === null ? null : (
        <TrustForm key={sensor.distrust === null ? 'believed' : 'not'} sensor={sensor} />
      )}
      {maySet(sensor) ? <SettingsPart key={uid} uid={uid} /> : null}
      <CredentialsPart credentials={credentials} />
      {sensor.gatewayId !== null && sensor.revokedAt === null ? null : (
        <RenewForm key={sensor.state} sensor={sensor} onCredential={(it) => setCredentials([it])} />
      )}
      {isFree(sensor) ? children : null}
      {sensor.state === 'stock' ? <TakeOffForm key={uid} uid={uid} fitting={null} /> : null}
    </>
  )
}

/** It is told things itself, and may connect to hear them. */
function maySet({ gatewayId, revokedAt }: Sensor): boolean {
  return gatewayId === null && revokedAt === null
}

/** It may be put on a door. */
function isFree({ fitting, revokedAt, distrust }: Sensor): boolean {
  return fitting === null && revokedAt === null && distrust === null
}

type Acts = Pick<SensorStepProps, 'onTest' | 'onSwap'>

function Known({ sensor, ...acts }: Acts & { readonly sensor: Sensor }) {
  const { t } = useTranslation('deploy')
  const { fitting } = sensor
  return (
    <section className="records">
      <p className="uid">
        {sensor.uid} <SensorMark state={sensor.state} />
      </p>
      <p className="around">
        {sensor.heardAt === null ? t('neverHeard') : t('heard', { time: timeText(sensor.heardAt) })}{' '}
        <SignalMark signal={sensor.signal} />
        {sensor.firmware === null ? '' : ` · ${t('firmware', { version: sensor.firmware })}`}
      </p>
      {sensor.revokedAt === null ? null : <p className="amber">⚠ {t('revoked')}</p>}
      {fitting === null ? null : <Fitted sensor={sensor} fitting={fitting} {...acts} />}
    </section>
  )
}

interface FittedProps extends Acts {
  readonly sensor: Sensor
  readonly fitting: NonNullable<Sensor['fitting']>
}

function Fitted({ sensor, fitting, onTest, onSwap }: FittedProps) {
  const { t } = useTranslation('deploy')
  const act = useOneAct()
  const { start } = useWalkTestActs(fitting.id)
  const test = () =>
    act(async () => {
      await start.mutateAsync(press())
      onTest(fitting.id)
    })
  const { householdId } = sensor
  return (
    <>
      <p>{t('isOn', { place: placeOf(sensor), door: fitting.door, time: timeText(fitting.from) })}</p>
      <p>
        {fitting.walkTestPassedAt === null
          ? `○ ${t('notTested')}`
          : `✓ ${t('tested', { time: timeText(fitting.walkTestPassedAt) })}`}
      </p>
      <TestResult {...fitting.walkTest} />
      <div className="actions">
        <Button type="primary" data-act="test" loading={start.isPending} onClick={test}>
          {t('test')}
        </Button>
        {householdId === null ? null : (
          <Button data-act="swap" onClick={() => onSwap(fitting.id, householdId)}>
            {t('swap')}…
          </Button>
        )}
      </div>
      <TakeOffForm uid={sensor.uid} fitting={fitting.id} />
    </>
  )
}

/** What the walk test showed, to compare the sensor with when it falls silent. */
function TestResult({ openedMs, closedMs, signal }: NonNullable<Sensor['fitting']>['walkTest']) {
  const { t } = useTranslation('deploy')
  if (openedMs === null && closedMs === null && signal === null) return null
  return (
    <p className="around" data-result>
      {t('thatTest')} {openedMs === null ? '' : `${t('seen.opened', { after: afterText(openedMs) })} · `}
      {closedMs === null ? '' : t('seen.closed', { after: afterText(closedMs) })} <SignalMark signal={signal} />
    </p>
  )
}
