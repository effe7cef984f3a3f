import type { Reporter, TestCase, TestModule, TestRunEndReason } from 'vitest/node'

/**
 * Ends a run with `N passed, N failed` alone on its line. What kept a file from running, errors outside tests and tests
 * that did not run count as failed: a run that leaves something out has not passed.
 */
export default class SummaryReporter implements Reporter {
  #summed = false

  /** A global setup that fails ends the process without an end of the run: the line is still owed. */
  onInit(): void {
    process.once('exit', (code) => {
      if (!this.#summed && code !== 0) process.stdout.write('0 passed, 1 failed\n')
    })
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[], reason: TestRunEndReason): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const passed = tests.filter((test) => isPassed(test)).length
    const broken = modules.filter((module) => module.errors().length > 0).length
    const failed = tests.length - passed + broken + errors.length
    const nothing = reason !== 'passed' && failed === 0 ? 1 : 0
    if (failed + nothing > 0) process.exitCode = 1
    this.#summed = true
    process.stdout.write(`${passed} passed, ${failed + nothing} failed\n`)
  }
}

function isPassed(test: TestCase): boolean {
  return test.result().state === 'passed'
}
