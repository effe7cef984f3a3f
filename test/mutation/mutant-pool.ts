import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import type { Mutant } from './mutants.ts'
import type { Verdict } from './trial.ts'

/** A mutant that fills the memory ends its process at this. */
const MEMORY_MAX_MB = 1500

type OnVerdict = (index: number, verdict: Verdict) => void

/** Tries mutants in as many processes as there are cores; `onVerdict` hears of each as it is known. */
export async function tryAll(mutants: readonly (Mutant | null)[], onVerdict: OnVerdict): Promise<void> {
  let next = 0
  const take = (): number | null => (next < mutants.length ? next++ : null)
  const processes = Math.min(availableParallelism(), mutants.length)
  await Promise.all(Array.from({ length: processes }, () => tryEach(mutants, take, onVerdict)))
}

async function tryEach(
  mutants: readonly (Mutant | null)[],
  take: () => number | null,
  onVerdict: OnVerdict,
): Promise<void> {
  let child = await started()
  for (let index = take(); index !== null; index = take()) {
    const verdict = await answer(child, mutants[index] ?? null)
    if (verdict === null) child = await started()
    onVerdict(index, verdict ?? { kind: 'killed', by: 'it ends the process' })
  }
  child.disconnect()
}

async function started(): Promise<ChildProcess> {
  const child = fork(path.join(import.meta.dirname, 'try-mutants.ts'), {
    execArgv: [`--max-old-space-size=${MEMORY_MAX_MB}`],
    serialization: 'advanced',
  })
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('the process that tries mutants does not start'))),
  ])
  return child
}

/** Null when the process ended instead. */
function answer(child: ChildProcess, mutant: Mutant | null): Promise<Verdict | null> {
  return new Promise((resolve) => {
    const done = (verdict: Verdict | null): void => {
      child.removeAllListeners()
      resolve(verdict)
    }
    child.once('message', (verdict: Verdict) => done(verdict))
    child.once('exit', () => done(null))
    child.send({ mutant })
  })
}
