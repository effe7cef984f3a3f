import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { AlertStory } from '../service/shapes.ts'
import { timeText } from '../words/time-words.ts'
import './words.ts'

type Message = AlertStory['notifications'][number]

/** Each message and what became of it. */
export function Messages({ messages }: { readonly messages: readonly Message[] }) {
  const { t } = useTranslation('alert')
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
  const { t } = useTranslation('alert')
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
  t: TFunction<'alert'>,
  { sentAt, deliveredAt, failedAt, cancelledAt, attempts, lastError }: Message,
): string {
  if (deliveredAt !== null) return t('arrived', { time: timeText(deliveredAt) })
  if (sentAt !== null) return t('sent', { time: timeText(sentAt) })
  if (failedAt !== null) return t('failed', { time: timeText(failedAt), why: lastError ?? '' })
  if (cancelledAt !== null) return t('cancelled', { time: timeText(cancelledAt) })
  return lastError === null ? t('waiting') : t('retrying', { attempts, why: lastError })
}
