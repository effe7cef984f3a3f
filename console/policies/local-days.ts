const DAY_MS = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** The date of an instant where a zone's clocks stand, as `2026-03-01`. */
export function dayIn(at: number, timeZone: string): string {
  return wallIn(at, timeZone).slice(0, 10)
}

/** The instant at which a zone's clocks show a wall time, as `2026-03-01T08:00`; of two the earlier, and a time that was left out as the clocks before would have shown it. */
export function instantIn(wall: string, timeZone: string): number {
  const meant = Date.parse(`${wall}Z`)
  const offsets = [meant - DAY_MS, meant + DAY_MS].map((at) => Date.parse(`${wallIn(at, timeZone)}Z`) - at)
  const [before = 0, after = 0] = offsets
  const shows = (at: number) => Date.parse(`${wallIn(at, timeZone)}Z`) === meant
  const [early, late] = [meant - before, meant - after]
  return !shows(early) && shows(late) ? late : early
}

export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00Z`) + DAY_MS).toISOString().slice(0, 10)
}

/** How many days there are from the first to the last, both included. */
export function daysBetween(first: string, last: string): number {
  return (Date.parse(`${last}T00:00Z`) - Date.parse(`${first}T00:00Z`)) / DAY_MS + 1
}

function wallIn(at: number, timeZone: string): string {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
    formats.set(timeZone, format)
  }
  return format.format(at).replace(' ', 'T')
}
