import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { isRecord } from '../service/failure.ts'
import type { AlertStory } from '../service/shapes.ts'
import { timeText } from '../words/time-words.ts'
import { has } from '../words/words.ts'
import { zh } from './words-zh.ts'

type LogEntry = AlertStory['log'][number]
type Message = AlertStory['notifications'][number]

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
  const kind = String(given.kind)
  const values = {
    ...{ people: '', into: '', by: '', channel: '', from: '', to: '', note: '', reason: '', ...given },
    time: typeof given.until === 'number' ? timeText(given.until) : '',
    level: has(zh.level, level) ? t(`level.${level}`) : '',
    sent: has(zh.dispatched, kind) ? t(`dispatched.${kind}`) : '',
  }
  return has(zh.log, what) ? t(`log.${what}`, { ...values, what }) : what
}

export function Messages({ messages }: { readonly messages: readonly Message[] }) {
  const { t } = useTranslation('desk')
  if (messages.length === 0) return <p>{t('noMessages')}</p>
  return (
    <ul className="messages">
      {messages.map((it) => (
        <li key={it.id}>
          <span className="channel">{it.channel}</span> {it.target} <span className="fate">{fateOf(t, it)}</span>
          {it.fellBackAt === null ? null : ` · ${t('fellBack', { time: timeText(it.fellBackAt) })}`}
          <Tries tries={it.tries} />
        </li>
      ))}
    </ul>
  )
}

/** Each try and what the provider answered, where there was more to it than a first success. */
function Tries({ tries }: Pick<Message, 'tries'>) {
  const { t } = useTranslation('desk')
  if (tries.every((it) => it.outcome === 'sent')) return null
  return (
    <ul className="tries">
      {tries.map(({ number, at, outcome, answer }) => (
        <li key={number}>
          {t('attempt', { number, time: timeText(at), outcome: t(`attempted.${outcome}`) })} {answer}
        </li>
      ))}
    </ul>
  )
}

function fateOf(
  t: TFunction<'desk'>,
  { sentAt, deliveredAt, failedAt, cancelledAt, attempts, lastError }: Message,
): string {
  if (deliveredAt !== null) return t('arrived', { time: timeText(deliveredAt) })
  if (sentAt !== null) return t('sent', { time: timeText(sentAt) })
  if (failedAt !== null) return t('failed', { time: timeText(failedAt), why: lastError ?? '' })
  if (cancelledAt !== null) return t('cancelled', { time: timeText(cancelledAt) })
  return lastError === null ? t('waiting') : t('retrying', { attempts, why: lastError })
}
