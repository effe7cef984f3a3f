import type { Instant } from '../../base/instant.ts'
import { wallOf } from '../../base/wall-clock.ts'

/** `2026-03-02 08:30`, with its seconds where there are any. */
export function localText(at: Instant, timeZone: string): string {
  const text = new Date(wallOf(at, timeZone)).toISOString()
  return `${text.slice(0, 10)} ${text.slice(11, text.slice(17, 19) === '00' ? 16 : 19)}`
}
