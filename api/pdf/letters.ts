import { fileURLToPath } from 'node:url'

/** Noto Sans Hans (OFL): whole, with every character of GB 18030's two-byte parts; a file takes the glyphs that it needs. */
const FONTS = new URL('../fonts/', import.meta.resolve('@embedpdf/fonts-sc'))
const fontAt = (name: string): string => fileURLToPath(new URL(name, FONTS))

/** Nor PDFKit's own default: a font that has two names is read anew each time that it is taken by the second. */
export const NO_FONT = ''

/** A file carries its own letters: it reads the same where there is no Chinese font. */
export function takeLetters(doc: PDFKit.PDFDocument): void {
  doc.registerFont('body', fontAt('NotoSansHans-Regular.otf')).registerFont('head', fontAt('NotoSansHans-Bold.otf'))
}
