import { useTranslation } from 'react-i18next'
import type { RosterDetail } from '../service/shapes.ts'
import type { Piece } from './week.ts'

type Kind = RosterDetail['exceptions'][number]['kind']

export const EXCEPTION_SHAPES: Readonly<Record<Kind, string>> = { absent: '−', extra: '＋', swap: '⇄' }

/** Which exceptions lie on a stretch, each once. */
export function PieceMarks({ piece }: { readonly piece: Pick<Piece, 'exceptions'> }) {
  const { t } = useTranslation('roster')
  const kinds = [...new Set(piece.exceptions.map((it) => it.kind))]
  return kinds.map((it) => (
    <span key={it} className="exception">
      {EXCEPTION_SHAPES[it]} {t(`exception.${it}`)}
    </span>
  ))
}
