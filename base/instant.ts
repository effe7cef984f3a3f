/** Milliseconds since 1970-01-01T00:00:00Z. Inside Menshen every instant is one of these; zones exist only at the edge. */
export type Instant = number

/** Where "now" comes from. Passed in, never read from the global clock, so that every decision can be replayed. */
export type Clock = () => Instant

export const systemClock: Clock = () => Date.now()
