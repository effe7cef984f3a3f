import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    // Many tests wait for sockets and for a browser: a process more than two cores have; a fourth saves nothing.
    maxWorkers: 3,
    // A single test that hangs says so; it is not given another try.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    retry: 0,
    allowOnly: false,
    // What a package of the older kind gives is what Node gives the service.
    deps: { interopDefault: false },
    reporters: ['default', './test/support/summary-reporter.ts'],
  },
})
