import { z } from 'zod'
import { alertId, areaId, householdId, rosterId, sensorUid } from '../../base/id.ts'
import { DISPATCHES, OUTCOMES, SEVERITIES } from '../../store/alert.ts'
import { AREA_KINDS } from '../../store/area.ts'
import { PERMIT_REASONS } from '../../store/permit.ts'
import { STANDINGS } from '../../store/report/alerts.ts'
import { ROSTER_LEVELS } from '../../store/roster.ts'
import { figuresShape } from '../figures-shape.ts'
import { instant } from '../instant-codec.ts'
import { personShape } from '../roster-shape.ts'

const count = z.number().int()
const area = z.object({ id: areaId, kind: z.enum(AREA_KINDS), name: z.string() })

export const dailyReportShape = z.object({
  area,
  /** As `2026-03-29`, by the wall clock of `timeZone`. */
  day: z.string(),
  timeZone: z.string(),
  from: instant,
  until: instant,
  /** What is told is of `[from, asOf)`. */
  asOf: instant,
  isSoFar: z.boolean(),
  households: z.object({
    watched: count,
    /** Orders that began to be watched, ended by themselves, and were released in the day. */
    began: count,
    expired: count,
    released: count,
    /** Their order has begun and is not active. */
    waiting: count,
    /** Watched then, and their records are erased: they are in no other figure. */
    erased: count,
  }),
  coverage: z.object({
    /** The share of the watched time for which the doors' states are proved; null where nothing was watched. */
    share: z.number().nullable(),
    /** Of so many households. */
    households: count,
    /** They are an even choice of all, and the true share lies within this in 95 of 100 cases; null: they are all. */
    margin: z.number().nullable(),
  }),
  openings: z.object({
    hours: z.array(z.object({ from: instant, permitted: count, unpermitted: count, test: count })).readonly(),
    /** Proved by sensors' counts, without a record of their times. */
    missed: count,
    openAtStart: count,
    openAtEnd: count,
  }),
  alerts: z.object({
    all: figuresShape,
    severities: z.array(figuresShape.extend({ key: z.string() })).readonly(),
    standings: z
      .array(z.object({ kind: z.string(), severity: z.enum(SEVERITIES), standing: z.enum(STANDINGS), alerts: count }))
      .readonly(),
  }),
  blind: z.object({
    households: count,
    /** One may be among several of these. */
    noSensor: count,
    silent: count,
    onTest: count,
    /** Still so when the report ends. */
    isBlind: count,
    /** The first of them: those that still are, for longest. */
    listed: z
      .array(
        z.object({
          id: householdId,
          building: z.string().nullable(),
          unit: z.string().nullable(),
          room: z.string(),
          noSensorMs: z.number(),
          silentMs: z.number(),
          onTestMs: z.number(),
          isBlind: z.boolean(),
        }),
      )
      .readonly(),
  }),
  /** When we heard nobody. */
  outages: z.array(z.object({ id: count, from: instant, until: instant })).readonly(),
})

const place = {
  householdId: householdId.nullable(),
  area: z.string(),
  building: z.string().nullable(),
  unit: z.string().nullable(),
  room: z.string().nullable(),
}
const listed = <T extends z.ZodRawShape>(row: T) =>
  z.object({ rows: z.array(z.object(row)).readonly(), isCut: z.boolean() })
const shift = z.object({ from: instant, until: instant, staff: z.array(personShape) })

export const handoverShape = z.object({
  area,
  timeZone: z.string(),
  /** Null: the area has no duty desk, and the sheet is of the last twelve hours. */
  roster: z.object({ id: rosterId, name: z.string(), level: z.enum(ROSTER_LEVELS) }).nullable(),
  shift,
  next: shift.nullable(),
  /** The shift's end, or now while it lasts. */
  asOf: instant,
  open: listed({
    ...place,
    id: alertId,
    kind: z.string(),
    severity: z.enum(SEVERITIES),
    condition: z.enum(['active', 'cleared']),
    raisedAt: instant,
    heldBy: z.string().nullable(),
  }),
  decisions: listed({
    ...place,
    at: instant,
    by: z.string(),
    kind: z.string(),
    what: z.enum(['resolved', 'dispatched']),
    choice: z.enum([...OUTCOMES, ...DISPATCHES]),
    note: z.string(),
  }),
  tests: listed({ ...place, sensor: sensorUid.nullable(), reason: z.string(), by: z.string(), until: instant }),
  silences: listed({
    ...place,
    kinds: z.array(z.string()).readonly().nullable(),
    reason: z.string(),
    by: z.string(),
    until: instant,
  }),
  permits: listed({ ...place, reason: z.enum(PERMIT_REASONS), openingsMax: count, by: z.string(), until: instant }),
  silent: listed({ ...place, sensor: sensorUid, since: instant }),
})

export type HandoverShape = z.output<typeof handoverShape>
