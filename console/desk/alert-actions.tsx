import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HANDLERS } from '../app/screens.ts'
import { useAlertActs } from '../service/alerts.ts'
import { hasRole, useSession } from '../service/session.ts'
import type { Alert } from '../service/shapes.ts'
import { failureText } from '../words/failure-words.ts'
import { ResolveForm } from './resolve-form.tsx'

/** What a person may do about an alert, for those who may. Whoever comes second is told who was first. */
export function AlertActions({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation('desk')
  const { message } = App.useApp()
  const { data: me } = useSession()
  const { acknowledge, resolve } = useAlertActs()
  const [isResolving, setIsResolving] = useState(false)
  if (!me || !hasRole(me, HANDLERS) || alert.handling === 'resolved') return null
  const onError = (error: Error) => void message.warning(failureText(error))
  if (isResolving) {
    return (
      <ResolveForm
        isPending={resolve.isPending}
        onCancel={() => setIsResolving(false)}
        onResolve={(it) => resolve.mutate({ id: alert.id, ...it }, { onError, onSuccess: () => setIsResolving(false) })}
      />
    )
  }
  return (
    <div className="actions">
      {alert.handling === 'new' ? (
        <Button
          type="primary"
          data-act="acknowledge"
          loading={acknowledge.isPending}
          onClick={() => acknowledge.mutate(alert.id, { onError })}
        >
          {t('acknowledge')}
        </Button>
      ) : null}
      <Button data-act="resolve" onClick={() => setIsResolving(true)}>
        {t('resolve')}…
      </Button>
    </div>
  )
}
