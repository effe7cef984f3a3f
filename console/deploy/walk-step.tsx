import { Alert, Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Waiting } from '../app/waiting.tsx'
import { DoorMark } from '../parts/door-mark.tsx'
import { press, useWalkTest, useWalkTestActs } from '../service/devices.ts'
import { offline } from '../service/failure.ts'
import type { WalkTest } from '../service/shapes.ts'
import { failureText } from '../words/failure-words.ts'
import { timeText } from '../words/time-words.ts'
import { afterText } from './after-text.ts'
import { SignalMark } from './signal-mark.tsx'
import { useOneAct } from './use-one-act.ts'
import { WALK_BEGINS, type Walk, walkOn } from './walk.ts'

/** What was seen a day late was not seen in this test. */
const AFTER_MS_MAX = 86_400_000

/** The door is opened and closed, and both are seen as they happen. Then the door is watched. */
export function WalkStep({ id, onAgain }: { readonly id: number; readonly onAgain: () => void }) {
  const { t } = useTranslation('deploy')
  const act = useOneAct()
  const { start, pass } = useWalkTestActs(id)
  const { data: test, error, isPaused, refetch } = useWalkTest(id, !pass.isSuccess)
  const [walk, setWalk] = useState<Walk>(WALK_BEGINS)
  useEffect(() => {
    if (test !== undefined && test.testUntil !== null) setWalk((it) => walkOn(it, test))
  }, [test])
  if (test === undefined) return <Waiting error={error} onRetry={() => void refetch()} />
  if (pass.data !== undefined) return <Done test={test} walk={walk} activated={pass.data.activated} onAgain={onAgain} />
  return (
    <section className="records walk">
      <h2>
        {test.door} <span className="uid">{test.sensorUid}</span>
      </h2>
      {error === null && !isPaused ? null : (
        <Alert type="warning" showIcon title={`${failureText(error ?? offline())} · ${t('goesOn')}`} />
      )}
      {test.testUntil === null ? (
        <>
          <p>{t('notOnTest')}</p>
          <Button
            type="primary"
            data-act="start"
            loading={start.isPending}
            onClick={() => act(() => start.mutateAsync(press()))}
          >
            {t('test')}
          </Button>
        </>
      ) : (
        <>
          <Progress test={test} walk={walk} />
          <p className="around">{t('isOnTest', { time: timeText(test.testUntil) })}</p>
          <Button
            type="primary"
            size="large"
            data-act="pass"
            disabled={walk.closedMs === null || test.said?.contact !== 'closed'}
            loading={pass.isPending}
            onClick={() => act(() => pass.mutateAsync({ ...press(), ...keptOf(walk) }))}
          >
            {t('finish')}
          </Button>
        </>
      )}
    </section>
  )
}

/** What is kept with the fitting. */
const keptOf = ({ openedMs, closedMs }: Walk) => ({ openedMs: inTime(openedMs), closedMs: inTime(closedMs) })
const inTime = (ms: number | null): number | null => (ms === null || ms > AFTER_MS_MAX ? null : Math.round(ms))

function Progress({ test: { said }, walk }: { readonly test: WalkTest; readonly walk: Walk }) {
  const { t } = useTranslation('deploy')
  const next = said === null ? 'wake' : walk.closedMs !== null ? 'enough' : nextOf(said.contact, walk)
  return (
    <>
      <p className="what-to-do" role="status">
        {t(`do.${next}`)}
      </p>
      <p>
        {said?.contact ? <DoorMark state={said.contact} /> : t('do.wake')} <SignalMark signal={walk.signal} />
      </p>
      <Sightings walk={walk} />
      {walk.signal?.verdict === 'weak' ? <p className="amber">⚠ {t('weakHint')}</p> : null}
    </>
  )
}

function nextOf(contact: 'open' | 'closed' | null, { openedMs }: Walk): 'open' | 'close' | 'closeFirst' {
  if (openedMs !== null) return 'close'
  return contact === 'open' ? 'closeFirst' : 'open'
}

function Sightings({ walk }: { readonly walk: Walk }) {
  const { t } = useTranslation('deploy')
  const all = [
    ['opened', walk.openedMs],
    ['closed', walk.closedMs],
  ] as const
  return (
    <ul className="sightings">
      {all.map(([what, ms]) => (
        <li key={what} data-seen={what} className={ms === null ? 'awaited' : 'seen'}>
          <span aria-hidden="true">{ms === null ? '○' : '✓'}</span>{' '}
          {ms === null ? t(`await.${what}`) : t(`seen.${what}`, { after: afterText(ms) })}
        </li>
      ))}
    </ul>
  )
}

interface DoneProps {
  readonly test: WalkTest
  readonly walk: Walk
  readonly activated: readonly number[]
  readonly onAgain: () => void
}

function Done({ test, walk, activated, onAgain }: DoneProps) {
  const { t } = useTranslation('deploy')
  return (
    <section className="records walk done" role="status">
      <h2>✓ {t('done')}</h2>
      <p>
        {test.door} <span className="uid">{test.sensorUid}</span> <SignalMark signal={walk.signal} />
      </p>
      <Sightings walk={walk} />
      <p>{t(activated.length > 0 ? 'nowWatched' : test.isWatched ? 'watched' : 'notWatched')}</p>
      <Button type="primary" size="large" data-act="next" onClick={onAgain}>
        {t('nextSensor')}
      </Button>
    </section>
  )
}
