import { Unreadable } from './unreadable.ts'

/**
 * What a text file says: UTF-16 where its mark says so (Excel's “Unicode text”), else UTF-8, else GB18030, which is what
 * Excel in Chinese writes as CSV. GB18030 comes last because nearly anything could be some.
 * @throws Unreadable `encoding`, or `not_as_named` for what holds zero bytes, as no text does.
 */
export function decodeText(bytes: Uint8Array): string {
  const marked = markedEncoding(bytes)
  const text = marked === null ? (tryDecode(bytes, 'utf-8') ?? tryDecode(bytes, 'gb18030')) : tryDecode(bytes, marked)
  if (text === null) throw new Unreadable('encoding')
  if (text.includes('\0')) throw new Unreadable('not_as_named', { named: 'CSV' })
  return text
}

function markedEncoding(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
}

/** Without the mark. */
function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
