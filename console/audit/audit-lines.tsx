import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { AuditEntry } from '../service/shapes.ts'
import { timeText } from '../words/time-words.ts'
import { has } from '../words/words.ts'
import { zh } from './words-zh.ts'

const COLUMNS = ['time', 'person', 'did', 'place', 'purpose'] as const

export function AuditLines({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const { t } = useTranslation('audit')
  if (entries.length === 0) return <p>{t('empty')}</p>
  return (
    <div className="box">
      <table>
        <thead>
          <tr>
            {COLUMNS.map((it) => (
              <th key={it} scope="col">
                {t(it)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((it) => (
            <Line key={it.id} entry={it} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Line({ entry }: { readonly entry: AuditEntry }) {
  const { t } = useTranslation('audit')
  const { at, displayName, username, action, householdId, place, purpose, detail } = entry
  const name = action.replaceAll('.', '_')
  const details = Object.entries(detail).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
  return (
    <tr data-action={action}>
      <td>
        <time dateTime={at}>{timeText(at)}</time>
      </td>
      <td>{displayName === null ? t('system') : `${displayName} (${username})`}</td>
      <td>
        <span aria-hidden="true">{action.endsWith('.read') ? '◉ ' : '✎ '}</span>
        {has(zh.action, name) ? t(`action.${name}`) : action}
      </td>
      <td>{householdId === null ? place : <Link to={`/households/${householdId}`}>{place}</Link>}</td>
      <td>
        {purpose} <span className="detail">{details.join('  ')}</span>
      </td>
    </tr>
  )
}
