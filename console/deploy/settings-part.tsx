import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Waiting } from '../app/waiting.tsx'
import { press } from '../service/devices.ts'
import { COMMANDS, type Command, useSensorSettings, useSettingsActs } from '../service/sensor-settings.ts'
import { timeText } from '../words/time-words.ts'
import { SettingsForm } from './settings-form.tsx'
import { useOneAct } from './use-one-act.ts'

/** What a native sensor is told, behind a button: few need it, and a phone has little room. */
export function SettingsPart({ uid }: { readonly uid: string }) {
  const { t } = useTranslation('deploy')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <div className="actions">
        <Button data-act="settings" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {t('settings.title')}
        </Button>
      </div>
      {isOpen ? <Settings uid={uid} /> : null}
    </>
  )
}

function Settings({ uid }: { readonly uid: string }) {
  const { t } = useTranslation('deploy')
  const { data: settings, error, refetch } = useSensorSettings(uid)
  if (settings === undefined) return <Waiting error={error} onRetry={() => void refetch()} />
  const { command } = settings
  return (
    <section className="records settings" aria-label={t('settings.title')}>
      <Commands uid={uid} />
      {command === null ? null : (
        <p role="status">
          {t('settings.waits', { what: t(`settings.${command.command}`), time: timeText(command.at) })}
        </p>
      )}
      <SettingsForm uid={uid} settings={settings} />
    </section>
  )
}

/** Starting anew takes a second press: for some seconds nothing is heard of the door. */
function Commands({ uid }: { readonly uid: string }) {
  const { t } = useTranslation(['deploy', 'page'])
  const oneAct = useOneAct()
  const { command } = useSettingsActs(uid)
  const [isSure, setIsSure] = useState(false)
  const give = (name: Command) =>
    oneAct(async () => {
      await command.mutateAsync({ command: name, ...press() })
      setIsSure(false)
    })
  return (
    <>
      <div className="actions">
        {COMMANDS.map((name) => (
          <Button
            key={name}
            data-act={name}
            disabled={name === 'reboot' && isSure}
            onClick={() => (name === 'reboot' ? setIsSure(true) : give(name))}
          >
            {t(`settings.${name}`)}
            {name === 'reboot' ? '…' : ''}
          </Button>
        ))}
      </div>
      {isSure ? (
        <div className="actions">
          <span>{t('settings.rebootWhat')}</span>
          <Button type="primary" data-act="reboot-sure" loading={command.isPending} onClick={() => give('reboot')}>
            {t('settings.reboot')}
          </Button>
          <Button onClick={() => setIsSure(false)}>{t('page:cancel')}</Button>
        </div>
      ) : null}
      <p className="around">{t('settings.commandsWhat')}</p>
    </>
  )
}
