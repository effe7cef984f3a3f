import { Failure } from '../base/failure.ts'
import type { AreaId, HouseholdId, SilenceId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { holdArea, type Scope } from '../store/area.ts'
import { findHousehold } from '../store/household.ts'
import {
  countAreaSilences,
  endSilenceAt,
  findSilence,
  insertSilence,
  type NewSilence,
  noteSilenced,
} from '../store/silence.ts'
import type { Queryable } from '../store/transaction.ts'
import { titles } from '../watch/sentences.ts'
import { getArea } from './area.ts'
import { contradiction } from './contradiction.ts'

const HOUR_MS = 3_600_000
/** Work that takes longer is looked at again by whoever is answerable for it. */
export const SILENCE_MS_MAX = 7 * 24 * HOUR_MS
/** Of what may be critical: a person goes out, or a sensor is torn off. Somebody says every day anew that nobody need know. */
export const SILENCE_CRITICAL_MS_MAX = 24 * HOUR_MS
/** As far ahead as work is planned. */
export const SILENCE_AHEAD_MS_MAX = 90 * 24 * HOUR_MS
/** Of an area, that are not over. Each is asked of every message. */
export const SILENCES_MAX = 50
/** As many alerts say at once in their logs that they are silenced; the sweep does the others. */
const NOTED_MAX = 500
/** Every other kind may be critical, also one that is new. */
const NEVER_CRITICAL: readonly string[] = [
  ...[
    'unknown_at_start',
    'not_opened',
    'sensor_silent',
    'sensor_distrusted',
    'sensor_flapping',
    'sensor_battery',
    'group_silent',
  ],
  'roster_empty',
]

/**
 * Alerts are raised and shown as ever, and nobody is told of them meanwhile. A beginning that is past is now.
 * @throws Failure `record.not_found` for an area out of scope; `request.contradictory` for a time that is
 * too long, too far ahead or over, an unknown kind, a household that is not of the area, or one silence too many.
 */
export async function createSilence(
  tx: Queryable,
  scope: Scope,
  given: NewSilence,
  by: string,
  now: Instant,
): Promise<SilenceId> {
  const silence = { ...given, from: Math.max(given.from, now) }
  await getArea(tx, scope, silence.areaId)
  if (silence.householdId !== null) await refuseStranger(tx, silence.areaId, silence.householdId)
  refuseUnknownKinds(silence.kinds)
  refuseBadTime(silence, now)
  await holdArea(tx, silence.areaId)
  if ((await countAreaSilences(tx, silence.areaId, now)) >= SILENCES_MAX) {
    throw contradiction('areaId', `an area has at most ${SILENCES_MAX} silences that are not over`)
  }
  const id = await insertSilence(tx, silence, by, now)
  await noteSilenced(tx, now, NOTED_MAX)
  return id
}

/** What is still due goes out now. @throws Failure `record.not_found` out of scope; `record.conflict` when it is over. */
export async function endSilence(
  tx: Queryable,
  scope: Scope,
  id: SilenceId,
  by: string,
  now: Instant,
): Promise<NewSilence> {
  const silence = await findSilence(tx, scope, id)
  if (silence === null) throw new Failure('record.not_found', { record: 'silence', id })
  if (!(await endSilenceAt(tx, id, by, now)))
    throw new Failure('record.conflict', { reason: 'the silence is over', id })
  return silence
}

async function refuseStranger(tx: Queryable, area: AreaId, household: HouseholdId): Promise<void> {
  const found = await findHousehold(tx, [area], household)
  if (found === null) throw contradiction('householdId', 'the household is not one of the area')
}

function refuseUnknownKinds(kinds: readonly string[] | null): void {
  const at = kinds?.findIndex((it) => !(it in titles)) ?? -1
  if (at >= 0) throw contradiction(`kinds.${at}`, `the kinds of alerts are ${Object.keys(titles).join(', ')}`)
}

function refuseBadTime({ kinds, from, until }: NewSilence, now: Instant): void {
  if (until <= from) throw contradiction('until', 'it ends after it begins, and later than now')
  if (from > now + SILENCE_AHEAD_MS_MAX) {
    throw contradiction('from', `it begins within ${SILENCE_AHEAD_MS_MAX / 24 / HOUR_MS} days`)
  }
  const mayBeCritical = kinds === null || kinds.some((it) => !NEVER_CRITICAL.includes(it))
  const hoursMax = (mayBeCritical ? SILENCE_CRITICAL_MS_MAX : SILENCE_MS_MAX) / HOUR_MS
  if (until - from <= hoursMax * HOUR_MS) return
  const what = mayBeCritical ? 'a silence of kinds that may be critical' : 'a silence'
  throw contradiction('until', `${what} lasts at most ${hoursMax} hours`)
}
