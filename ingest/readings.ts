import type { SensorUid } from '../base/id.ts'
import type { DoorEvent } from '../protocol/door-event.ts'

const HOUR_MS = 3_600_000
const SENSORS_MAX = 50_000

interface Kept {
  readonly at: number
  readonly percent: number | null
  readonly low: boolean | null
  readonly firmware: string | null
}

/**
 * Which readings are worth a row: the first of an hour, and every change of battery, of its warning and of firmware.
 * Only a memory of what was kept last: losing it costs one row per sensor.
 */
export class Readings {
  readonly #kept = new Map<SensorUid, Kept>()

  worthKeeping(events: readonly DoorEvent[]): readonly DoorEvent[] {
    return events.filter((it) => this.#isWorth(it))
  }

  #isWorth(event: DoorEvent): boolean {
    const { batteryPercent: percent, batteryLow: low, firmware, occurredAt: at } = event
    if (percent === null && event.batteryMillivolts === null && low === null && event.rssi === null) return false
    const kept = this.#kept.get(event.sensor)
    const changed = kept === undefined || kept.percent !== percent || kept.low !== low || kept.firmware !== firmware
    if (!changed && Math.abs(at - kept.at) < HOUR_MS) return false
    this.#kept.delete(event.sensor)
    this.#kept.set(event.sensor, { at, percent, low, firmware })
    if (this.#kept.size > SENSORS_MAX) {
      const [oldest] = this.#kept.keys()
      if (oldest !== undefined) this.#kept.delete(oldest)
    }
    return true
  }
}
