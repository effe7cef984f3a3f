import { z } from 'zod'
import { COMMANDS, settings } from '../protocol/settings.ts'
import { instant } from './instant-codec.ts'

export const commandShape = z.enum(COMMANDS)

export const sensorSettingsShape = z.object({
  /** The longest time between two of its messages. Null, as the others: never set, and it keeps what it was made with. */
  heartbeatSeconds: z.number().int().nullable(),
  /** Whether its light may blink when the door moves. */
  led: z.boolean().nullable(),
  /** Whether it says `closed`; it always says `opened`. */
  reportClosings: z.boolean().nullable(),
  /** Waits until the sensor listens, for an hour at most; null: none does. */
  command: z.object({ command: commandShape, at: instant }).nullable(),
  /** The longest heartbeat that its reporting limit bears. */
  heartbeatSecondsMax: z.number().int(),
})

/** What is absent stays as it is. */
export const settingsChangeShape = settings.pick({ heartbeatSeconds: true, led: true, reportClosings: true })
