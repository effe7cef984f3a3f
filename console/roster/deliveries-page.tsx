import { Button, Checkbox, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { kindName } from '../alert/alert-names.ts'
import { placeOf } from '../alert/explanation.ts'
import { Waiting } from '../app/waiting.tsx'
import { useAlertStory } from '../service/alerts.ts'
import { type DeliveryQuestion, useDeliveries } from '../service/reach.ts'
import { useHandlers } from '../service/rosters.ts'
import { hasRole, useSession } from '../service/session.ts'
import type { Me, Person } from '../service/shapes.ts'
import { useMembers } from '../service/staff.ts'
import { DeliveriesTable } from './deliveries-table.tsx'
import { OFFICERS, RosterTabs } from './roster-tabs.tsx'

/** Every message and what became of it: of an alert, of a person, of the caller's areas. What is asked stands in the address. */
export function DeliveriesPage() {
  const { t } = useTranslation('roster')
  const me = useSession().data
  const [asked] = useSearchParams()
  const alert = idIn(asked.get('alert'))
  if (me === undefined || me === null) return null
  return (
    <div className="reach">
      <RosterTabs />
      <h1>{t('tab.deliveries')}</h1>
      <p className="around">{t('deliveriesNotice')}</p>
      {alert === null ? <Latest me={me} /> : <OfAlert id={alert} />}
    </div>
  )
}

function OfAlert({ id }: { readonly id: number }) {
  const { t } = useTranslation('roster')

  const { data, error, refetch } = useAlertStory(id)
  if (data === undefined) return <Waiting error={error} onRetry={() => void refetch()} />
  return (
    <>
      <p className="tools">
        <Link to={`/alerts/${id}`}>
          {t('ofAlert', { id, place: placeOf(data.alert), kind: kindName(data.alert.kind) })}
        </Link>
        <Link to="/roster/deliveries">{t('allDeliveries')}</Link>
      </p>
      <DeliveriesTable deliveries={data.notifications} />
    </>
  )
}

/** Officers see what their areas and each person were sent; whoever is none, what they were sent themselves. */
function Latest({ me }: { readonly me: Me }) {
  const { t } = useTranslation('roster')
  const [asked, setAsked] = useSearchParams()
  const isOfficer = hasRole(me, OFFICERS)
  const person = idIn(asked.get('person'))
  const isFailed = asked.get('failed') === 'true'
  const question = questionOf({ isOfficer, person, isFailed, me })
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useDeliveries(question)
  const onAsk = (id: number | null) => setAsked(id === null ? {} : { person: String(id) })
  const filter = { me, person, onAsk }
  return (
    <>
      {isOfficer ? (
        <div className="tools">
          {hasRole(me, ['admin']) ? <OfStaff {...filter} /> : <OfHandlers {...filter} />}
          {person === null ? (
            <Checkbox checked={isFailed} onChange={({ target }) => setAsked(target.checked ? { failed: 'true' } : {})}>
              {t('onlyFailed')}
            </Checkbox>
          ) : null}
        </div>
      ) : (
        <p>{t('toMe')}</p>
      )}
      {data === undefined ? (
        <Waiting error={error} onRetry={() => void refetch()} />
      ) : (
        <DeliveriesTable deliveries={data} />
      )}
      {hasNextPage ? (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </>
  )
}

interface Asked {
  readonly isOfficer: boolean
  readonly person: number | null
  readonly isFailed: boolean
  readonly me: Me
}

function questionOf({ isOfficer, person, isFailed, me }: Asked): DeliveryQuestion {
  if (!isOfficer || person === me.staffId) return { of: 'me' }
  return person === null ? { of: 'areas', isFailed } : { of: 'person', staffId: person }
}

interface PersonFilterProps {
  readonly me: Me
  readonly person: number | null
  readonly onAsk: (person: number | null) => void
}

/** An administrator's people. */
function OfStaff(filter: PersonFilterProps) {
  return <PersonFilter {...filter} people={useMembers().data?.staff ?? []} />
}

/** Whoever may be on duty where the caller is an officer. */
function OfHandlers(filter: PersonFilterProps) {
  const area = filter.me.roles.find((it) => OFFICERS.includes(it.role))?.areaId
  return <PersonFilter {...filter} people={useHandlers(area).data?.staff ?? []} />
}

function PersonFilter({ me, person, onAsk, people }: PersonFilterProps & { readonly people: readonly Person[] }) {
  const { t } = useTranslation('roster')
  const others = people.filter((it) => it.id !== me.staffId)
  return (
    <Select
      className="roster-select"
      aria-label={t('personFilter')}
      placeholder={t('personFilter')}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={person}
      options={[
        { value: me.staffId, label: t('myself') },
        ...others.map((it) => ({ value: it.id, label: it.displayName })),
      ]}
      onChange={(value: number | null | undefined) => onAsk(value ?? null)}
    />
  )
}

/** An address is typed by anybody. */
function idIn(text: string | null): number | null {
  const id = Number(text)
  return text !== null && Number.isSafeInteger(id) && id > 0 ? id : null
}
