import { readdir, readFile, readlink, realpath } from 'node:fs/promises'
import path from 'node:path'

/**
 * Ends what a killed server left: its connections' processes, each of which goes on until its statement is done and
 * until then keeps a new server from starting. SIGQUIT is what the server itself sends to them when one has crashed; the
 * next start recovers what was committed. Returns how many there were; always 0 where the system has no /proc.
 */
export async function endLeftProcesses(data: string): Promise<number> {
  const folder = await realpath(data)
  const ids = (await readdir('/proc').catch(() => [])).map(Number).filter(Number.isInteger)
  const isLeft = await Promise.all(ids.map((id) => worksIn(folder, id)))
  const left = ids.filter((_, i) => isLeft[i])
  for (const id of left) {
    try {
      process.kill(id, 'SIGQUIT')
    } catch (error) {
      // It may have ended by itself meanwhile.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
    }
  }
  return left.length
}

/** A server's processes all work in its data folder; an administrator's shell may too. */
async function worksIn(folder: string, processId: number): Promise<boolean> {
  const of = path.join('/proc', `${processId}`)
  try {
    return (
      (await readlink(path.join(of, 'cwd'))) === folder &&
      (await readFile(path.join(of, 'comm'), 'utf8')) === 'postgres\n'
    )
  } catch {
    return false
  }
}
