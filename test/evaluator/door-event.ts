import type { DoorEvent } from '../../protocol/door-event.ts'
import type { WatchEvent } from '../../watch/door.ts'

/** The same event with what the watch does not look at. */
export function doorEvent(event: WatchEvent): DoorEvent {
  return {
    ...event,
    timeSource: 'age',
    origin: 'live',
    batteryPercent: null,
    batteryMillivolts: null,
    batteryLow: null,
    rssi: null,
    firmware: null,
  }
}
