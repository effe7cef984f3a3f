import { randomUUID } from 'node:crypto'
import type { AreaId, SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { evaluate } from '../evaluator/evaluate.ts'
import { passTimeWhereDue } from '../evaluator/pass-time.ts'
import { reconsider } from '../evaluator/reconsider.ts'
import { WatchCache } from '../evaluator/watch-cache.ts'
import type { DoorEvent } from '../protocol/door-event.ts'
import type { CommunityDoor } from '../registry/community.ts'
import { putOnTest } from '../registry/on-test.ts'
import { askForPermit } from '../registry/permit-request.ts'
import { insertPermit } from '../store/permit.ts'
import { insertReadings } from '../store/sensor-reading.ts'
import type { Queryable } from '../store/transaction.ts'
import { DemoDesk } from './demo-desk.ts'
import { ASKING_PLACES, ON_TEST_PLACE, sceneOf } from './demo-scene.ts'
import { type DemoStaff, rosterDemoStaff } from './demo-staff.ts'
import type { PlannedPermit } from './episode.ts'
import { pastOf } from './past.ts'
import type { Profile } from './profile.ts'
import { between, seededRandom } from './random.ts'
import { DAY_MS, planDay, type ScenarioStep } from './scenario.ts'

export interface DemoPast {
  readonly doors: readonly CommunityDoor[]
  readonly root: AreaId
  readonly staff: DemoStaff
  readonly seed: number
  readonly days: number
  /** The days end here. */
  readonly now: Instant
  readonly profile: Partial<Profile>
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** People look at the desk so often. */
const STEP_MS = 10 * MINUTE_MS
const GRANTED_AHEAD_MS = 20 * MINUTE_MS
const GRANTED_BY = '值班员'

interface Lived {
  readonly steps: readonly Pick<ScenarioStep, 'atMs' | 'act'>[]
  readonly permits: readonly PlannedPermit[]
}

/**
 * The days before the demonstration's start: what sensors said goes through the evaluator as it did live, time passes,
 * and staff answer what it raises. All of it in the caller's transaction: a sweep that saw half of it would find every
 * sensor silent.
 */
export async function livePast(tx: Queryable, past: DemoPast): Promise<void> {
  const { doors, root, staff, seed, days, now, profile } = past
  const from = now - days * DAY_MS
  const events: DoorEvent[] = []
  for (const door of doors) {
    const lived = livedAt(past, door)
    await grantAll(tx, door, lived.permits, from)
    const random = seededRandom(seed, door.uid)
    const own = { ...profile, rssi: Math.round(between(random, -86, -52)) }
    const wornShare = between(random, 0.05, 0.45)
    events.push(...pastOf({ uid: door.uid, steps: lived.steps, from, until: now, random, profile: own, wornShare }))
  }
  events.sort((a, b) => a.receivedAt - b.receivedAt)
  const desk = new DemoDesk(tx, { root, staff, random: seededRandom(seed, 'desk'), now, quietFrom: now - HOUR_MS })
  await liveThrough(tx, events, from, now, desk)
  await rosterDemoStaff(tx, root, staff, now)
  await beginScenes(tx, past)
}

/** A door's days as planned; one with a scene spends the last of them on that. */
function livedAt({ doors, seed, days }: DemoPast, door: CommunityDoor): Lived {
  const scene = sceneOf(doors, door)
  const endMs = days * DAY_MS
  const ago = (minutes: number) => endMs - minutes * MINUTE_MS
  const plans = Array.from({ length: scene === undefined ? days : days - 1 }, (_, day) =>
    planDay({ seed, household: door.householdId, scenario: 'ordinary', day }),
  )
  const shown = scene?.steps.map(([minutes, act]) => ({ atMs: ago(minutes), act })) ?? []
  const permit = scene?.permit
  const shownPermits =
    permit === undefined ? [] : [{ ...permit, fromMs: ago(permit.fromAgo), untilMs: ago(permit.untilAgo), note: '' }]
  return {
    steps: [...plans.flatMap((it) => it.steps), ...shown],
    permits: [...plans.flatMap((it) => it.permits.map((each) => ({ ...each, note: '' }))), ...shownPermits],
  }
}

/** Before anything has happened, so that judging anew costs nothing. */
async function grantAll(
  tx: Queryable,
  { householdId }: CommunityDoor,
  permits: readonly PlannedPermit[],
  from: Instant,
): Promise<void> {
  for (const { fromMs, untilMs, reason, openingsMax, note } of permits) {
    const window = { from: from + fromMs, until: from + untilMs }
    const granted = { grantedBy: GRANTED_BY, grantedAt: from + fromMs - GRANTED_AHEAD_MS }
    await insertPermit(tx, {
      householdId,
      areaId: null,
      ...window,
      reason,
      openingsMax,
      goingOut: false,
      note,
      ...granted,
    })
  }
  await reconsider(tx, householdId, from)
}

async function liveThrough(
  tx: Queryable,
  events: readonly DoorEvent[],
  from: Instant,
  now: Instant,
  desk: DemoDesk,
): Promise<void> {
  const cache = new WatchCache()
  const readAt = new Map<SensorUid, number>()
  let done = 0
  for (let until = from + STEP_MS; until <= now; until += STEP_MS) {
    const next = events.findIndex((it, index) => index >= done && it.receivedAt > until)
    const batch = events.slice(done, next < 0 ? events.length : next)
    done += batch.length
    const outcome = await evaluate(tx, cache, batch, [], until)
    outcome.remember()
    await insertReadings(tx, hourly(batch, readAt))
    for (let more = true; more; ) more = (await passTimeWhereDue(tx, cache, until)).more
    await desk.look(until)
  }
}

/** What ingest keeps of a battery and a signal that change slowly. */
function hourly(events: readonly DoorEvent[], readAt: Map<SensorUid, number>): readonly DoorEvent[] {
  return events.filter(({ sensor, occurredAt, batteryPercent }) => {
    if (batteryPercent === null || occurredAt - (readAt.get(sensor) ?? Number.NEGATIVE_INFINITY) < HOUR_MS) return false
    readAt.set(sensor, occurredAt)
    return true
  })
}

async function beginScenes(tx: Queryable, { doors, root, now }: DemoPast): Promise<void> {
  const tested = doors[ON_TEST_PLACE]
  if (tested !== undefined) {
    const { householdId } = tested
    await putOnTest(tx, [root], { householdId, sensorUid: null, minutes: 15, reason: '复测门磁', putBy: '安装员' }, now)
  }
  for (const place of ASKING_PLACES) {
    const door = doors[place]
    if (door === undefined) continue
    const asked = { from: null, minutes: 15, openingsMax: 1, goingOut: false, note: '' }
    await askForPermit(tx, door, randomUUID(), { reason: place % 2 === 0 ? 'delivery' : 'rubbish', ...asked }, now)
  }
}
