import { access, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { stopLeftOver } from '../../store/cluster.ts'
import { lockFolder } from '../../store/folder-lock.ts'
import { serverBinaries } from '../../store/server-binaries.ts'
import { serverUser } from '../../store/server-user.ts'

/** Folders that a run of the tests keeps its database in begin with this. */
export const RUN_PREFIX = 'menshen-test-'

/** Stops the servers of runs that were killed, and removes their folders: nobody else would. */
export async function endLeftRuns(): Promise<void> {
  const names = await readdir(tmpdir())
  for (const name of names) if (name.startsWith(RUN_PREFIX)) await endLeftRun(path.join(tmpdir(), name))
}

async function endLeftRun(folder: string): Promise<void> {
  const lock = path.join(folder, 'menshen.lock')
  try {
    await access(lock)
    await lockFolder(lock)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    // Alive, beginning or ending, or another user's.
    if (code === 'database.folder_locked' || code === 'ENOENT' || code === 'EACCES') return
    throw error
  }
  const user = await serverUser()
  await stopLeftOver({ binaries: await serverBinaries(user), user, folder, data: path.join(folder, 'data') })
  await rm(folder, { recursive: true, force: true })
}
