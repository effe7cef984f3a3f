import type { Firmware, Input } from './firmware.ts'

export interface SensorCounts {
  readonly made: number
  /** Transmissions of single messages; more than `made` when messages were said again. */
  readonly sent: number
  readonly resent: number
  readonly journalLeft: number
  readonly dropped: number
  readonly connects: number
  readonly failedConnects: number
  readonly unreadable: number
  readonly reboots: number
}

/** A sensor on a household's door, whatever way it speaks: what a day does to it, and what may be asked about it. */
export interface DoorSensor {
  readonly id: string
  readonly counts: SensorCounts
  readonly firmware: Firmware
  readonly linkIsUp: boolean
  /** Nothing of it is under way: no connection begins or ends, and no message is unanswered. */
  readonly isQuiet: boolean
  /** The true instant of the oldest happening that it will still say and that is not known to be stored; null when there is none. */
  readonly oldestUnstoredAt: number | null
  /** Why the last connection failed or ended; null while none has. */
  readonly lastFailure: string | null
  /** Puts the battery in. */
  start(): void
  /** Something happens to the hardware, now. */
  feel(input: Input): void
  reboot(): void
  replaceBattery(): void
  loseNetwork(): void
  regainNetwork(): void
  /** Resolves at the next time that the connection is up, at once if it is; rejects never. */
  connected(): Promise<void>
  stop(): Promise<void>
}
