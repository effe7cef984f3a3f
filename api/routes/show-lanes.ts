import { z } from 'zod'
import { alertId, householdId, orderId, permitId, sensorUid } from '../../base/id.ts'
import { contradiction } from '../../registry/contradiction.ts'
import { getHousehold } from '../../registry/household.ts'
import { readLanes } from '../../registry/lanes.ts'
import { SEVERITIES } from '../../store/alert.ts'
import { PERMIT_REASONS } from '../../store/permit.ts'
import { auditLook } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { instant } from '../instant-codec.ts'
import { idText } from '../page.ts'

const WINDOW_MS_MAX = 120 * 24 * 3_600_000
const PIXELS_MAX = 4000
const PIXELS_DEFAULT = 1000

const params = z.object({ id: idText(householdId) })
const querystring = z.object({
  from: instant,
  until: instant,
  /** How wide the picture is: what does not fit is summed up in as many equal stretches. */
  pixels: z.coerce.number().int().min(1).max(PIXELS_MAX).default(PIXELS_DEFAULT),
})
const stretch = { from: instant, until: instant }
const door = z.object({
  door: z.string(),
  sensors: z.array(sensorUid).readonly(),
  /** The share of the watched time for which its state is proved: no opening means little without it. */
  coverage: z.number().nullable(),
  openings: z.number().int(),
  /** Of the openings, those that no permit covers and that were no test. */
  uncovered: z.number().int(),
  /** Empty where there are more than pixels; then the buckets say how long which state lasted in each stretch. */
  spans: z.array(z.object({ ...stretch, state: z.enum(['open', 'closed', 'unknown', 'no_sensor']) })).readonly(),
  buckets: z
    .array(z.object({ from: instant, openMs: z.number(), closedMs: z.number(), unknownMs: z.number() }))
    .readonly(),
  counts: z.array(z.object({ from: instant, openings: z.number().int(), uncovered: z.number().int() })).readonly(),
})
const lanes = z.object({
  ...stretch,
  now: instant,
  bucketMs: z.number(),
  /** Outside of these nothing is recorded, and nothing is known. */
  watched: z.array(z.object({ orderId, ...stretch })).readonly(),
  doors: z.array(door).readonly(),
  permits: z
    .array(z.object({ id: permitId, reason: z.enum(PERMIT_REASONS), openingsMax: z.number().int(), ...stretch }))
    .readonly(),
  outages: z.array(z.object({ id: z.number().int(), ...stretch })).readonly(),
  tests: z
    .array(z.object({ id: z.number().int(), sensor: sensorUid.nullable(), reason: z.string(), ...stretch }))
    .readonly(),
  alerts: z
    .array(
      z.object({
        id: alertId,
        kind: z.string(),
        severity: z.enum(SEVERITIES),
        handling: z.enum(['new', 'acknowledged', 'resolved']),
        from: instant,
        until: instant.nullable(),
      }),
    )
    .readonly(),
  /** The worst of each few pixels. */
  readings: z
    .array(
      z.object({
        at: instant,
        sensor: sensorUid,
        batteryPercent: z.number().nullable(),
        batteryMillivolts: z.number().nullable(),
        rssi: z.number().nullable(),
      }),
    )
    .readonly(),
})
const schema = { tags: ['registry'], params, querystring, response: answers(lanes) }

export const showLanesRoute: Route = (app, deps) => {
  app.get('/households/:id/lanes', { schema }, async (request) => {
    const caller = callerOf(request)
    const { id } = request.params
    const { from, until, pixels } = request.query
    if (until <= from) throw contradiction('until', 'the window would end before it begins')
    if (until - from > WINDOW_MS_MAX) throw contradiction('until', 'the window is too long')
    await getHousehold(deps.pool, caller.scope, id)
    const now = deps.clock()
    await auditLook(deps.pool, caller, now, { action: 'household.lanes.read', householdId: id })
    return { from, until, now, ...(await readLanes(deps.pool, { household: id, from, until, now }, pixels)) }
  })
}
