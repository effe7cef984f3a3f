import { Alert, Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { saveFile } from '../app/save-file.ts'
import { CodePicture } from './code-picture.tsx'
import { type Credential, credentialsFile, keyTextOf } from './credentials.ts'

/** Secrets while they can still be seen: all as a file, one at a time as a code. */
export function CredentialsPart({ credentials }: { readonly credentials: readonly Credential[] }) {
  const { t } = useTranslation('deploy')
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = credentials.find((it) => it.uid === chosen) ?? credentials.at(-1)
  if (shown === undefined) return null
  return (
    <section className="records credentials">
      <h2>{t('credentials')}</h2>
      <Alert type="warning" showIcon title={t('shownOnce')} />
      <div className="actions">
        <Button
          type="primary"
          data-act="credentials-file"
          onClick={() => saveFile(t('credentialsName'), 'csv', credentialsFile(credentials))}
        >
          {t('credentialsFile', { count: credentials.length })}
        </Button>
        <Select
          className="search"
          aria-label={t('whichSensor')}
          showSearch
          value={shown.uid}
          options={credentials.map(({ uid }) => ({ value: uid, label: uid }))}
          onChange={setChosen}
        />
      </div>
      <div className="key-code" data-uid={shown.uid}>
        <CodePicture text={keyTextOf(shown)} name={t('keyCode', { uid: shown.uid })} />
        <span>
          <span className="uid">{shown.uid}</span>
          <code>{shown.secret}</code>
        </span>
      </div>
    </section>
  )
}
