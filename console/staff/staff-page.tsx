import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SaveTable } from '../app/save-table.tsx'
import { Waiting } from '../app/waiting.tsx'
import { useAreaNames } from '../service/areas.ts'
import { hasRole, useSession } from '../service/session.ts'
import { useStaff } from '../service/staff.ts'
import { AddPerson } from './add-person.tsx'
import { Person } from './person.tsx'
import './staff.css'
import './words.ts'

/** Who may do what, and where. */
export function StaffPage() {
  const { t } = useTranslation('staff')
  const me = useSession().data
  const [search, setSearch] = useState('')
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useStaff()
  const areaName = useAreaNames(data?.flatMap((it) => it.roles.map((role) => role.areaId)) ?? [])
  const mayChange = me !== undefined && me !== null && hasRole(me, ['admin'])
  const shown = data?.filter((it) => `${it.displayName} ${it.username}`.toLowerCase().includes(search)) ?? []
  return (
    <div className="staff">
      <h1>{t('staff')}</h1>
      <p className="around">{t('notice')}</p>
      {mayChange ? <AddPerson /> : null}
      <SaveTable table="staff" name={t('staff')} />
      <Input
        className="search"
        aria-label={t('search')}
        placeholder={t('search')}
        allowClear
        maxLength={64}
        onChange={({ target }) => setSearch(target.value.trim().toLowerCase())}
      />
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : null}
      <ul className="people">
        {shown.map((it) => (
          <Person key={it.id} person={it} areaName={areaName} isMe={it.id === me?.staffId} mayChange={mayChange} />
        ))}
      </ul>
      {data !== undefined && shown.length === 0 ? <p>{t('nobody')}</p> : null}
      {hasNextPage ? (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </div>
  )
}
