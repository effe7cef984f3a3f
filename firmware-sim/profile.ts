/** What differs from sensor to sensor as it leaves the factory. */
export interface Profile {
  readonly version: string
  readonly heartbeatMs: number
  readonly journalEntriesMax: number
  /** How long the first sending waits for an acknowledgement before it is said again. */
  readonly retryMs: number
  /** Disconnects between wakes; an edge or a heartbeat wakes it. */
  readonly sleeps: boolean
  /** True where the broker is Menshen's own: its PUBACK comes after the commit. Another broker's says nothing. */
  readonly pubackMeansStored: boolean
  readonly rssi: number
  readonly temperatureCelsius: number
  /** Simulated milliseconds of battery life in one true millisecond. */
  readonly speed: number
}

export const DEFAULT_PROFILE: Profile = {
  version: '1.4.0',
  heartbeatMs: 60_000,
  journalEntriesMax: 256,
  retryMs: 10_000,
  sleeps: false,
  pubackMeansStored: true,
  rssi: -68,
  temperatureCelsius: 18,
  speed: 1,
}
