import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Waiting } from '../app/waiting.tsx'
import { useAreaNames } from '../service/areas.ts'
import { useContactPoints } from '../service/reach.ts'
import type { ContactPoint } from '../service/shapes.ts'
import { useMembers } from '../service/staff.ts'
import { AddContactPoint } from './add-contact-point.tsx'
import { ContactCard } from './contact-card.tsx'
import { RosterTabs } from './roster-tabs.tsx'

const SEARCH_MAX = 64

/** Where alerts go: of areas, which hear of every alert of theirs, and of people, whom escalations call. */
export function ContactsPage() {
  const { t } = useTranslation('roster')
  const [search, setSearch] = useState('')
  const [isAdding, setIsAdding] = useState(false)
  const { data, error, refetch } = useContactPoints()
  const ownerOf = useOwners(data?.items ?? [])
  const shown = (data?.items ?? []).filter((it) => `${ownerOf(it)} ${it.target}`.toLowerCase().includes(search))
  const ofAreas = shown.filter((it) => it.areaId !== null)
  const ofPeople = shown
    .filter((it) => it.staffId !== null)
    .toSorted((a, b) => ownerOf(a).localeCompare(ownerOf(b)) || a.place - b.place || a.id - b.id)
  return (
    <div className="reach">
      <RosterTabs />
      <h1>{t('tab.contacts')}</h1>
      <div className="tools">
        <Input
          className="search"
          aria-label={t('searchContact')}
          placeholder={t('searchContact')}
          allowClear
          maxLength={SEARCH_MAX}
          onChange={({ target }) => setSearch(target.value.trim().toLowerCase())}
        />
        {isAdding ? null : (
          <Button type="primary" data-act="add-contact" onClick={() => setIsAdding(true)}>
            {t('addContact')}
          </Button>
        )}
      </div>
      {isAdding ? <AddContactPoint onDone={() => setIsAdding(false)} /> : null}
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : null}
      {data?.isCut ? <p className="amber">{t('isCut', { count: data.items.length })}</p> : null}
      <Group name={t('ofAreas')} about={t('ofAreasHint')} points={ofAreas} ownerOf={ownerOf} />
      <Group name={t('ofPeople')} about={t('ofPeopleHint')} points={ofPeople} ownerOf={ownerOf} />
    </div>
  )
}

type OwnerOf = (point: ContactPoint) => string

function useOwners(points: readonly ContactPoint[]): OwnerOf {
  const areaName = useAreaNames(points.flatMap((it) => it.areaId ?? []))
  const people = new Map(useMembers().data?.staff.map((it) => [it.id, it.displayName]))
  return ({ areaId, staffId }) => {
    if (areaId !== null) return areaName(areaId)
    return staffId === null ? '' : (people.get(staffId) ?? `#${staffId}`)
  }
}

interface GroupProps {
  readonly name: string
  readonly about: string
  readonly points: readonly ContactPoint[]
  readonly ownerOf: OwnerOf
}

function Group({ name, about, points, ownerOf }: GroupProps) {
  const { t } = useTranslation('roster')
  return (
    <section>
      <h2>{name}</h2>
      <p className="around">{about}</p>
      {points.length === 0 ? <p>{t('noContacts')}</p> : null}
      <ul className="cards">
        {points.map((it) => (
          <ContactCard key={it.id} point={it} owner={ownerOf(it)} />
        ))}
      </ul>
    </section>
  )
}
