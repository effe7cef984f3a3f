import type { DoorEvent } from '../protocol/door-event.ts'

/**
 * Another maker's count of openings, only where the door is shut. Whether an opening is counted when it begins or when it
 * ends is written in no manual that we have; once the door is shut both ways say the same, and none of them looks like an
 * opening that was missed.
 */
export function countedWhenShut(event: DoorEvent): DoorEvent {
  return event.seq === null && event.contact !== 'closed' && event.openings !== null
    ? { ...event, openings: null }
    : event
}
