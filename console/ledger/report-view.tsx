import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { FileReport } from '../parts/file-report.tsx'
import type { LedgerOutcome, LedgerReport } from '../service/ledger.ts'
import { currentLanguage } from '../words/words.ts'

/** What a check has found: what is wrong, or what would be made. */
export function ReportView({ file, report }: { readonly file: File; readonly report: LedgerReport }) {
  return (
    <FileReport name={file.name} report={report}>
      <Plan report={report} />
    </FileReport>
  )
}

function Plan({ report: { makes, present, newAreas, sample } }: { readonly report: LedgerReport }) {
  const { t } = useTranslation('ledger')
  return (
    <>
      <Counts title={t('wouldMake')} counts={makes} present={present} />
      {newAreas.length === 0 ? null : (
        <details>
          <summary>
            {t('newAreas')} ({makes.areas})
          </summary>
          <ul>
            {newAreas.map((it) => (
              <li key={`${it.kind} ${it.path}`}>{it.path}</li>
            ))}
            {makes.areas > newAreas.length ? <li>{t('more', { count: makes.areas })}</li> : null}
          </ul>
        </details>
      )}
      {sample.length === 0 ? null : (
        <>
          <p>{t('understood')}</p>
          <ul className="sample">
            {sample.map((it) => (
              <li key={it.row}>
                {t('term', { ...it, from: wallText(it.startsAt, it), until: wallText(it.endsAt, it) })}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

/** By the wall clock of the household's area, wherever the page is looked at. */
function wallText(at: string, { timeZone }: { readonly timeZone: string }): string {
  const locale = currentLanguage() === 'zh' ? 'zh-CN' : 'en-GB'
  return new Date(at).toLocaleString(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' })
}

interface CountsProps {
  readonly title: string
  readonly counts: LedgerOutcome['made']
  readonly present: LedgerOutcome['present']
}

const COUNTED = ['households', 'orders', 'contacts', 'areas'] as const

export function Counts({ title, counts, present }: CountsProps) {
  const { t } = useTranslation('ledger')
  const made = COUNTED.filter((it) => counts[it] > 0)
  return (
    <>
      {made.length > 0 ? (
        <p className="counts">
          {title} <strong>{made.map((it) => t(it, { count: counts[it] })).join(' · ')}</strong>
        </p>
      ) : present.households > 0 ? (
        <Alert type="success" showIcon title={t('allPresent')} />
      ) : null}
      {present.households > 0 ? <p className="quiet">{t('present', present)}</p> : null}
    </>
  )
}
