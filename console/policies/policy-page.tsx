import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { Waiting } from '../app/waiting.tsx'
import { usePolicies, useStandingAssignments } from '../service/policies.ts'
import { hasRole, useSession } from '../service/session.ts'
import type { Policy } from '../service/shapes.ts'
import { timeText } from '../words/time-words.ts'
import { AssignForm } from './assign-form.tsx'
import { InForceTable } from './in-force.tsx'
import './policies.css'
import './words.ts'
import { usePolicyNames } from './sentences.ts'
import { Differences, SettingsList } from './settings-list.tsx'
import { standingChanges } from './standing-changes.ts'

/** One version of a policy: what it says, how it differs from another, where it holds. */
export function PolicyPage() {
  const { t } = useTranslation('policies')
  const id = Number(useParams().id)
  const { data, error, refetch } = usePolicies()
  if (data === undefined) return <Waiting error={error} onRetry={() => void refetch()} />
  const policy = data.find((it) => it.id === id)
  return (
    <div className="policies">
      <Link to="/policies">‹ {t('back')}</Link>
      {policy === undefined ? <p>{t('noPolicy')}</p> : <PolicyView key={id} policy={policy} policies={data} />}
    </div>
  )
}

interface PolicyViewProps {
  readonly policy: Policy
  readonly policies: readonly Policy[]
}

function PolicyView({ policy, policies }: PolicyViewProps) {
  const { t } = useTranslation('policies')
  const { titleOf, makerOf } = usePolicyNames()
  const by = makerOf(policy.createdBy)
  const me = useSession().data
  const may = (role: 'duty_officer' | 'admin') => me !== undefined && me !== null && hasRole(me, [role])
  const assignments = useStandingAssignments()
  return (
    <>
      <h1>{titleOf(policy)}</h1>
      <p className="quiet">{t('made', { time: timeText(policy.createdAt), by })}</p>
      <section className="part">
        <h2>{t('settings')}</h2>
        <SettingsList settings={policy.settings} />
        {may('duty_officer') || may('admin') ? (
          <Link className="act" data-act="draft" to={`/policies/draft?from=${policy.id}`}>
            {t('draft')}
          </Link>
        ) : null}
      </section>
      <Comparison policy={policy} policies={policies} />
      <section className="part in-force">
        <h2>{t('inForceHere')}</h2>
        {assignments.data === undefined ? (
          <Waiting error={assignments.error} onRetry={() => void assignments.refetch()} />
        ) : (
          <InForceTable
            policies={policies}
            changes={standingChanges(assignments.data).filter((it) => it.policyId === policy.id)}
          />
        )}
      </section>
      {may('admin') ? <AssignForm policyId={policy.id} /> : null}
    </>
  )
}

/** With the version before it, unless another is chosen; the address says which. */
function Comparison({ policy, policies }: PolicyViewProps) {
  const { t } = useTranslation('policies')
  const { titleOf } = usePolicyNames()
  const [search, setSearch] = useSearchParams()
  const others = policies.filter((it) => it.id !== policy.id)
  const before = others.findLast((it) => it.name === policy.name && it.version < policy.version)
  const other = others.find((it) => it.id === Number(search.get('with'))) ?? before
  return (
    <section className="part">
      <h2>{other === undefined ? t('compare') : t('differences', { other: titleOf(other) })}</h2>
      <Select
        className="choice"
        aria-label={t('compare')}
        placeholder={t('compare')}
        value={other?.id ?? null}
        showSearch={{ optionFilterProp: 'label' }}
        options={others.map((it) => ({ value: it.id, label: titleOf(it) }))}
        onChange={(value) => setSearch({ with: String(value) }, { replace: true })}
      />
      {other === undefined ? null : (
        <Differences
          there={other.settings}
          thereName={titleOf(other)}
          here={policy.settings}
          hereName={titleOf(policy)}
        />
      )}
    </section>
  )
}
