const LENGTH_MAX = 500

/** What another system said, for the log: short and without control characters, which PostgreSQL's text cannot all hold. */
export function providerWords(words: string): string {
  return words.replace(/\p{Cc}+/gu, ' ').slice(0, LENGTH_MAX)
}
