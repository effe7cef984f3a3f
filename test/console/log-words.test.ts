import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { en } from '../../console/desk/words-en.ts'
import { zh } from '../../console/desk/words-zh.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const WRITERS = ['store', 'alerts', 'evaluator', 'registry']

function sources(): readonly string[] {
  return WRITERS.flatMap((folder) =>
    readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((it) => it.endsWith('.ts'))
      .map((it) => readFileSync(`${ROOT}/${folder}/${it}`, 'utf8')),
  )
}

/** Every word that a statement or a decision writes into an alert's log as what happened. */
function written(): ReadonlySet<string> {
  const found = new Set<string>()
  const take = (text: string, pattern: RegExp) => {
    for (const [, word] of text.matchAll(pattern)) if (word !== undefined) found.add(word)
  }
  for (const source of sources()) {
    if (!source.includes('alert_log') && !source.includes("what: 'escalated'")) continue
    for (const [, selected = ''] of source.matchAll(/insert into alert_log[^)]*\)\s*select([\s\S]*?)\sfrom\s/g)) {
      take(selected.replace(/json_build_object[\s\S]*$/, '').replaceAll(/->>? '\w+'/g, ''), /'([a-z_]+)'/g)
    }
    for (const { index } of source.matchAll(/end as what/g)) {
      take(source.slice(source.lastIndexOf('select', index), index), /(?:then|else) '([a-z_]+)'/g)
    }
    if (source.includes("what: 'escalated'")) take(source, /what: '([a-z_]+)'/g)
  }
  return found
}

test('whatever is written into an alert’s log has words in both languages', () => {
  const words = written()
  for (const known of ['raised', 'reopened', 'fell_back', 'resident_messaged', 'returned', 'silenced', 'escalated']) {
    expect(words).toContain(known)
  }
  for (const word of words) {
    expect(Object.keys(zh.log)).toContain(word)
    expect(Object.keys(en.log)).toContain(word)
  }
})
