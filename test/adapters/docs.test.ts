import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ADAPTER_IDS } from '../../adapters/adapter-registry.ts'
import { FAMILY_NAMES } from '../../firmware-sim/family/families.ts'

const read = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')

test('docs/sensors.md has a row for every family, and for none that there is not', () => {
  const rows = [...read('sensors.md').matchAll(/^\| (`[a-z0-9-]+`(?:, `[a-z0-9-]+`)*) \|/gm)].map(
    ([, names]) => names ?? '',
  )
  const named = rows.flatMap((it) => it.split(', ').map((name) => name.replaceAll('`', '')))
  expect(named.toSorted()).toEqual([...ADAPTER_IDS].toSorted())
})

test('docs/sensors.md has a row for every family that is simulated', () => {
  const rows = [...read('sensors.md').matchAll(/^\| `--family ([a-z0-9-]+)` \|/gm)].map(([, name]) => name)
  expect(rows.toSorted()).toEqual([...FAMILY_NAMES].toSorted())
})

test('docs/operations.md says what every reason for a rejection means', () => {
  const source = readFileSync(new URL('../../adapters/adapter.ts', import.meta.url), 'utf8')
  const union = /export type RejectCode =([\s\S]*?)\n\n/.exec(source)?.[1] ?? ''
  const codes = [...union.matchAll(/'([a-z_]+)'/g)].map(([, code]) => code ?? '')
  expect(codes.length).toBeGreaterThan(10)
  const text = read('operations.md')
  expect(codes.filter((it) => !text.includes(`\`${it}\``))).toEqual([])
})
