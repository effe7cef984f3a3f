import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '../service/shapes.ts'
import { timeText } from '../words/time-words.ts'
import { has } from '../words/words.ts'
import { zh } from './words-zh.ts'

type FateName = keyof typeof zh.fate

const FATE_SHAPES: Readonly<Record<FateName, string>> = {
  ...{ arrived: '✔', sent: '✓', failed: '✕', cancelled: '⊘', retrying: '↻', waiting: '○' },
}

/** What became of a message: a shape, a word and a time. */
export function Fate({ delivery }: { readonly delivery: Delivery }) {
  const { t } = useTranslation('roster')
  const { name, at } = fateOf(delivery)
  return (
    <span className="fate" data-fate={name}>
      <span aria-hidden="true">{FATE_SHAPES[name]}</span> <strong>{t(`fate.${name}`)}</strong>{' '}
      {at === null ? null : <time dateTime={at}>{timeText(at)}</time>}
    </span>
  )
}

function fateOf(it: Delivery): { readonly name: FateName; readonly at: string | null } {
  if (it.deliveredAt !== null) return { name: 'arrived', at: it.deliveredAt }
  if (it.sentAt !== null) return { name: 'sent', at: it.sentAt }
  if (it.failedAt !== null) return { name: 'failed', at: it.failedAt }
  if (it.cancelledAt !== null) return { name: 'cancelled', at: it.cancelledAt }
  return { name: it.attempts > 0 && it.lastError !== null ? 'retrying' : 'waiting', at: null }
}

/** Each try and what the provider answered to it; a number that is missing was cut off. */
export function Tries({ delivery }: { readonly delivery: Delivery }) {
  const { t } = useTranslation('roster')
  const { tries, lastError, fellBackAt, dueAt } = delivery
  const isDueAgain = fateOf(delivery).name === 'retrying'
  return (
    <ul className="tries">
      {tries.map(({ number, at, outcome, answer, reference }) => (
        <li key={number}>
          {t('try', { number, time: timeText(at) })} {t(`tried.${outcome}`)}
          {answer === null ? null : <Answer words={answer} />}
          {reference === null ? null : <span className="around"> {t('reference', { reference })}</span>}
        </li>
      ))}
      {tries.length === 0 && lastError !== null ? (
        <li>
          <Answer words={lastError} />
        </li>
      ) : null}
      {isDueAgain ? <li>{t('dueAgain', { time: timeText(dueAt) })}</li> : null}
      {fellBackAt === null ? null : <li>⤷ {t('fellBack', { time: timeText(fellBackAt) })}</li>}
    </ul>
  )
}

/** In our words where the answer is one of ours or a common one, and always as it was. */
function Answer({ words }: { readonly words: string }) {
  const { t } = useTranslation('roster')
  const said = saidIn(t, words)
  return (
    <>
      {t('colon')}
      {said === null ? null : `${said} `}
      <q className="said">{words}</q>
    </>
  )
}

const STATUS = /\banswered (\d{3})\b/
const NOT_CONFIGURED = /^the channel \w+ is not configured$/
const NO_ANSWER = /ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN/
const TOO_LATE = /timeout|no answer within|ETIMEDOUT/i

function saidIn(t: TFunction<'roster'>, words: string): string | null {
  const status = STATUS.exec(words)?.[1]
  if (status?.startsWith('2')) return null
  if (status !== undefined) return has(zh.status, status) ? t(`status.${status}`) : t('status.other', { status })
  if (NOT_CONFIGURED.test(words)) return t('answer.notConfigured')
  if (words === 'the contact point was disabled') return t('answer.disabled')
  if (NO_ANSWER.test(words)) return t('answer.unreachable')
  return TOO_LATE.test(words) ? t('answer.late') : null
}

/** Why it was sent: `step/duty_desk`, `repeat/3/grid_worker`, `again/1772…`. */
export function reasonText(t: TFunction<'roster'>, reason: string): string {
  const [what = '', ...rest] = reason.split('/')
  const level = rest.find((it) => has(zh.level, it))
  const levelName = level !== undefined && has(zh.level, level) ? t(`level.${level}`) : ''
  if (what === 'repeat') return t('why.repeat', { number: rest[0] ?? '', level: levelName })
  return has(zh.why, what) ? t(`why.${what}`, { level: levelName, number: '' }) : reason
}
