import { inflateSync } from 'node:zlib'

/** A PDF of ours in its parts (ISO 32000-1, 7.3), by its own tables. */
export interface PdfObjects {
  readonly objects: ReadonlyMap<string, string>
  readonly streams: ReadonlyMap<string, string>
  /** By their names: what each glyph says (9.10.3). */
  readonly fonts: ReadonlyMap<string, ReadonlyMap<string, string>>
}

export function readObjects(bytes: Buffer): PdfObjects {
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
        if (!fonts.has(name)) fonts.set(name, charactersOf(streams.get(unicode) ?? ''))
      }
    }
  }
  return { objects, streams, fonts }
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

export function glyphsOf(hex: string, font: ReadonlyMap<string, string>): string {
  return (hex.match(/.{4}/g) ?? []).map((it) => font.get(it.toLowerCase()) ?? '\ufffd').join('')
}
