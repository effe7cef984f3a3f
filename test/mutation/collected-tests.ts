import { expect } from 'vitest'

interface CollectedTest {
  readonly name: string
  readonly run: () => unknown
}

/**
 * What stands in for `vitest` in the test files of the watch: `describe` and `test` only collect, and the expectations
 * are vitest's own. Tests that are not run at once, and whatever else vitest offers, are not known here.
 */
export function collectTests(): { tests: CollectedTest[]; module: Record<string, unknown> } {
  const tests: CollectedTest[] = []
  const names: string[] = []
  const test = (name: string, run: () => unknown): void => {
    tests.push({ name: [...names, name].join(' › '), run })
  }
  const each =
    (rows: readonly unknown[]) =>
    (name: string, run: (...given: readonly unknown[]) => unknown): void => {
      for (const [index, row] of rows.entries())
        test(`${name} [${index}]`, () => run(...(Array.isArray(row) ? row : [row])))
    }
  const describe = (name: string, run: () => void): void => {
    names.push(name)
    run()
    names.pop()
  }
  return { tests, module: { expect, describe, test: Object.assign(test, { each }) } }
}
