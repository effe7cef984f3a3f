import { SaxesParser } from 'saxes'
import { Unreadable } from './unreadable.ts'

/** Names come without their prefix, which differs between the programs that write workbooks. */
export interface XmlHandler {
  readonly opened: (name: string, attribute: (name: string) => string | undefined) => void
  readonly closed?: (name: string) => void
  readonly text?: (text: string) => void
}

/** A piece at a time, so that no piece of a part is held as text whole. */
const PIECE_BYTES = 256 * 1024

/**
 * Reads a part of a workbook, if it has it. Nothing outside of it is asked for, and no entity is known but XML's own five.
 * @throws Unreadable `damaged`.
 */
export function parseXml(bytes: Uint8Array | undefined, handler: XmlHandler): void {
  if (bytes === undefined) return
  const parser = new SaxesParser()
  parser.on('error', () => {
    throw new Unreadable('damaged')
  })
  parser.on('opentag', ({ name, attributes }) => handler.opened(local(name), (it) => attributes[it]))
  const { closed, text } = handler
  if (closed !== undefined) parser.on('closetag', ({ name }) => closed(local(name)))
  if (text !== undefined) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  const decoder = new TextDecoder()
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    parser.write(decoder.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: true }))
  }
  parser.close()
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** Excel's own escapes of characters that XML cannot hold (ECMA-376, 22.9.2.19). */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text
}
