import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { startEmbeddedServer } from '../../store/embedded-server.ts'
import { migrate } from '../../store/migrate.ts'
import { endLeftRuns, RUN_PREFIX } from './left-runs.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated template that every test's database is a copy of. */
    templateUrl: string
  }
}

/** One real PostgreSQL for the whole run, in a folder of its own that goes with it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await endLeftRuns()
  await buildPages()
  const folder = await mkdtemp(path.join(tmpdir(), RUN_PREFIX))
  await chmod(folder, 0o755)
  const server = await startEmbeddedServer({ dataDir: folder, port: 0, fsync: false })
  await migrate(server.url)
  project.provide('templateUrl', server.url)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The pages as they are now, whatever was built before, and as people get them: not with React's development code. */
async function buildPages(): Promise<void> {
  const root = path.resolve(import.meta.dirname, '../..')
  const args = ['node_modules/vite/bin/vite.js', 'build', '-c', 'console/vite.config.ts', '--logLevel', 'warn']
  await promisify(execFile)(process.execPath, args, { cwd: root, env: { NODE_ENV: 'production' } })
}
