import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { Waiting } from '../app/waiting.tsx'
import { useAreaNames } from '../service/areas.ts'
import { useRosters } from '../service/rosters.ts'
import { hasRole, useSession } from '../service/session.ts'
import type { Roster } from '../service/shapes.ts'
import { RosterForm } from './roster-form.tsx'
import { OFFICERS, RosterTabs } from './roster-tabs.tsx'
import { RosterView } from './roster-view.tsx'

/** Rosters: one is looked at; which one, and which week, stands in the address. */
export function RosterPage() {
  const { t } = useTranslation('roster')
  const me = useSession().data
  const [asked, setAsked] = useSearchParams()
  const [isMaking, setIsMaking] = useState(false)
  const { data, error, refetch } = useRosters()
  const rosters = data?.items ?? []
  const shown = rosters.find((it) => it.id === Number(asked.get('roster'))) ?? rosters.find((it) => it.endedAt === null)
  const mayChange = me !== undefined && me !== null && hasRole(me, OFFICERS)
  const show = (id: number) => {
    setIsMaking(false)
    setAsked({ roster: String(id) })
  }
  return (
    <div className="reach">
      <RosterTabs />
      <h1>{t('tab.roster')}</h1>
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : null}
      <div className="tools">
        {rosters.length === 0 ? null : <RosterSelect rosters={rosters} shown={shown} onShow={show} />}
        {mayChange && !isMaking ? (
          <Button data-act="make-roster" onClick={() => setIsMaking(true)}>
            {t('makeRoster')}
          </Button>
        ) : null}
      </div>
      {isMaking ? <RosterForm onDone={show} onCancel={() => setIsMaking(false)} /> : null}
      {data !== undefined && shown === undefined && !isMaking ? <p>{t('noRoster')}</p> : null}
      {shown === undefined || isMaking ? null : (
        <RosterView key={shown.id} id={shown.id} mayChange={mayChange && shown.endedAt === null} />
      )}
    </div>
  )
}

interface RosterSelectProps {
  readonly rosters: readonly Roster[]
  readonly shown: Roster | undefined
  readonly onShow: (id: number) => void
}

/** Those that have ended come last, and say so. */
function RosterSelect({ rosters, shown, onShow }: RosterSelectProps) {
  const { t } = useTranslation('roster')
  const areaName = useAreaNames(rosters.map((it) => it.areaId))
  const options = rosters
    .toSorted((a, b) => Number(a.endedAt !== null) - Number(b.endedAt !== null) || a.id - b.id)
    .map(({ id, name, areaId, level, endedAt }) => {
      const parts = [areaName(areaId), name, t(`level.${level}`)]
      return { value: id, label: [...parts, ...(endedAt === null ? [] : [t('ended')])].join(' · ') }
    })
  return (
    <Select
      className="roster-select"
      aria-label={t('which')}
      showSearch={{ optionFilterProp: 'label' }}
      value={shown?.id ?? null}
      options={options}
      onChange={(value) => value !== null && onShow(value)}
    />
  )
}
