import { z } from 'zod'
import type { Instant } from '../base/instant.ts'
import { ASKED_REASONS } from '../store/permit.ts'
import type { AskedPermit } from '../store/permit-request.ts'

export const NOTE_MAX = 200
export const PHONE_MAX = 32
export const OPENINGS_ASKED_MAX = 4
export const ASKED_MINUTES = [10, 20, 30, 60, 120, 240] as const
const HOUR_MS = 3_600_000
/** A page that was open for a while offers hours that have passed. */
const PAST_MS_MAX = HOUR_MS
const AHEAD_MS_MAX = 25 * HOUR_MS
/** Out and back. */
const GOING_OUT_OPENINGS_MIN = 2
const CONTROLS = /[\p{Cc}\p{Cf}]+/gu

/** What a form of the page asks for. */
export type ResidentAct =
  | { readonly kind: 'ask'; readonly key: string; readonly permit: AskedPermit }
  | { readonly kind: 'emergency' }
  | { readonly kind: 'phone'; readonly phone: string }
  | { readonly kind: 'wrong' }

const form = z.discriminatedUnion('act', [
  z.object({ act: z.literal('emergency') }),
  z.object({ act: z.literal('phone'), phone: z.string().max(PHONE_MAX) }),
  z.object({
    act: z.literal('ask'),
    key: z.uuid(),
    reason: z.enum(ASKED_REASONS),
    from: z.union([z.literal('now').transform(() => null), z.coerce.number().int()]),
    minutes: z.coerce.number().pipe(z.literal(ASKED_MINUTES)),
    openings: z.coerce.number().int().min(1).max(OPENINGS_ASKED_MAX),
    out: z.literal('yes').optional(),
    note: z.string().max(NOTE_MAX).default(''),
  }),
])

/** Of an `application/x-www-form-urlencoded` body; of a field that comes twice the last counts. */
export function residentAct(body: string, now: Instant): ResidentAct {
  const read = form.safeParse(Object.fromEntries(new URLSearchParams(body)))
  if (!read.success) return { kind: 'wrong' }
  const { data } = read
  if (data.act === 'emergency') return { kind: 'emergency' }
  if (data.act === 'phone') return { kind: 'phone', phone: data.phone }
  const { key, reason, from, minutes, openings, out, note } = data
  if (from !== null && (from < now - PAST_MS_MAX || from > now + AHEAD_MS_MAX)) return { kind: 'wrong' }
  const goingOut = out === 'yes'
  const openingsMax = goingOut ? Math.max(openings, GOING_OUT_OPENINGS_MIN) : openings
  const plain = note.replaceAll(CONTROLS, ' ').trim()
  return { kind: 'ask', key, permit: { reason, from, minutes, openingsMax, goingOut, note: plain } }
}
