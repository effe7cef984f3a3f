/**
 * Resolves with the first truthy value that `condition` gives. Asks again on every turn of a short timer, so it waits
 * for what happens rather than for time; fails with `what` when the limit is reached.
 */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  limitMs = 20_000,
): Promise<NonNullable<T>> {
  const endsAt = performance.now() + limitMs
  for (;;) {
    const value = await condition()
    if (value) return value
    if (performance.now() > endsAt) throw new Error(`waited ${limitMs} ms in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
