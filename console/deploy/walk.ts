import type { WalkTest } from '../service/shapes.ts'

/** What was seen of a door since somebody began to watch. Milliseconds from when it happened to when it was known here. */
export interface Walk {
  /** Since when the door was as it was at first; undefined before the first word. */
  readonly before: string | null | undefined
  readonly openedMs: number | null
  readonly closedMs: number | null
  /** The weakest of what was heard, in dBm. */
  readonly signal: NonNullable<WalkTest['said']>['signal']
}

export const WALK_BEGINS: Walk = { before: undefined, openedMs: null, closedMs: null, signal: null }

/** Takes in what the sensor says now. A closing counts after an opening: a door that only ever closed was not tried. */
export function walkOn(walk: Walk, { now, said }: Pick<WalkTest, 'now' | 'said'>): Walk {
  if (said === null) return { ...walk, before: walk.before ?? null }
  const signal = weaker(walk.signal, said.signal)
  const isNew = walk.before !== undefined && said.contactAt !== null && said.contactAt !== walk.before
  const seen = { ...walk, signal, before: said.contactAt }
  if (!isNew || said.contactAt === null) return seen
  const afterMs = Math.max(0, Date.parse(now) - Date.parse(said.contactAt))
  if (said.contact === 'open') return { ...seen, openedMs: walk.openedMs ?? afterMs }
  return walk.openedMs === null ? seen : { ...seen, closedMs: walk.closedMs ?? afterMs }
}

function weaker(a: Walk['signal'], b: Walk['signal']): Walk['signal'] {
  if (a === null || b === null) return a ?? b
  return b.rssi < a.rssi ? b : a
}
