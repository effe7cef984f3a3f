/** How long the judge waits for what, and how exactly it measures. */
export interface JudgeLimits {
  /** For a person to open and close a door, or to switch the device on. */
  readonly handMs: number
  /** For an unacknowledged message to be said again on the same connection. */
  readonly againMs: number
  /** For a cut connection to come back: the protocol's longest back-off, and time to connect. */
  readonly reconnectMs: number
  /** For an answer to `resend`, and for the journal once the device is connected. */
  readonly answerMs: number
  readonly rebootMs: number
  /** How long nothing has to come until the judge believes that nothing comes. */
  readonly settleMs: number
  /** How far two clocks and the way between them may differ. */
  readonly toleranceMs: number
  /** The heartbeat that the device is told to take. */
  readonly heartbeatSeconds: number
}

export const DEFAULT_LIMITS: JudgeLimits = {
  handMs: 180_000,
  againMs: 120_000,
  reconnectMs: 330_000,
  answerMs: 20_000,
  rebootMs: 120_000,
  settleMs: 3000,
  toleranceMs: 2000,
  heartbeatSeconds: 10,
}
