import { randomUUID } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { Failure } from '../base/failure.ts'

/**
 * Holds a folder for this process by a file that names it. A file whose process is gone is stale and is taken over.
 * @throws Failure `database.folder_locked` with the id of the process that holds it.
 */
export async function lockFolder(file: string): Promise<() => Promise<void>> {
  const own = `${file}.${randomUUID()}`
  await writeFile(own, await nameOf(process.pid), { mode: 0o600 })
  try {
    // Linked, not written in place: whoever finds the file finds it whole.
    while (!(await linked(own, file))) await removeIfStale(file)
  } finally {
    await rm(own, { force: true })
  }
  return () => rm(file, { force: true })
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

async function removeIfStale(file: string): Promise<void> {
  const holder = await readFile(file, 'utf8').catch(() => null)
  if (holder === null) return
  const processId = Number.parseInt(holder, 10)
  if (isRunning(processId) && (await nameOf(processId)) === holder)
    throw new Failure('database.folder_locked', { file, process: processId })
  await rm(file, { force: true })
}

/**
 * The id and, where the system tells, when it started: ids come round again, after a restart of a container at once. A
 * process that is dead and only not yet collected by its parent has another name than it had.
 */
async function nameOf(processId: number): Promise<string> {
  const stat = await readFile(`/proc/${processId}/stat`, 'utf8').catch(() => '')
  // Fields 3 and 22 of proc(5); the second, a name in parentheses, may itself hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return `${processId} ${fields[0] === 'Z' ? 'dead' : (fields[19] ?? '')}\n`
}

export function isRunning(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0) return false
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
