import { glyphsOf, readObjects } from './pdf-objects.ts'

/** What a PDF of ours says and the fonts within it. */
export function readPdf(bytes: Buffer): { readonly text: string; readonly fonts: readonly string[] } {
  const { objects, streams, fonts } = readObjects(bytes)
  const text = [...streams.values()].filter((it) => /\bBT\b/.test(it)).map((it) => textOf(it, fonts))
  const embedded = [...objects.values()].filter((it) => /\/FontFile[23] /.test(it))
  return { text: text.join('\n'), fonts: embedded.map((it) => /\/FontName \/([\w+-]+)/.exec(it)?.[1] ?? '') }
}

/** A line for each piece of text that is shown. */
function textOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> = new Map()
  const lines: string[] = []
  for (const [, name, shown] of content.matchAll(/\/(\w+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) font = fonts.get(name) ?? new Map()
    else lines.push([...(shown ?? '').matchAll(/<([\da-f]+)>/gi)].map(([, hex = '']) => glyphsOf(hex, font)).join(''))
  }
  return lines.join('\n')
}
