import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { SaveTable } from '../app/save-table.tsx'
import { Waiting } from '../app/waiting.tsx'
import { type AuditQuestion, useAudit, useMembers } from '../service/staff.ts'
import { AuditLines } from './audit-lines.tsx'
import './audit.css'
import './words.ts'

const WHAT = ['looks', 'acts'] as const

/** Who did and who looked. What is asked for stands in the address, so that it can be handed on. */
export function AuditPage() {
  const { t } = useTranslation('audit')
  const [asked, setAsked] = useSearchParams()
  const question: AuditQuestion = {
    what: WHAT.find((it) => it === asked.get('what')) ?? null,
    staffId: idIn(asked.get('staff')),
    householdId: idIn(asked.get('household')),
  }
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAudit(question)
  const members = useMembers().data?.staff ?? []
  const ask = (name: string, value?: string | number | null) =>
    setAsked((was) => {
      const next = new URLSearchParams(was)
      if (value === undefined || value === null) next.delete(name)
      else next.set(name, String(value))
      return next
    })
  const place = data?.find((it) => it.householdId !== null)?.place ?? `#${question.householdId}`
  return (
    <div className="audit">
      <h1>{t('audit')}</h1>
      <p className="around">{t('notice')}</p>
      <SaveTable table="audit" name={t('audit')} />
      <div className="tools">
        <Select
          aria-label={t('what')}
          placeholder={t('what')}
          allowClear
          value={question.what}
          options={WHAT.map((value) => ({ value, label: t(value) }))}
          onChange={(value) => ask('what', value)}
        />
        <Select
          aria-label={t('person')}
          placeholder={t('person')}
          allowClear
          value={question.staffId}
          showSearch={{ optionFilterProp: 'label' }}
          options={members.map((it) => ({ value: it.id, label: `${it.displayName} (${it.username})` }))}
          onChange={(value) => ask('staff', value)}
        />
      </div>
      {question.householdId === null ? null : (
        <p>
          {t('household', { place })} <Button onClick={() => ask('household')}>{t('everywhere')}</Button>
        </p>
      )}
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : <AuditLines entries={data} />}
      {hasNextPage ? (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </div>
  )
}

/** An address is typed by anybody. */
function idIn(text: string | null): number | null {
  const id = Number(text)
  return text !== null && Number.isSafeInteger(id) && id > 0 ? id : null
}
