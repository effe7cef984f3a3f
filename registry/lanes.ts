import type { SensorUid } from '../base/id.ts'
import {
  countHourlyEvents,
  type DoorSpan,
  type LaneWindow,
  readDoorSpans,
  readWatchedSpans,
  type WatchedSpan,
} from '../store/door-span.ts'
import {
  countLaneOpenings,
  type LaneMarks,
  type LaneOpenings,
  type LaneReading,
  readLaneMarks,
  readLaneReadings,
} from '../store/lane-marks.ts'
import type { Queryable } from '../store/transaction.ts'
import { type LaneBucket, type LaneSpan, laneBuckets, laneCoverage, wholeLane } from '../watch/lane.ts'

/** More events than this are read a part of the window after the other, so that memory stays bounded. */
const EVENTS_AT_ONCE_MAX = 50_000
const PARTS_MAX = 64
/** A line of readings needs fewer points than a bar of states. */
const PIXELS_A_READING = 8

export interface DoorLane {
  readonly door: string
  readonly sensors: readonly SensorUid[]
  /** The share of the watched time for which its state is proved. */
  readonly coverage: number | null
  readonly openings: number
  readonly uncovered: number
  /** Empty when there are more than pixels; then `buckets` has them. */
  readonly spans: readonly LaneSpan[]
  readonly buckets: readonly LaneBucket[]
  readonly counts: readonly Omit<LaneOpenings, 'door'>[]
}

export interface Lanes extends LaneMarks {
  readonly bucketMs: number
  readonly watched: readonly WatchedSpan[]
  readonly doors: readonly DoorLane[]
  readonly readings: readonly LaneReading[]
}

/** A household's window as it can be drawn on so many pixels. The caller has made sure that it may be seen. */
export async function readLanes(db: Queryable, window: LaneWindow, pixels: number): Promise<Lanes> {
  const bucketMs = Math.max(1, Math.ceil((window.until - window.from) / pixels))
  const watched = await readWatchedSpans(db, window)
  const spans = await readSpans(db, window)
  const counts = await countLaneOpenings(db, window, bucketMs)
  const doors = [...Map.groupBy(spans, (it) => it.door)].toSorted(([a], [b]) => a.localeCompare(b))
  const bucketed = { window, bucketMs, pixels }
  return {
    bucketMs,
    watched,
    doors: doors.map(([door, own]) => {
      const ofDoor = counts.filter((it) => it.door === door)
      return doorLane(door, own, watched, ofDoor, bucketed)
    }),
    ...(await readLaneMarks(db, window)),
    readings: await readLaneReadings(db, window, bucketMs * PIXELS_A_READING),
  }
}

async function readSpans(db: Queryable, window: LaneWindow): Promise<readonly DoorSpan[]> {
  const parts = Math.min(PARTS_MAX, Math.ceil((await countHourlyEvents(db, window)) / EVENTS_AT_ONCE_MAX))
  if (parts <= 1) return readDoorSpans(db, window)
  const partMs = (window.until - window.from) / parts
  const all: DoorSpan[] = []
  for (let part = 0; part < parts; part++) {
    const from = Math.round(window.from + part * partMs)
    all.push(...(await readDoorSpans(db, { ...window, from, until: Math.round(window.from + (part + 1) * partMs) })))
  }
  return all
}

interface Bucketing {
  readonly window: LaneWindow
  readonly bucketMs: number
  readonly pixels: number
}

function doorLane(
  door: string,
  own: readonly DoorSpan[],
  watched: readonly WatchedSpan[],
  counted: readonly LaneOpenings[],
  { window, bucketMs, pixels }: Bucketing,
): DoorLane {
  const whole = wholeLane(own, watched)
  const fits = whole.length <= pixels
  return {
    door,
    sensors: [...new Set(own.map((it) => it.sensor))],
    coverage: laneCoverage(whole),
    openings: counted.reduce((sum, it) => sum + it.openings, 0),
    uncovered: counted.reduce((sum, it) => sum + it.uncovered, 0),
    spans: fits ? whole : [],
    buckets: fits ? [] : laneBuckets(whole, window, bucketMs),
    counts: counted.map(({ from, openings, uncovered }) => ({ from, openings, uncovered })),
  }
}
