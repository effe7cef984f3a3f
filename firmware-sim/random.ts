/** A source of numbers in [0, 1). */
export type Random = () => number

/**
 * mulberry32 (Tommy Ettinger, public domain): 32 bits of state, so that 10,000 sensors can each carry their own
 * repeatable stream. It decides when simulated doors open; it is never used for anything secret.
 */
export function seededRandom(...seeds: readonly (string | number)[]): Random {
  let state = hashed(seeds.join('/'))
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** FNV-1a with a final scramble: neighbouring seeds ("7/s-1", "7/s-2") must begin far apart. */
function hashed(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return hash ^ (hash >>> 13)
}

export function between(random: Random, from: number, to: number): number {
  return from + random() * (to - from)
}

const BOOT_CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'
const BOOT_LENGTH = 8

/** A fresh name for a run of the firmware. */
export function bootName(random: Random): string {
  return Array.from({ length: BOOT_LENGTH }, () => BOOT_CHARACTERS[Math.floor(random() * BOOT_CHARACTERS.length)]).join(
    '',
  )
}
