import { defineConfig } from 'vitest/config'
import common from './vitest.config.ts'

/** `npm run test:peers`: with programs of other people's, which do not come from npm. */
export default defineConfig({ test: { ...common.test, include: ['test/peers/**/*.peer.ts'], maxWorkers: 1 } })
