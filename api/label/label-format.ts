/** A sheet or a roll of labels. Lengths are millimetres. */
export interface LabelFormat {
  readonly paper: 'a4' | 'roll'
  readonly width: number
  readonly height: number
  readonly columns: number
  readonly rows: number
  /** From the sheet's left and upper edge to the first label. */
  readonly left: number
  readonly top: number
  /** From one label's edge to that of the next. */
  readonly acrossEach: number
  readonly downEach: number
  /** Kept clear inside each label: where its printer cannot print, and for sheets that do not lie quite straight. */
  readonly clearX: number
  readonly clearY: number
  /** A thermal printer's dot: a QR code's modules are whole dots there. Null: too small to matter. */
  readonly dot: number | null
  /** Whose labels they are, and where the measures come from. */
  readonly source: string
}

export const A4 = { width: 210, height: 297 } as const

/** Office printers leave some 4 mm of the paper's edge white. */
const PRINTER_EDGE = 4.5

const DOT_203 = 25.4 / 203
const DOT_300 = 25.4 / 300

type Place = Pick<LabelFormat, 'columns' | 'rows' | 'left' | 'top' | 'acrossEach' | 'downEach'>
type Size = Pick<LabelFormat, 'paper' | 'width' | 'height'> & Place

/** In the middle of the paper, and without gaps. */
function edgeToEdge(width: number, height: number, columns: number, rows: number): Size {
  const left = (A4.width - columns * width) / 2
  const top = (A4.height - rows * height) / 2
  return { paper: 'a4', width, height, columns, rows, left, top, acrossEach: width, downEach: height }
}

function apart(width: number, height: number, place: Place): Size {
  return { paper: 'a4', width, height, ...place }
}

/** One label after the other: each is a page of its own. */
function roll(width: number, height: number): Size {
  const place = { columns: 1, rows: 1, left: 0, top: 0, acrossEach: width, downEach: height }
  return { paper: 'roll', width, height, ...place }
}

export const LABEL_FORMAT_NAMES = [
  ...(['a4_24', 'a4_21', 'a4_40', 'a4_65'] as const),
  ...(['roll_50x30', 'roll_40x30', 'roll_62x29'] as const),
] as const
export type LabelFormatName = (typeof LABEL_FORMAT_NAMES)[number]

const TO_THE_EDGE = { clearX: PRINTER_EDGE, clearY: PRINTER_EDGE, dot: null }
const SHEET_21 = { columns: 3, rows: 7, left: 7.25, top: 15.15, acrossEach: 66, downEach: 38.1 }
const SHEET_65 = { columns: 5, rows: 13, left: 4.75, top: 10.7, acrossEach: 40.6, downEach: 21.2 }
const ROLL_203 = { clearX: 1.5, clearY: 1.5, dot: DOT_203 }
/** Of 62 × 29 mm it prints 696 × 271 dots. */
const ROLL_62X29 = { clearX: 1.55, clearY: 3.05, dot: DOT_300 }

/** A row for each format, with the measures that its maker publishes. */
export const LABEL_FORMATS: Readonly<Record<LabelFormatName, LabelFormat>> = {
  a4_24: { ...edgeToEdge(70, 37, 3, 8), ...TO_THE_EDGE, source: 'Avery Zweckform 3474' },
  a4_21: { ...apart(63.5, 38.1, SHEET_21), clearX: 1.5, clearY: 1.5, dot: null, source: 'Avery L7160' },
  a4_40: { ...edgeToEdge(52.5, 29.7, 4, 10), ...TO_THE_EDGE, source: 'Avery Zweckform 3651, HERMA 4610' },
  a4_65: { ...apart(38.1, 21.2, SHEET_65), clearX: 1, clearY: 1, dot: null, source: 'Avery L7651' },
  roll_50x30: { ...roll(50, 30), ...ROLL_203, source: 'die-cut roll, 203 dpi' },
  roll_40x30: { ...roll(40, 30), ...ROLL_203, source: 'die-cut roll, 203 dpi' },
  roll_62x29: { ...roll(62, 29), ...ROLL_62X29, source: 'Brother DK-11209, 300 dpi' },
}

export function labelsPerSheet({ columns, rows }: LabelFormat): number {
  return columns * rows
}

/** Where a label begins that is the so-manyeth of its sheet, counted from 0: row by row. */
export function labelPlace(format: LabelFormat, nth: number): { readonly x: number; readonly y: number } {
  const row = Math.floor(nth / format.columns)
  return { x: format.left + (nth % format.columns) * format.acrossEach, y: format.top + row * format.downEach }
}
