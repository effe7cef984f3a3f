import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { findMosquitto } from './mosquitto.ts'

/**
 * `npm run test:peers`: what is tried with programs that do not come from npm. Installs nothing; without them it says what
 * is missing and ends with 3.
 */
const MISSING = 3

if (findMosquitto() === null) {
  console.error('Not run: mosquitto is missing. On Debian and Ubuntu: apt-get install mosquitto')
  process.exit(MISSING)
}
const vitest = path.join(path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
const config = path.resolve(import.meta.dirname, '../../vitest.peers.config.ts')
const { status } = spawnSync(process.execPath, [vitest, 'run', '-c', config, ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exit(status ?? 1)
