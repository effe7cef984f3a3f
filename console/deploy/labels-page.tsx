import { Button, Checkbox, Input } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { groupedCodeOf, labelOf } from '../../protocol/label.ts'
import { Waiting } from '../app/waiting.tsx'
import { useSensors } from '../service/devices.ts'
import type { Sensor } from '../service/shapes.ts'
import { CodePicture } from './code-picture.tsx'
import './deploy.css'
import { DeployTabs } from './deploy-tabs.tsx'
import { LabelsFile } from './labels-file.tsx'
import './words.ts'

const SEARCH_MAX = 64

/** Labels for the sensors in stock, as a file that is printed on sheets or rolls of labels. */
export function LabelsPage() {
  const { t } = useTranslation('deploy')
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useSensors({
    state: 'stock',
    search: useDeferredValue(search),
  })
  const choose = (uid: string, isChosen: boolean) =>
    setChosen((known) => new Set([...[...known].filter((it) => it !== uid), ...(isChosen ? [uid] : [])]))
  return (
    <div className="deploy labels-page">
      <DeployTabs />
      <h1>{t('tab.labels')}</h1>
      <p className="around">{t('about.labels')}</p>
      <Input
        className="search"
        aria-label={t('searchSensor')}
        placeholder={t('searchSensor')}
        allowClear
        maxLength={SEARCH_MAX}
        onChange={({ target }) => setSearch(target.value.trim())}
      />
      <LabelsFile chosen={chosen} search={search} isEmpty={data?.length === 0} onNone={() => setChosen(new Set())} />
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : null}
      {data?.length === 0 ? <p>{t('none.stock')}</p> : null}
      <ul className="labels">
        {data?.map((it) => (
          <Label key={it.uid} sensor={it} isChosen={chosen.has(it.uid)} onChosen={(is) => choose(it.uid, is)} />
        ))}
      </ul>
      {hasNextPage ? (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </div>
  )
}

interface LabelProps {
  readonly sensor: Pick<Sensor, 'uid' | 'model'>
  readonly isChosen: boolean
  readonly onChosen: (isChosen: boolean) => void
}

function Label({ sensor: { uid, model }, isChosen, onChosen }: LabelProps) {
  return (
    <li className="label" data-uid={uid}>
      <CodePicture text={labelOf(uid)} name={labelOf(uid)} />
      <Checkbox checked={isChosen} onChange={({ target }) => onChosen(target.checked)}>
        <span className="uid">{groupedCodeOf(uid)}</span>
        <span className="around">{model}</span>
      </Checkbox>
    </li>
  )
}
