import { App, Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { DataTable } from '../parts/data-table.tsx'
import { usePolicyActs } from '../service/policies.ts'
import { hasRole, useSession } from '../service/session.ts'
import type { Policy } from '../service/shapes.ts'
import { failureText } from '../words/failure-words.ts'
import { timeText } from '../words/time-words.ts'
import { usePolicyNames } from './sentences.ts'
import type { StandingChange } from './standing-changes.ts'

interface InForceTableProps {
  readonly policies: readonly Policy[]
  readonly changes: readonly StandingChange[]
}

/** What holds where, and what is to come there. A place without a policy of its own is not listed. */
export function InForceTable({ policies, changes }: InForceTableProps) {
  const { t } = useTranslation(['policies', 'page'])
  const { titleOf } = usePolicyNames()
  const me = useSession().data
  const mayAssign = me !== undefined && me !== null && hasRole(me, ['admin'])
  if (changes.length === 0) return <p>{t('none')}</p>
  const policyCell = ({ policyId }: StandingChange) => {
    const policy = policies.find((it) => it.id === policyId)
    if (policy === undefined) return policyId === null ? t('taken') : `#${policyId}`
    return <Link to={`/policies/${policy.id}`}>{titleOf(policy)}</Link>
  }
  const placeCell = ({ place, householdId }: StandingChange) =>
    householdId === null ? place : <Link to={`/households/${householdId}`}>{place}</Link>
  const columns = [t('place'), t('policy'), t('standing'), t('since'), t('by')]
  const rows = changes.map((it) => ({
    key: String(it.id),
    cells: [
      placeCell(it),
      policyCell(it),
      it.standing === 'over' ? '' : t(`standings.${it.standing}`),
      timeText(it.from),
      it.assignedBy,
      ...(mayAssign ? [<TakeAway key="take-away" change={it} />] : []),
    ],
  }))
  return <DataTable name={t('inForce')} columns={mayAssign ? [...columns, t('act')] : columns} rows={rows} />
}

/** What is to come is taken back at its own time, by what the place has until then; so nothing changes meanwhile. */
function TakeAway({ change: { areaId, place, standing, from, before } }: { readonly change: StandingChange }) {
  const { t } = useTranslation(['policies', 'page'])
  const { message } = App.useApp()
  const { assign } = usePolicyActs()
  if (areaId === null) return null
  const isToCome = standing === 'to_come'
  const take = () =>
    assign.mutate(isToCome ? { areaId, policyId: before, from } : { areaId, policyId: null }, {
      onError: (error) => void message.warning(failureText(error)),
    })
  const words = t(isToCome ? 'undo' : 'takeAway')
  return (
    <Popconfirm
      title={t(isToCome ? 'undoQuestion' : 'takeAwayQuestion', { place })}
      okText={words}
      cancelText={t('page:cancel')}
      onConfirm={take}
    >
      <Button size="small" loading={assign.isPending}>
        {words}
      </Button>
    </Popconfirm>
  )
}
