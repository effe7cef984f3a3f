import decodeQR from 'qr/decode.js'
import type { LabelFormat } from '../../api/label/label-format.ts'
import { labelPlace, labelsPerSheet } from '../../api/label/label-format.ts'
import { glyphsOf, type PdfObjects, readObjects } from './pdf-objects.ts'

const MM_PER_POINT = 25.4 / 72

interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A line of text: where it begins and ends, and its baseline. */
interface Line {
  readonly text: string
  readonly x: number
  readonly width: number
  readonly y: number
  readonly size: number
}

interface Page {
  readonly width: number
  readonly height: number
  readonly rects: readonly Rect[]
  readonly lines: readonly Line[]
}

/** A printed label; millimetres from its own upper left corner. */
export interface ReadLabel {
  readonly sheet: number
  /** On its sheet, from 1. */
  readonly nth: number
  /** Its dark modules' bounds, and how wide a module is. */
  readonly qr: Rect & { readonly module: number }
  readonly says: string
  readonly lines: readonly Line[]
}

/** Pages in their order, in millimetres from their upper left corner. */
export function readPages(pdf: Buffer): readonly Page[] {
  const parts = readObjects(pdf)
  const kids = [...parts.objects.values()]
    .map((it) => /\/Kids \[([^\]]*)\]/.exec(it)?.[1])
    .find((it) => it !== undefined)
  return [...(kids ?? '').matchAll(/(\d+) 0 R/g)].map(([, id = '']) => readPage(parts, parts.objects.get(id) ?? ''))
}

function readPage(parts: PdfObjects, page: string): Page {
  const [, wide, high] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(page) ?? []
  const content = parts.streams.get(/\/Contents (\d+) 0 R/.exec(page)?.[1] ?? '') ?? ''
  const height = millimetres(high)
  const rects = [...content.matchAll(/^([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re$/gm)].map(([, x, y, w, h]) => ({
    ...{ x: millimetres(x), y: millimetres(y), width: millimetres(w), height: millimetres(h) },
  }))
  const shown = /1 0 0 1 ([\d.]+) ([\d.]+) Tm\n\/(\w+) ([\d.]+) Tf\n\[([^\]]*)\] TJ/g
  const lines = [...content.matchAll(shown)].map(([, x, y, font = '', size, glyphs = '']) => {
    const hex = [...glyphs.matchAll(/<([\da-f]+)>/gi)].map(([, it = '']) => it).join('')
    return {
      text: glyphsOf(hex, parts.fonts.get(font) ?? new Map()),
      ...{ x: millimetres(x), y: height - millimetres(y), size: Number(size) },
      width: millimetres(String((widthOf(glyphs, widthsOf(parts, font)) * Number(size)) / 1000)),
    }
  })
  return { width: millimetres(wide), height, rects, lines }
}

function millimetres(points: string | undefined): number {
  return Number(points) * MM_PER_POINT
}

/** Of a font's glyphs, in thousandths of its size (ISO 32000-1, 9.7.4.3). */
function widthsOf({ objects }: PdfObjects, font: string): readonly number[] {
  const all = [...objects.values()].join('\n')
  const id = new RegExp(`/${font} (\\d+) 0 R`).exec(all)?.[1] ?? ''
  const own = /\/DescendantFonts \[(\d+) 0 R\]/.exec(objects.get(id) ?? '')?.[1] ?? ''
  const widths = /\/W \[0 \[([^\]]*)\]/.exec(objects.get(own) ?? '')?.[1] ?? ''
  return widths.split(' ').map(Number)
}

/** Of an array as `TJ` takes it: glyphs, and numbers that bring the next one nearer (9.4.3). */
function widthOf(shown: string, widths: readonly number[]): number {
  let sum = 0
  for (const [, hex, nearer] of shown.matchAll(/<([\da-f]+)>|(-?[\d.]+)/gi)) {
    const glyphs = hex?.match(/.{4}/g) ?? []
    for (const it of glyphs) sum += widths[Number.parseInt(it, 16)] ?? Number.NaN
    sum -= Number(nearer ?? 0)
  }
  return sum
}

/** The labels that are printed on a file's sheets, in their order. */
export function readLabels(pdf: Buffer, format: LabelFormat): readonly ReadLabel[] {
  return readPages(pdf).flatMap(({ rects, lines }, sheet) =>
    Array.from({ length: labelsPerSheet(format) }, (_, n) => n).flatMap((n) => {
      const at = labelPlace(format, n)
      const isOn = ({ x, y }: { readonly x: number; readonly y: number }): boolean =>
        x >= at.x && x < at.x + format.width && y >= at.y && y < at.y + format.height
      const own = rects.filter(isOn).map((it) => ({ ...it, x: it.x - at.x, y: it.y - at.y }))
      if (own.length === 0) return []
      const texts = lines.filter(isOn).map((it) => ({ ...it, x: it.x - at.x, y: it.y - at.y }))
      return [{ sheet: sheet + 1, nth: n + 1, ...readCode(own), lines: texts }]
    }),
  )
}

const MODULE_PIXELS = 4
/** White around it, as the label has. */
const QUIET_MODULES = 4

function readCode(rects: readonly Rect[]): Pick<ReadLabel, 'qr' | 'says'> {
  const [x, y] = [Math.min(...rects.map((it) => it.x)), Math.min(...rects.map((it) => it.y))]
  const width = Math.max(...rects.map((it) => it.x + it.width)) - x
  const height = Math.max(...rects.map((it) => it.y + it.height)) - y
  const module = Math.min(...rects.map((it) => it.height))
  const side = (Math.round(width / module) + 2 * QUIET_MODULES) * MODULE_PIXELS
  const data = new Uint8Array(side * side * 4).fill(255)
  const pixel = (length: number): number => Math.round((length / module) * MODULE_PIXELS)
  for (const it of rects) {
    const [left, top] = [
      pixel(it.x - x) + QUIET_MODULES * MODULE_PIXELS,
      pixel(it.y - y) + QUIET_MODULES * MODULE_PIXELS,
    ]
    for (let row = top; row < top + pixel(it.height); row++) {
      for (let column = left; column < left + pixel(it.width); column++)
        data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3)
    }
  }
  return { qr: { x, y, width, height, module }, says: decodeQR({ width: side, height: side, data }) }
}
