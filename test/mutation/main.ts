import path from 'node:path'
import { parseArgs } from 'node:util'
import ts from 'typescript'
import { tryAll } from './mutant-pool.ts'
import { type Mutant, mutantsOf } from './mutants.ts'
import { compilerOptions, filesIn, ROOT } from './source-tree.ts'
import type { Verdict } from './trial.ts'

/**
 * `npm run mutants`: makes one small wrong change of the watch after another and sees whether a test of test/watch
 * notices. Ends with 1 where fewer than nine in ten are noticed. `--only rules/left-open` takes the files whose path
 * holds that text, `--sample 100` that many mutants, evenly spread.
 */
const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, sample: { type: 'string' }, all: { type: 'boolean' } },
})
const KILLED_SHARE_MIN = 0.9
const startedAt = performance.now()

function allMutants(): readonly Mutant[] {
  const files = filesIn('watch')
  const program = ts.createProgram(
    files.map((it) => path.join(ROOT, it)),
    compilerOptions(),
  )
  const checker = program.getTypeChecker()
  return files
    .filter((it) => it.includes(values.only))
    .flatMap((file) => {
      const tree = program.getSourceFile(path.join(ROOT, file))
      return tree === undefined ? [] : mutantsOf(file, tree, checker)
    })
}

function sampled(mutants: readonly Mutant[]): readonly Mutant[] {
  const count = Math.min(Number(values.sample ?? mutants.length), mutants.length)
  return Array.from({ length: count }, (_, n) => mutants[Math.floor((n * mutants.length) / count)]).filter(
    (it) => it !== undefined,
  )
}

const oneLine = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > 90 ? `${line.slice(0, 87)}...` : line
}

const shown = ({ file, line, within, was, becomes }: Mutant): string =>
  `${file}:${line} ${within}: ${oneLine(was)}  →  ${oneLine(becomes) || 'nothing'}`

const seconds = (): number => (performance.now() - startedAt) / 1000

function progress(done: number, all: number, verdicts: readonly (Verdict | undefined)[]): void {
  const count = (kind: Verdict['kind']): number => verdicts.filter((it) => it?.kind === kind).length
  const leftSeconds = Math.round((seconds() / done) * (all - done))
  const line = `${done} of ${all}: ${count('killed')} killed, ${count('survived')} survived, ${count('refused')} refused; ${leftSeconds} s left`
  if (process.stdout.isTTY) process.stdout.write(`\r${line}   `)
  else if (done % 100 === 0 || done === all) console.log(line)
}

/** Of each file: mutants that count, killed, survived. */
function table(mutants: readonly Mutant[], verdicts: readonly (Verdict | undefined)[]): void {
  console.log('\n| file | mutants | killed | survived |\n| --- | ---: | ---: | ---: |')
  for (const [file, ofFile] of Map.groupBy(mutants.entries(), ([, it]) => it.file)) {
    const kinds = ofFile.map(([index]) => verdicts[index]?.kind)
    const killed = kinds.filter((it) => it === 'killed').length
    const survived = kinds.filter((it) => it === 'survived').length
    console.log(`| ${file} | ${killed + survived} | ${killed} | ${survived} |`)
  }
}

/** Survivors are named in the order of the text, whichever process was quicker. */
function tell(mutant: Mutant | undefined, verdict: Verdict | undefined): void {
  if (mutant === undefined || verdict === undefined) return
  if (verdict.kind === 'survived') console.log(`${process.stdout.isTTY ? '\r' : ''}SURVIVED ${shown(mutant)}`)
  else if (values.all) console.log(`${process.stdout.isTTY ? '\r' : ''}${verdict.kind} ${shown(mutant)}`)
}

await tryAll([null], (_, verdict) => {
  if (verdict.kind === 'killed') throw new Error(`the tests fail without any mutant: ${verdict.by}`)
})
const mutants = sampled(allMutants())
const verdicts: (Verdict | undefined)[] = mutants.map(() => undefined)
let done = 0
let told = 0
await tryAll(mutants, (index, verdict) => {
  verdicts[index] = verdict
  done += 1
  for (; verdicts[told] !== undefined; told += 1) tell(mutants[told], verdicts[told])
  progress(done, mutants.length, verdicts)
})

const killed = verdicts.filter((it) => it?.kind === 'killed').length
const counted = killed + verdicts.filter((it) => it?.kind === 'survived').length
const share = counted === 0 ? 1 : killed / counted
table(mutants, verdicts)
const percent = (share * 100).toFixed(1)
const isEnough = share >= KILLED_SHARE_MIN
console.log(
  `${killed} of ${counted} mutants killed (${percent} %), ${mutants.length - counted} refused by the compiler, in ${Math.round(seconds())} s. ${
    isEnough
      ? 'A new survivor is a missing test or code that does nothing: compare with docs/mutants.md.'
      : 'That is below 90 %: write tests for the survivors above, or take out code that does nothing.'
  }`,
)
process.exitCode = isEnough ? 0 : 1
