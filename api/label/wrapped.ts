/** How wide a text is, in ems. */
export type WidthOf = (text: string) => number

/** Groups with what divides them behind each; the check character stays with the last one. */
const PIECES = /[^-:/#_. ]*[-:/#_. ]+\*.$|[^-:/#_. ]*[-:/#_. ]+|[^-:/#_. ]+/g

/** A code in lines no wider than `widthMax` ems: between its groups, or within them where it must. Null: it must, and may not. */
export function wrapped(code: string, widthOf: WidthOf, widthMax: number, mayBreak: boolean): readonly string[] | null {
  const lines: string[] = []
  let line = ''
  const add = (piece: string): void => {
    if (line !== '' && widthOf((line + piece).trimEnd()) > widthMax) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  for (const piece of code.match(PIECES) ?? []) {
    const isTooWide = widthOf(piece.trimEnd()) > widthMax
    if (isTooWide && !mayBreak) return null
    for (const part of isTooWide ? piece : [piece]) add(part)
  }
  return line === '' ? lines : [...lines, line.trimEnd()]
}
