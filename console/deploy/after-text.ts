import { durationText } from '../words/time-words.ts'

const MINUTE_MS = 60_000

/** 0.4 s; what came minutes late says so. */
export function afterText(ms: number): string {
  return ms < MINUTE_MS ? `${(ms / 1000).toFixed(1)} s` : durationText(ms)
}
