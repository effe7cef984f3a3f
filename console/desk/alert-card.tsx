import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Holder, Since } from '../alert/alert-words.tsx'
import { isBreach } from '../alert/breach.ts'
import { explanationOf, placeOf } from '../alert/explanation.ts'
import { SeverityMark, StateMarks } from '../alert/marks.tsx'
import type { Alert } from '../service/shapes.ts'
import { AlertActions } from './alert-actions.tsx'

/** One alert of the queue. What a person is writing in it survives every update. */
export const AlertCard = memo(function AlertCard({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation('desk')
  const { title, sentence } = explanationOf(alert)
  const counted = alert.householdId === null ? 'sensors' : 'times'
  const heading = [title, alert.count > 1 ? t(counted, { count: alert.count }) : '', alert.late ? t('late') : '']
  const around = [alert.community, alert.compound].filter((it) => it !== null).join(' ')
  return (
    <li
      className="card"
      tabIndex={-1}
      data-id={alert.id}
      data-kind={alert.kind}
      data-breach={isBreach(alert)}
      data-handling={alert.handling}
    >
      <div className="place">
        <SeverityMark severity={alert.severity} />
        <h2>
          <Link to={`/alerts/${alert.id}`}>{placeOf(alert)}</Link>
        </h2>
        <p className="around">{around}</p>
      </div>
      <div className="what">
        <p className="kind">{heading.filter((it) => it !== '').join(' · ')}</p>
        <p className="sentence">
          {sentence}{' '}
          <Link className="why-link" to={`/alerts/${alert.id}`}>
            {t('whyLink')}
          </Link>
        </p>
        <Since alert={alert} />
      </div>
      <div className="state">
        <StateMarks alert={alert} />
        <Holder alert={alert} />
        <AlertActions alert={alert} />
      </div>
    </li>
  )
})
