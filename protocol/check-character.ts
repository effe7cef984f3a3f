const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const SIZE = CHARACTERS.length

/**
 * The check character of a code by ISO/IEC 7064, MOD 37,36: with it every single wrong character is found, and nearly every
 * exchange of two neighbours. Letters count without their case; whatever is no letter of A-Z and no digit does not count.
 */
export function checkCharacterOf(code: string): string {
  let product = SIZE
  for (const character of code.toUpperCase()) {
    const value = CHARACTERS.indexOf(character)
    if (value < 0) continue
    const sum = (product + value) % SIZE || SIZE
    product = (sum * 2) % (SIZE + 1)
  }
  return CHARACTERS.charAt((SIZE + 1 - product) % SIZE)
}
