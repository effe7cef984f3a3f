import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { dispatchName } from '../alert/alert-names.ts'
import { isRecord } from '../service/failure.ts'
import type { AlertStory } from '../service/shapes.ts'
import { timeText } from '../words/time-words.ts'
import { has } from '../words/words.ts'
import { zh } from './words-zh.ts'

type LogEntry = AlertStory['log'][number]

/** What became of the alert, in order: by itself, by the rosters, by people. */
export function AlertLog({ log }: { readonly log: readonly LogEntry[] }) {
  const { t } = useTranslation('desk')
  return (
    <ol className="log">
      {log.map((entry, place) => (
        // The log is only ever added to.
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry's place is what it is known by
        <li key={place}>
          <time dateTime={entry.at}>{timeText(entry.at)}</time> {wordsOf(t, entry)}
          {entry.by === null ? null : <span className="by"> {entry.by}</span>}
        </li>
      ))}
    </ol>
  )
}

function wordsOf(t: TFunction<'desk'>, { what, detail }: LogEntry): string {
  const given = isRecord(detail) ? detail : {}
  const level = String(given.level)
  const values = {
    ...{ people: '', into: '', by: '', channel: '', from: '', to: '', note: '', reason: '', ...given },
    time: typeof given.until === 'number' ? timeText(given.until) : '',
    level: has(zh.level, level) ? t(`level.${level}`) : '',
    sent: given.kind === undefined ? '' : dispatchName(String(given.kind)),
  }
  return has(zh.log, what) ? t(`log.${what}`, { ...values, what }) : what
}
