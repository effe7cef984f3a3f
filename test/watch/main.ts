import { parseArgs } from 'node:util'
import { INVARIANTS, tryInvariant } from './invariants.ts'

/** `npm run invariants`: every invariant of the watch on many more generated households than `npm test` tries. */
const { values } = parseArgs({
  options: { cases: { type: 'string', default: '100000' }, seed: { type: 'string' } },
})

const SLICE = 2000
const cases = Number(values.cases)
const seed = Number(values.seed ?? Math.trunc(Math.random() * 0x7fffffff))
const broken: string[] = []
console.log(`seed ${seed}: ${cases} households for each of ${INVARIANTS.length} invariants`)
for (const invariant of INVARIANTS) {
  try {
    for (let done = 0; done < cases; done += SLICE) {
      tryInvariant(invariant, Math.min(SLICE, cases - done), seed + done)
      process.stdout.write(`\r${Math.min(cases, done + SLICE)} of ${cases}  ${invariant.name} `)
    }
    process.stdout.write('holds\n')
  } catch (error) {
    broken.push(invariant.name)
    console.error(`\nBROKEN: ${error instanceof Error ? error.message : String(error)}`)
  }
}
console.log(
  broken.length === 0
    ? `All ${INVARIANTS.length} invariants hold with seed ${seed}.`
    : `${broken.length} of ${INVARIANTS.length} invariants are broken; the seed and path above replay each.`,
)
process.exitCode = broken.length === 0 ? 0 : 1
