import { z } from 'zod'
import { alertId, areaId, householdId, orderId, sensorUid } from '../base/id.ts'
import { OUTCOMES, SEVERITIES } from '../store/alert.ts'
import { instant } from './instant-codec.ts'

/** An alert as lists and the stream show it. */
export const alertShape = z.object({
  id: alertId,
  /** An alert of a group of sensors has no order, household and room, but an area and perhaps a gateway. */
  orderId: orderId.nullable(),
  householdId: householdId.nullable(),
  areaId,
  community: z.string().nullable(),
  compound: z.string().nullable(),
  building: z.string().nullable(),
  unit: z.string().nullable(),
  room: z.string().nullable(),
  gatewayId: z.string().nullable(),
  sensorUid: sensorUid.nullable(),
  kind: z.string(),
  severity: z.enum(SEVERITIES),
  condition: z.enum(['active', 'cleared']),
  clearedAt: instant.nullable(),
  clearedReason: z.string().nullable(),
  handling: z.enum(['new', 'acknowledged', 'resolved']),
  acknowledgedAt: instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  resolvedAt: instant.nullable(),
  resolvedBy: z.string().nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  note: z.string(),
  startedAt: instant,
  lastAt: instant,
  raisedAt: instant,
  count: z.number().int(),
  late: z.boolean(),
  mergedInto: alertId.nullable(),
  /** The alert of its group, which stands in the queue for it. */
  heldBy: alertId.nullable(),
  /** A silence holds its messages back until then; null: none does. */
  silencedUntil: instant.nullable(),
  /** `{rule, title: {zh, en}, sentence: {zh, en}, policy, thresholds, evidence, permits}`, as the watch wrote it. */
  explanation: z.unknown(),
})

/** What the stream says: what happened, and the alert as it is now. */
export const alertNews = z.object({ what: z.string(), at: instant, by: z.string().nullable(), alert: alertShape })
