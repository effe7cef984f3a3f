import { open, readFile, rm } from 'node:fs/promises'
import { Failure } from '../base/failure.ts'

/**
 * Holds a folder for this process by a file with its id. A file whose process is gone is stale and is taken over.
 * @throws Failure `database.folder_locked` with the id of the process that holds it.
 */
export async function lockFolder(file: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      const handle = await open(file, 'wx', 0o600)
      await handle.writeFile(`${process.pid}\n`)
      await handle.close()
      return () => rm(file, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    const holder = Number(await readFile(file, 'utf8').catch(() => ''))
    if (isRunning(holder)) throw new Failure('database.folder_locked', { file, process: holder })
    await rm(file, { force: true })
  }
}

function isRunning(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0 || processId === process.pid) return false
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
