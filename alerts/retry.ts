import { providerWords } from '../base/provider-words.ts'
import type { SendResult } from './channel.ts'

/** 24 tries with these pauses take about an hour: longer than a receiver's restart, shorter than a shift. */
export const TRIES_MAX = 24
export const FIRST_PAUSE_MS = 1000
export const PAUSE_MS_MAX = 5 * 60_000

export type Verdict =
  | { readonly kind: 'sent'; readonly reference: string | null; readonly answer?: string }
  | { readonly kind: 'retry'; readonly pauseMs: number; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string }

/** What comes of the given try, the first being 1. */
export function verdictOn(result: SendResult, attempts: number, random: () => number): Verdict {
  if (result.kind === 'sent') return result
  const why = providerWords(result.why)
  if (result.kind === 'failed') return { kind: 'failed', why }
  if (attempts >= TRIES_MAX) return { kind: 'failed', why: `given up after ${attempts} tries: ${why}` }
  return { kind: 'retry', pauseMs: pauseMs(attempts, result.afterMs, random), why }
}

/** Doubling pauses with jitter. What the receiver asked for can make a pause longer, never longer than five minutes. */
function pauseMs(attempts: number, askedMs: number | null, random: () => number): number {
  const doubled = Math.min(PAUSE_MS_MAX, FIRST_PAUSE_MS * 2 ** (attempts - 1))
  const jittered = doubled * (0.5 + random() / 2)
  return Math.min(PAUSE_MS_MAX, Math.max(jittered, askedMs ?? 0))
}
