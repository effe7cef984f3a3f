import { mutantCompiler } from './mutant-compiler.ts'
import type { Mutant } from './mutants.ts'
import { filesIn } from './source-tree.ts'
import { trials, type Verdict } from './trial.ts'

/** A process that tries the mutants it is sent, one after another, and answers each with its verdict. */
const isRefused = mutantCompiler(filesIn('watch'))
const tried = await trials()

function verdictOf(mutant: Mutant | null): Verdict {
  return mutant !== null && !mutant.keepsTypes && isRefused(mutant) ? { kind: 'refused' } : tried(mutant)
}

process.on('message', ({ mutant }: { mutant: Mutant | null }) => process.send?.(verdictOf(mutant)))
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
