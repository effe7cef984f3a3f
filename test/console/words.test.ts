import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { initialScripts } from './initial-scripts.ts'

const CONSOLE = fileURLToPath(new URL('../../console', import.meta.url))
const INITIAL_GZIP_BYTES_MAX = 350_000
const SCREENS = readdirSync(CONSOLE).filter((it) => existsSync(path.join(CONSOLE, it, 'words.ts')) && it !== 'words')
const PAGES = [
  ...readFileSync(path.join(CONSOLE, 'app/router.tsx'), 'utf8').matchAll(/import\('\.\.\/([^']+)'\)/g),
].map(([, file = '']) => file)

/** A file and all that it imports at once, by their names in the folder. */
function reached(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const text = readFileSync(path.join(CONSOLE, file), 'utf8')
  for (const [, type, other = ''] of text.matchAll(/^(?:import|\} from) (type )?[^'\n]*'(\.[^'\n]+\.tsx?)'$/gm)) {
    if (type === undefined) reached(path.join(path.dirname(file), other), seen)
  }
  return seen
}

function spokenIn(file: string): readonly string[] {
  const text = readFileSync(path.join(CONSOLE, file), 'utf8')
  const spoken = [...text.matchAll(/useTranslation\(([^)]*)\)|getFixedT\([^,]+, ([^)]*)\)/g)]
  return spoken.flatMap(([, these = '', fixed = '']) =>
    [...`${these}${fixed}`.matchAll(/'(\w+)'/g)].map(([, it = '']) => it),
  )
}

describe('the words of a screen', () => {
  test.each(PAGES)('come with its code: %s', (page) => {
    const files = reached(page)
    const spoken = new Set([...files].flatMap(spokenIn).filter((it) => it !== 'page'))
    expect(spoken.size).toBeGreaterThan(0)
    expect([...spoken].filter((it) => !files.has(`${it}/words.ts`))).toEqual([])
  })

  test('are not waited for by whoever does not see it', () => {
    expect(SCREENS.length).toBeGreaterThanOrEqual(9)
    const first = initialScripts()
    for (const screen of SCREENS) {
      for (const language of ['zh', 'en']) {
        const source = readFileSync(path.join(CONSOLE, screen, `words-${language}.ts`), 'utf8')
        const [, longest = ''] =
          [...source.matchAll(/'([^'{}\\]+)'/g)].toSorted(([, a = ''], [, b = '']) => b.length - a.length)[0] ?? []
        expect(longest.length).toBeGreaterThan(8)
        expect(first.filter((it) => it.text.includes(longest)).map((it) => it.name)).toEqual([])
      }
    }
  })
})

test('what a browser has to have before it shows anything is small', () => {
  const scripts = initialScripts()
  expect(scripts.length).toBeGreaterThan(1)
  const bytes = scripts.reduce((sum, it) => sum + it.gzipBytes, 0)
  expect(bytes).toBeGreaterThan(50_000)
  expect(bytes).toBeLessThanOrEqual(INITIAL_GZIP_BYTES_MAX)
})
