/**
 * A named place where a test run may kill the process (4-trust.md, "Faults"). In production it is a function that does
 * nothing; `MENSHEN_FAILPOINT` names the one that is armed, and how many times it is passed first: `ingest.after_commit:20`.
 */
export type Failpoint = (name: string) => void | Promise<void>

export const noFailpoint: Failpoint = () => undefined

/** Calls `kill` when the place named in `armed` is reached for the given time. */
export function armFailpoint(armed: string, kill: () => void): Failpoint {
  const [place, times = '1'] = armed.split(':')
  let left = Number(times)
  return (name) => {
    if (name !== place) return
    left -= 1
    if (left === 0) kill()
  }
}
