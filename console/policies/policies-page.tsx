import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Waiting } from '../app/waiting.tsx'
import { usePolicies, useStandingAssignments } from '../service/policies.ts'
import type { Policy } from '../service/shapes.ts'
import { timeText } from '../words/time-words.ts'
import { BackTestList } from './back-test-list.tsx'
import { InForceTable } from './in-force.tsx'
import './policies.css'
import './words.ts'
import { usePolicyNames } from './sentences.ts'
import { type StandingChange, standingChanges } from './standing-changes.ts'

/** Which policies there are, and where each holds. */
export function PoliciesPage() {
  const { t } = useTranslation('policies')
  const policies = usePolicies()
  const assignments = useStandingAssignments()
  const isHere = policies.data !== undefined && assignments.data !== undefined
  const changes = standingChanges(assignments.data ?? [])
  const again = () => void Promise.all([policies.refetch(), assignments.refetch()])
  return (
    <div className="policies">
      <h1>{t('policies')}</h1>
      <p className="quiet">{t('notice')}</p>
      {isHere ? (
        <>
          <section className="part in-force">
            <h2>{t('inForce')}</h2>
            <InForceTable policies={policies.data} changes={changes} />
            <p className="quiet">{t('inForceNote')}</p>
          </section>
          <section className="part">
            <h2>{t('allVersions')}</h2>
            <PolicyList policies={policies.data} changes={changes} />
          </section>
        </>
      ) : (
        <Waiting error={policies.error ?? assignments.error} onRetry={again} />
      )}
      <BackTestList />
    </div>
  )
}

interface PolicyListProps {
  readonly policies: readonly Policy[]
  readonly changes: readonly StandingChange[]
}

/** By name in the order in which they were made, the latest version of each on top. */
function PolicyList({ policies, changes }: PolicyListProps) {
  const { nameOf } = usePolicyNames()
  const names = [...new Set(policies.map((it) => it.name))]
  return (
    <ul className="policy-list">
      {names.map((name) => (
        <li key={name} data-policy={name}>
          <h3>{nameOf(name)}</h3>
          <ul>
            {policies
              .filter((it) => it.name === name)
              .toSorted((a, b) => b.version - a.version)
              .map((it, place) => (
                <Version key={it.id} policy={it} isLatest={place === 0} changes={changes} />
              ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

interface VersionProps {
  readonly policy: Policy
  readonly isLatest: boolean
  readonly changes: readonly StandingChange[]
}

function Version({ policy: { id, version, createdAt, createdBy }, isLatest, changes }: VersionProps) {
  const { t } = useTranslation('policies')
  const { makerOf } = usePolicyNames()
  const places = changes.filter((it) => it.policyId === id)
  return (
    <li data-version={version}>
      <Link to={`/policies/${id}`}>{t('version', { version })}</Link>
      {isLatest ? <span className="quiet">{t('latest')}</span> : null}
      <span className="quiet">{t('made', { time: timeText(createdAt), by: makerOf(createdBy) })}</span>
      {places.map((it) => (
        <span className="place" key={it.id}>
          {it.standing === 'to_come' ? '◔' : '●'} {it.place}
        </span>
      ))}
    </li>
  )
}
