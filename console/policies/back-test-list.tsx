import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Waiting } from '../app/waiting.tsx'
import { useLatestBackTests } from '../service/policies.ts'
import { hasRole, useSession } from '../service/session.ts'
import { usePeriodText } from './period.ts'

/** The latest back-tests, each with its draft and its result; for those who may start one. */
export function BackTestList() {
  const { t } = useTranslation('policies')
  const me = useSession().data
  const mayTest = me !== undefined && me !== null && hasRole(me, ['duty_officer', 'admin'])
  const { data, error, refetch } = useLatestBackTests(mayTest)
  const periodText = usePeriodText()
  if (!mayTest) return null
  return (
    <section className="part">
      <h2>{t('backTests')}</h2>
      {data === undefined ? <Waiting error={error} onRetry={() => void refetch()} /> : null}
      {data?.length === 0 ? <p>{t('none')}</p> : null}
      <ul className="back-tests">
        {data?.map((it) => (
          <li key={it.id} data-back-test={it.id}>
            <Link to={`/policies/draft?run=${it.id}`}>{periodText(it)}</Link>
            <span>{t(`state.${it.state}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
