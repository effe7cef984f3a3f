import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { Waiting } from '../app/waiting.tsx'
import { type FirmwareVersion, useFirmwareVersions, useSensors } from '../service/devices.ts'
import { timeText } from '../words/time-words.ts'
import './deploy.css'
import { DeployTabs } from './deploy-tabs.tsx'
import { SensorCard } from './sensor-card.tsx'
import './words.ts'

/** Which firmware sensors run: by model and version, and of one version its sensors. */
export function FirmwarePage() {
  const { t } = useTranslation('deploy')
  const [query] = useSearchParams()
  const [model, firmware] = [query.get('model'), query.get('firmware')]
  return (
    <div className="deploy">
      <DeployTabs />
      <h1>{t('tab.firmware')}</h1>
      {model === null || firmware === null ? (
        <Versions />
      ) : (
        <SensorsOf key={`${model}/${firmware}`} model={model} firmware={firmware} />
      )}
    </div>
  )
}

function Versions() {
  const { t } = useTranslation('deploy')
  const { data, error, refetch } = useFirmwareVersions()
  if (data === undefined) return <Waiting error={error} onRetry={() => void refetch()} />
  const heads = [t('version'), t('state.fitted'), t('state.stock'), t('state.retired'), t('lastHeard')]
  return (
    <>
      <p className="around">{t('about.firmware')}</p>
      {data.isCut ? <Alert type="info" title={t('versionsCut', { count: data.versions.length })} /> : null}
      {data.versions.length === 0 ? (
        <p>{t('none.firmware')}</p>
      ) : (
        <table className="versions">
          <thead>
            <tr>
              {heads.map((it) => (
                <th key={it} scope="col">
                  {it}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.versions.map((it) => (
              <Version key={`${it.model}/${it.firmware ?? ''}`} version={it} />
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function Version({
  version: { model, firmware, fitted, stock, retired, heardAt },
}: {
  readonly version: FirmwareVersion
}) {
  const { t } = useTranslation('deploy')
  return (
    <tr data-version={`${model}/${firmware ?? ''}`}>
      <th scope="row">
        <Link to={`/deploy/firmware?${new URLSearchParams({ model, firmware: firmware ?? '' })}`}>
          {model} · {firmware ?? t('notTold')}
        </Link>
      </th>
      <td>{fitted}</td>
      <td>{stock}</td>
      <td>{retired}</td>
      <td>{heardAt === null ? t('never') : timeText(heardAt)}</td>
    </tr>
  )
}

interface SensorsOfProps {
  readonly model: string
  /** Empty: those that tell none. */
  readonly firmware: string
}

function SensorsOf({ model, firmware }: SensorsOfProps) {
  const { t } = useTranslation('deploy')
  const query = { model, firmware, search: '' }
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useSensors(query)
  return (
    <>
      <Link to="/deploy/firmware">‹ {t('allVersions')}</Link>
      <h2>
        {model} · {firmware === '' ? t('notTold') : firmware}
      </h2>
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : null}
      <ul className="sensors" data-list="firmware">
        {data?.map((it) => (
          <SensorCard key={it.uid} sensor={it} />
        ))}
      </ul>
      {data?.length === 0 ? <p>{t('none.firmware')}</p> : null}
      {hasNextPage ? (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </>
  )
}
