import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { dayName, spanText } from './day-words.ts'
import { useNames } from './names.ts'
import { PieceMarks } from './piece-marks.tsx'
import type { Day, OnFill, Piece } from './week.ts'

interface WeekListProps {
  readonly days: readonly Day[]
  readonly timeZone: string
  readonly onFill: OnFill
}

/** The same as the picture, line by line. */
export function WeekList({ days, timeZone, onFill }: WeekListProps) {
  const { t } = useTranslation('roster')
  return (
    <ol className="week-list">
      {days.map((day) => (
        <li key={day.day} data-day={day.day} data-today={day.from <= Date.now() && Date.now() < day.until}>
          <h3>
            {dayName(t, day.day)}
            {day.hours === 24 ? null : <span className="amber"> · {t('oddDay', { hours: day.hours })}</span>}
          </h3>
          <ul>
            {day.pieces.map((it) => (
              <Line key={it.key} piece={it} day={day} timeZone={timeZone} onFill={onFill} />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

interface LineProps extends Omit<WeekListProps, 'days'> {
  readonly piece: Piece
  readonly day: Day
}

function Line({ piece, day, timeZone, onFill }: LineProps) {
  const { t } = useTranslation('roster')
  const { namesOf } = useNames()
  const names = namesOf(piece.staff)
  return (
    <li className="line" data-gap={piece.isGap}>
      <span className="time">{spanText(piece, day, timeZone)}</span>
      <span>
        {piece.isGap ? <strong>⚠ {t('gap')} </strong> : null}
        {piece.isGap ? <span className="around">{t('gapWords', { names })}</span> : names} <PieceMarks piece={piece} />
      </span>
      {piece.isGap && onFill !== null && piece.whole.until > Date.now() ? (
        <Button onClick={() => onFill(piece.whole)}>＋ {t('fill')}</Button>
      ) : null}
    </li>
  )
}
