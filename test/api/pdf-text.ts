import { inflateSync } from 'node:zlib'

/** What a PDF of ours says and the fonts within it, read by its own tables: glyphs to characters (ISO 32000-1, 9.10.3). */
export function readPdf(bytes: Buffer): { readonly text: string; readonly fonts: readonly string[] } {
  const raw = bytes.toString('latin1')
  const objects = new Map(
    [...raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', it = '']) => [id, it]),
  )
  const streams = new Map([...objects].map(([id, it]) => [id, streamOf(it)]))
  const fonts = new Map<string, ReadonlyMap<string, string>>()
  for (const it of objects.values()) {
    for (const [, fontsOf = ''] of it.matchAll(/\/Font <<([\s\S]*?)>>/g)) {
      for (const [, name = '', id = ''] of fontsOf.matchAll(/\/(\w+) (\d+) 0 R/g)) {
        const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1] ?? ''
        fonts.set(name, charactersOf(streams.get(unicode) ?? ''))
      }
    }
  }
  const text = [...streams.values()].filter((it) => /\bBT\b/.test(it)).map((it) => textOf(it, fonts))
  const embedded = [...objects.values()].filter((it) => /\/FontFile[23] /.test(it))
  return { text: text.join('\n'), fonts: embedded.map((it) => /\/FontName \/([\w+-]+)/.exec(it)?.[1] ?? '') }
}

function streamOf(object: string): string {
  const found = /stream\n([\s\S]*)\nendstream/.exec(object)?.[1]
  if (found === undefined) return ''
  const bytes = Buffer.from(found, 'latin1')
  return /\/FlateDecode/.test(object) ? inflateSync(bytes).toString('latin1') : found
}

/** Of the form that our writer uses: ranges with an array of what each glyph says. */
function charactersOf(table: string): ReadonlyMap<string, string> {
  const characters = new Map<string, string>()
  for (const [, first = '', said = ''] of table.matchAll(/<([\da-f]+)> <[\da-f]+> \[([^\]]*)\]/gi)) {
    for (const [n, hex] of [...said.matchAll(/<([\da-f ]+)>/gi)]
      .map((it) => (it[1] ?? '').replaceAll(' ', ''))
      .entries()) {
      const glyph = (Number.parseInt(first, 16) + n).toString(16).padStart(4, '0')
      characters.set(glyph, Buffer.from(hex, 'hex').swap16().toString('utf16le'))
    }
  }
  return characters
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

function glyphsOf(hex: string, font: ReadonlyMap<string, string>): string {
  return (hex.match(/.{4}/g) ?? []).map((it) => font.get(it.toLowerCase()) ?? '\ufffd').join('')
}
