import { useTranslation } from 'react-i18next'
import { dayName, spanText } from './day-words.ts'
import { useNames } from './names.ts'
import { PieceMarks } from './piece-marks.tsx'
import type { Day, OnFill, Piece } from './week.ts'

const HOUR_MS = 3_600_000
/** What is shorter has room for two lines of letters, for one, for none. */
const ROOMY_HOURS = 3.2
const TWO_LINES_HOURS = 1.9
const LINE_HOURS = 0.9

interface WeekPictureProps {
  readonly days: readonly Day[]
  readonly timeZone: string
  readonly onFill: OnFill
}

/** Seven columns from midnight to midnight. A gap is hatched, framed and named; a day of 23 or 25 hours has its own hours. */
export function WeekPicture({ days, timeZone, onFill }: WeekPictureProps) {
  return (
    <ol className="week-picture">
      {days.map((it) => (
        <DayColumn key={it.day} day={it} timeZone={timeZone} onFill={onFill} />
      ))}
    </ol>
  )
}

interface DayColumnProps extends Omit<WeekPictureProps, 'days'> {
  readonly day: Day
}

function DayColumn({ day, timeZone, onFill }: DayColumnProps) {
  const { t } = useTranslation('roster')
  const now = Date.now()
  const nowShare = (now - day.from) / (day.until - day.from)
  const isToday = nowShare >= 0 && nowShare < 1
  return (
    <li className="day" data-day={day.day} data-today={isToday}>
      <h3>
        {dayName(t, day.day)}
        {isToday ? ` · ${t('today')}` : ''}
        {day.hours === 24 ? null : <span className="amber"> · {t('oddDay', { hours: day.hours })}</span>}
      </h3>
      <div className="hours">
        <div aria-hidden="true">
          {day.ticks.map(({ hour, share }) => (
            <span key={hour} className="tick" style={{ top: `${share * 100}%` }}>
              {hour}
            </span>
          ))}
        </div>
        <ul>
          {day.pieces.map((it) => (
            <li
              key={it.key}
              className="piece"
              data-gap={it.isGap}
              data-room={roomOf(it)}
              data-changed={it.exceptions.length > 0}
              style={{ top: `${it.topShare * 100}%`, height: `${it.heightShare * 100}%` }}
            >
              <PieceWords piece={it} day={day} timeZone={timeZone} onFill={onFill} />
            </li>
          ))}
        </ul>
        {isToday ? <div className="now-line" style={{ top: `${nowShare * 100}%` }} aria-hidden="true" /> : null}
      </div>
    </li>
  )
}

function roomOf({ from, until }: Piece): 'much' | 'two' | 'line' | 'none' {
  const hours = (until - from) / HOUR_MS
  if (hours >= ROOMY_HOURS) return 'much'
  if (hours >= TWO_LINES_HOURS) return 'two'
  return hours >= LINE_HOURS ? 'line' : 'none'
}

interface PieceWordsProps extends DayColumnProps {
  readonly piece: Piece
}

function PieceWords({ piece, day, timeZone, onFill }: PieceWordsProps) {
  const { t } = useTranslation('roster')
  const { namesOf } = useNames()
  const time = spanText(piece, day, timeZone)
  const words = piece.isGap ? t('gapWords', { names: namesOf(piece.staff) }) : namesOf(piece.staff)
  const inner = (
    <>
      <span className="time">{time}</span> {piece.isGap ? <strong>⚠ {t('gap')}</strong> : null}
      <span className="names">{words}</span> <PieceMarks piece={piece} />
    </>
  )
  const title = `${time} ${piece.isGap ? t('gap') : ''} ${words}`
  if (!piece.isGap || onFill === null || piece.whole.until <= Date.now()) {
    return (
      <div className="words" title={title}>
        {inner}
      </div>
    )
  }
  return (
    <button type="button" className="words" title={`${title} · ${t('fill')}`} onClick={() => onFill(piece.whole)}>
      {inner} <span className="fill">＋ {t('fill')}</span>
    </button>
  )
}
