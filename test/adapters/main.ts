import { parseArgs } from 'node:util'
import { ProgressLine } from '../../commands/progress-line.ts'
import { describeCase, fuzzCase, parseCase, wrongWith } from './fuzz.ts'

/** `npm run fuzz:adapters`: many more mutated samples than `npm test` tries, and how long the longest took. */
const { values } = parseArgs({
  options: { cases: { type: 'string', default: '1000000' }, seed: { type: 'string' } },
})

const MS_MAX = 5
const TRIES = 5
const BROKEN_MAX = 20
const SLICE = 5000
const cases = Number(values.cases)
const seed = Number(values.seed ?? Math.trunc(Math.random() * 0x7fffffff))
const broken: string[] = []
const kinds = new Map<string, number>()

function takenMs(number: number): number {
  const tried = fuzzCase(seed, number)
  const began = performance.now()
  const result = parseCase(tried)
  const ms = performance.now() - began
  kinds.set(result.kind, (kinds.get(result.kind) ?? 0) + 1)
  const wrong = wrongWith(tried, result)
  if (wrong !== null) broken.push(`${wrong}: ${describeCase(seed, number)}`)
  return ms
}

/** Of a case that was slow once, the fastest of a few: what the machine did meanwhile is not the adapter's. */
function fastestMs(number: number): number {
  const times = Array.from({ length: TRIES }, () => {
    const tried = fuzzCase(seed, number)
    const began = performance.now()
    parseCase(tried)
    return performance.now() - began
  })
  return Math.min(...times)
}

const line = new ProgressLine(process.stderr, () => performance.now())
for (let number = 0; number < cases && broken.length < BROKEN_MAX; number += 1) {
  try {
    const ms = takenMs(number) > MS_MAX ? fastestMs(number) : 0
    if (ms > MS_MAX) broken.push(`took ${ms.toFixed(1)} ms: ${describeCase(seed, number)}`)
  } catch (error) {
    broken.push(
      `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}: ${describeCase(seed, number)}`,
    )
  }
  if (number % SLICE === 0) line.show(number / cases, `${number} payloads`)
}
line.clear()
for (const it of broken) console.error(it)
const told = [...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ')
console.log(
  broken.length === 0
    ? `${cases} mutated payloads with seed ${seed}: none threw, none took more than ${MS_MAX} ms, none made up a door state (${told}).`
    : `${broken.length} of the payloads tried with seed ${seed} broke an adapter.`,
)
process.exitCode = broken.length === 0 ? 0 : 1
