import { App, Button, Input, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { HANDLERS } from '../app/screens.ts'
import { Waiting } from '../app/waiting.tsx'
import { useResidentAddress, useResidentLink, useResidentLinkActs } from '../service/resident.ts'
import { hasRole, useSession } from '../service/session.ts'
import { failureText } from '../words/failure-words.ts'
import { timeText } from '../words/time-words.ts'

/** The link to the household's own page: made, shown, printed and revoked by those who handle alerts. */
export function ResidentLinkPart({ id }: { readonly id: number }) {
  const { t } = useTranslation('household')
  const { data: me } = useSession()
  const mayHandle = me !== undefined && me !== null && hasRole(me, HANDLERS)
  const { data: link, error, refetch } = useResidentLink(id, mayHandle)
  if (!mayHandle) return null
  return (
    <section className="records resident-link">
      <h2>{t('link.name')}</h2>
      {link === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : null}
      {link === null ? <p>{t('link.none')}</p> : null}
      {link ? (
        <p>
          {t('link.made', { time: timeText(link.madeAt), by: link.madeBy, until: timeText(link.expiresAt) })} ·{' '}
          {link.lastOpenedAt === null ? t('link.unopened') : t('link.opened', { time: timeText(link.lastOpenedAt) })}
        </p>
      ) : null}
      {link === undefined ? null : <LinkActs key={link?.madeAt ?? ''} id={id} isThere={link !== null} />}
    </section>
  )
}

function LinkActs({ id, isThere }: { readonly id: number; readonly isThere: boolean }) {
  const { t } = useTranslation(['household', 'page'])
  const { message } = App.useApp()
  const { make, revoke } = useResidentLinkActs(id)
  const address = useResidentAddress(id)
  const onError = (error: Error) => void message.warning(failureText(error))
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text)
    void message.success(t('page:copied'))
  }
  if (!isThere) {
    return (
      <div className="actions">
        <Button data-act="make-link" loading={make.isPending} onClick={() => make.mutate(undefined, { onError })}>
          {t('link.make')}
        </Button>
      </div>
    )
  }
  return (
    <>
      {address.data === undefined ? null : (
        <Input readOnly className="address" aria-label={t('link.address')} value={address.data} />
      )}
      <div className="actions">
        {address.data === undefined ? (
          <Button
            data-act="show-link"
            loading={address.isPending}
            onClick={() => address.mutate(undefined, { onError })}
          >
            {t('link.show')}
          </Button>
        ) : (
          <Button onClick={() => void copy(address.data).catch(onError)}>{t('link.copy')}</Button>
        )}
        <Link className="sheet-link" to={`/households/${id}/sheet`}>
          {t('link.sheet')}
        </Link>
        <Popconfirm title={t('link.renewQuestion')} onConfirm={() => make.mutate(undefined, { onError })}>
          <Button loading={make.isPending}>{t('link.renew')}…</Button>
        </Popconfirm>
        <Popconfirm title={t('link.revokeQuestion')} onConfirm={() => revoke.mutate(undefined, { onError })}>
          <Button loading={revoke.isPending}>{t('link.revoke')}…</Button>
        </Popconfirm>
      </div>
    </>
  )
}
