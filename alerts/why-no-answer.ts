/** What stood between us and an answer, in the words of the cause that `fetch` wraps. */
export function whyNoAnswer(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
