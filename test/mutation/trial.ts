import vm from 'node:vm'
import fc from 'fast-check'
import { INVARIANTS, type Invariant } from '../watch/invariants.ts'
import { story } from '../watch/stories.ts'
import { collectTests } from './collected-tests.ts'
import { type Mutant, mutated } from './mutants.ts'
import { filesIn, textOf } from './source-tree.ts'
import { reachedFrom, testLoader } from './test-loader.ts'

export type Verdict =
  | { readonly kind: 'killed'; readonly by: string }
  /** The compiler refuses it: it does not count. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'survived' }

const SEED = 20_260_105
/** Only what survives the tables is tried on these; `npm test` tries more, so that no more survive there. */
const STORIES = 60
/** A mutant whose tests run longer than this goes on for ever. */
const ENDLESS_MS = 20_000

/** The tables first, since they are quick and kill most; they must run at once, without waiting for anything. */
const TABLES = filesIn('test/watch').filter((it) => it.endsWith('.test.ts') && !it.endsWith('invariants.test.ts'))
const INVARIANTS_FILE = 'test/watch/invariants.ts'

/** Makes a function that runs the tests of the watch with one mutant in it, or with none. */
export async function trials(): Promise<(mutant: Mutant | null) => Verdict> {
  const collected = collectTests()
  const files = [...filesIn('watch'), ...filesIn('test/watch').filter((it) => !it.endsWith('/main.ts'))]
  const loader = await testLoader(files, new Map([['vitest', collected.module]]))
  const tables = TABLES.map((file) => ({ file, reached: reachedFrom(file, files) }))
  const ofStories = reachedFrom(INVARIANTS_FILE, files)
  fc.configureGlobal({ seed: SEED })
  const stories = fc.sample(story(), { numRuns: STORIES, seed: SEED })

  const firstFailure = (mutant: Mutant | null): string | null => {
    const changed = mutant === null ? undefined : { file: mutant.file, text: mutated(textOf(mutant.file), mutant) }
    const concerns = (reached: ReadonlySet<string>): boolean => mutant === null || reached.has(mutant.file)
    for (const { file } of tables.filter((it) => concerns(it.reached))) {
      collected.tests.length = 0
      loader.load(file, changed)
      for (const { name, run } of collected.tests) if (fails(run)) return name
    }
    if (!concerns(ofStories)) return null
    const invariants = invariantsOf(loader.load(INVARIANTS_FILE, changed))
    for (const [index, generated] of stories.entries())
      for (const { name, holds } of invariants) if (fails(() => holds(generated, numbersFrom(index)))) return name
    return null
  }
  return (mutant) => {
    const found = inTime(() => firstFailure(mutant))
    return found === null ? { kind: 'survived' } : { kind: 'killed', by: found }
  }
}

function fails(run: () => unknown): boolean {
  let returned: unknown
  try {
    returned = run()
  } catch {
    return true
  }
  if (returned instanceof Promise) throw new Error('a test that must be waited for cannot be tried on a mutant')
  return false
}

const SLOT = 'triedMutant'
const script = new vm.Script(`${SLOT}()`)

/** Ends what runs for too long, and takes a watch that cannot even be loaded for a failure. */
function inTime(run: () => string | null): string | null {
  let found: string | null = 'it runs for ever'
  Reflect.set(globalThis, SLOT, () => {
    found = run()
  })
  try {
    script.runInThisContext({ timeout: ENDLESS_MS })
  } catch (error) {
    return error instanceof Error && 'code' in error ? found : `it does not load: ${String(error)}`
  }
  return found
}

/** The invariants of the mutated module, by the names of those that are known. */
function invariantsOf(exported: Record<string, unknown>): readonly Invariant[] {
  const { INVARIANTS: loaded } = exported
  if (!Array.isArray(loaded) || loaded.length !== INVARIANTS.length) throw new Error('the invariants are not there')
  const all: readonly Invariant[] = loaded
  return all
}

/** The numbers that an invariant shuffles and cuts by: the same for every mutant. */
function numbersFrom(seed: number): () => number {
  let state = seed + 1
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state >> 8
  }
}
