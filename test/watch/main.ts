import { parseArgs } from 'node:util'
import { ProgressLine } from '../../commands/progress-line.ts'
import { INVARIANTS, tryInvariant } from './invariants.ts'

/** `npm run invariants`: every invariant of the watch on many more generated households than `npm test` tries. */
const { values } = parseArgs({
  options: { cases: { type: 'string', default: '100000' }, seed: { type: 'string' } },
})

const SLICE = 1000
const cases = Number(values.cases)
const seed = Number(values.seed ?? Math.trunc(Math.random() * 0x7fffffff))
const broken: string[] = []

const line = new ProgressLine(process.stderr, () => performance.now())

console.log(`seed ${seed}: ${cases} households for each of ${INVARIANTS.length} invariants`)
for (const invariant of INVARIANTS) {
  try {
    for (let done = 0; done < cases; done += SLICE) {
      tryInvariant(invariant, Math.min(SLICE, cases - done), seed + done)
      line.show(Math.min(1, (done + SLICE) / cases), invariant.name)
    }
    line.clear()
    console.log(`holds: ${invariant.name}`)
  } catch (error) {
    broken.push(invariant.name)
    console.error(`\nBROKEN: ${invariant.name}\n${error instanceof Error ? error.message : String(error)}`)
  }
}
console.log(
  broken.length === 0
    ? `All ${INVARIANTS.length} invariants hold with seed ${seed}.`
    : `${broken.length} of ${INVARIANTS.length} invariants are broken; the seed and path above replay each.`,
)
process.exitCode = broken.length === 0 ? 0 : 1
