import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const DIST = fileURLToPath(new URL('../../console/dist', import.meta.url))

export interface InitialScript {
  readonly name: string
  readonly text: string
  readonly gzipBytes: number
}

/** What a browser has to have before it shows anything: the page's script and all that it imports at once. */
export function initialScripts(): readonly InitialScript[] {
  const page = readFileSync(path.join(DIST, 'index.html'), 'utf8')
  const names = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, name = '']) => name)
  const found = new Map<string, InitialScript>()
  while (names.length > 0) {
    const name = names.pop() ?? ''
    if (found.has(name)) continue
    const bytes = readFileSync(path.join(DIST, name))
    const text = bytes.toString('utf8')
    found.set(name, { name, text, gzipBytes: gzipSync(bytes).length })
    for (const [, other = ''] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
      names.push(`assets/${other}`)
  }
  return [...found.values()]
}
