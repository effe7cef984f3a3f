import encodeQR from 'qr'
import { groupedCodeOf, labelOf } from '../../protocol/label.ts'
import type { LabelFormat } from './label-format.ts'
import { type WidthOf, wrapped } from './wrapped.ts'

export interface LabelledSensor {
  readonly uid: string
  readonly model: string
}

/** What of a label is printed where: millimetres from its upper left corner. */
export interface LabelLayout {
  readonly qr: {
    readonly x: number
    readonly y: number
    readonly module: number
    /** With the quiet zone of four modules that ISO/IEC 18004 asks for; true is dark. */
    readonly rows: readonly (readonly boolean[])[]
  }
  /** Each with its baseline; sizes in points. */
  readonly lines: readonly {
    readonly text: string
    readonly font: 'head' | 'body'
    readonly size: number
    readonly x: number
    readonly y: number
  }[]
}

/** What a phone's camera reads at arm's length, and what printers of 203 dpi print with three dots. */
export const MODULE_MIN = 0.33
const QUIET_MODULES = 4
/** Of a label's width; the rest is for who types. */
const QR_SHARE_MAX = 0.58
/** The quiet zone is white already. */
const QR_GAP = 0.5

const MM_PER_POINT = 25.4 / 72
const CODE_SIZE_MAX = 12
/** A code's groups are broken only where they would not fit in this size. */
export const CODE_SIZE_GOOD = 6
export const CODE_SIZE_MIN = 4
const SIZE_STEP = 0.5
const MODEL_SHARE = 0.7
/** Of a font's size: how high letters are, how far lines lie apart, and how far letters go below the last one. */
const HIGH = 0.88
const APART = 1.1
const BELOW = 0.22

export interface Letters {
  readonly head: WidthOf
  readonly body: WidthOf
}

/** Null: the label is too small for the sensor's id. */
export function layOut(format: LabelFormat, sensor: LabelledSensor, letters: Letters): LabelLayout | null {
  const [width, height] = [format.width - 2 * format.clearX, format.height - 2 * format.clearY]
  const code = qrWithin(format, labelOf(sensor.uid), Math.min(height, width * QR_SHARE_MAX))
  if (code === null) return null
  const side = code.rows.length * code.module
  const box = { x: format.clearX + side + QR_GAP, width: width - side - QR_GAP, height }
  const lines = textWithin(box, sensor, letters)
  if (lines === null) return null
  const down = (it: number): number => format.clearY + it
  return {
    qr: { ...code, x: format.clearX, y: down((height - side) / 2) },
    lines: lines.map((it) => ({ ...it, x: box.x, y: down(it.y) })),
  }
}

function qrWithin(
  { dot }: LabelFormat,
  text: string,
  sideMax: number,
): Pick<LabelLayout['qr'], 'module' | 'rows'> | null {
  for (const ecc of ['medium', 'low'] as const) {
    const rows = encodeQR(text, 'raw', { ecc, border: QUIET_MODULES })
    const largest = sideMax / rows.length
    const module = dot === null ? largest : Math.floor(largest / dot) * dot
    if (module >= MODULE_MIN) return { module, rows }
  }
  return null
}

interface Box {
  readonly width: number
  readonly height: number
}

type Line = Omit<LabelLayout['lines'][number], 'x'>

/** The code as large as it can be, and the model below it. */
function textWithin(box: Box, { uid, model }: LabelledSensor, letters: Letters): readonly Line[] | null {
  const code = writable(groupedCodeOf(uid))
  for (let size = CODE_SIZE_MAX; size >= CODE_SIZE_MIN; size -= SIZE_STEP) {
    const em = size * MM_PER_POINT
    const lines = wrapped(code, letters.head, box.width / em, size <= CODE_SIZE_GOOD)
    if (lines === null) continue
    const modelSize = Math.max(CODE_SIZE_MIN, size * MODEL_SHARE)
    const modelEm = modelSize * MM_PER_POINT
    const codeHigh = em * (HIGH + APART * (lines.length - 1) + BELOW)
    const high = codeHigh + modelEm * (HIGH + BELOW)
    if (high > box.height) continue
    const top = (box.height - high) / 2
    const text = shortened(writable(model), letters.body, box.width / modelEm)
    return [
      ...lines.map((it, n) => ({ text: it, font: 'head' as const, size, y: top + em * (HIGH + APART * n) })),
      { text, font: 'body', size: modelSize, y: top + codeHigh + modelEm * HIGH },
    ]
  }
  return null
}

/** What cannot be printed is seen to be there. */
function writable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, '\ufffd')
}

/** The model is not typed from a label: of a long one its beginning is enough. */
function shortened(text: string, widthOf: WidthOf, widthMax: number): string {
  if (widthOf(text) <= widthMax) return text
  const kept = [...text]
  while (kept.length > 0 && widthOf(`${kept.join('')}…`) > widthMax) kept.pop()
  return `${kept.join('').trimEnd()}…`
}
