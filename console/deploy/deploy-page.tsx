import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { CodeStep } from './code-step.tsx'
import './deploy.css'
import { DeployTabs } from './deploy-tabs.tsx'
import { DoorStep } from './door-step.tsx'
import { HomeStep } from './home-step.tsx'
import { SensorStep } from './sensor-step.tsx'
import { WalkStep } from './walk-step.tsx'
import './words.ts'

const STEPS = ['code', 'home', 'door', 'walk'] as const

/**
 * A sensor's way onto a door. How far it has come stands in the address, so that a reload, a lost network or a phone
 * that was put away begins where it was; `swap` is the fitting whose sensor is to be replaced.
 */
export function DeployPage() {
  const { t } = useTranslation('deploy')
  const [params, setParams] = useSearchParams()
  const sensor = params.get('sensor')
  const [home, fitting, swap] = [idOf(params.get('home')), idOf(params.get('fitting')), idOf(params.get('swap'))]
  const go = (name: string, value: string | number) =>
    setParams((it) => new URLSearchParams([...[...it].filter(([key]) => key !== name), [name, `${value}`]]))
  const again = (known: Readonly<Record<string, string>> = {}) => setParams(known)
  const step = fitting !== null ? 'walk' : sensor === null ? 'code' : home !== null ? 'door' : 'home'
  return (
    <div className="deploy">
      <DeployTabs />
      <h1>{t(swap && !fitting ? 'swapTitle' : 'title')}</h1>
      <ol className="steps">
        {STEPS.map((it) => (
          <li key={it} aria-current={it === step ? 'step' : undefined}>
            {t(`step.${it}`)}
          </li>
        ))}
      </ol>
      <Step {...{ sensor, home, fitting, swap, go, again }} />
      {step === 'code' ? null : (
        <p>
          <Button type="link" className="again" onClick={() => again()}>
            ‹ {t('again')}
          </Button>
        </p>
      )}
    </div>
  )
}

interface StepProps {
  readonly sensor: string | null
  readonly home: number | null
  readonly fitting: number | null
  readonly swap: number | null
  /** Goes on with something more that is known. */
  readonly go: (name: string, value: string | number) => void
  readonly again: (known?: Readonly<Record<string, string>>) => void
}

function Step({ sensor, home, fitting, swap, go, again }: StepProps) {
  const test = (id: number) => again({ fitting: `${id}` })
  if (fitting !== null) return <WalkStep key={fitting} id={fitting} onAgain={() => again()} />
  if (sensor === null) return <CodeStep onUid={(uid) => go('sensor', uid)} />
  if (home !== null) return <DoorStep sensor={sensor} home={home} swap={swap} onFitted={test} />
  return (
    <SensorStep
      uid={sensor}
      onTest={test}
      onSwap={(id, householdId) => again({ swap: `${id}`, home: `${householdId}` })}
    >
      <HomeStep onHome={(id) => go('home', id)} />
    </SensorStep>
  )
}

function idOf(text: string | null): number | null {
  const id = Number(text)
  return Number.isSafeInteger(id) && id > 0 ? id : null
}
