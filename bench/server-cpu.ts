import { readdir, readFile } from 'node:fs/promises'

const TICKS_PER_SECOND = 100

/** Processor seconds so far of a PostgreSQL server and all its processes, those that have ended included. Linux: proc(5). */
export async function serverCpuSeconds(postmaster: number): Promise<number> {
  const ids = (await readdir('/proc')).filter((it) => /^\d+$/.test(it)).map(Number)
  const all = await Promise.all(ids.map(statOf))
  const ticks = all
    .filter((it) => it.id === postmaster || it.parent === postmaster)
    .reduce((sum, it) => sum + it.own + (it.id === postmaster ? it.ended : 0), 0)
  return ticks / TICKS_PER_SECOND
}

async function statOf(id: number): Promise<{ id: number; parent: number; own: number; ended: number }> {
  const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '')
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const at = (field: number): number => fields[field - 3] ?? 0
  return { id, parent: at(4), own: at(14) + at(15), ended: at(16) + at(17) }
}
