import { z } from 'zod'
import type { Instant } from '../base/instant.ts'
import { maskedNumber } from '../registry/phone-number.ts'
import type { Phone } from '../store/contact-point.ts'

/** What one item of a push says. `received`: what became of a message, under the OutId that it was sent with. */
export type Report =
  | {
      readonly kind: 'received'
      readonly outId: string
      readonly arrived: boolean
      /** To the second. Null where it is not said. */
      readonly at: Instant | null
      /** Why it did not arrive. */
      readonly why: string
    }
  | { readonly kind: 'under_way' }
  | { readonly kind: 'malformed' }

/** A call was answered: heard to its end, or hung up before. */
const ANSWERED: ReadonlySet<string> = new Set(['200000', '200001'])
/** Called, answered, talking, over, ringing, a key was pressed (help.aliyun.com, 112804 and 55085): what became of it comes later. */
const UNDER_WAY: ReadonlySet<string> = new Set(['200100', '200101', '200102', '200103', '200201', '300000'])
/** From the same lists. A code that is not here keeps the provider's own words. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['200002', 'the line was busy'],
  ['200003', 'nobody answered'],
  ['200004', 'there is no such number: correct the contact point'],
  ['200005', 'the call was rejected or could not be put through'],
  ['200006', 'the text could not be played'],
  ['200007', 'the phone could not be reached'],
  ['200010', 'the phone is switched off'],
  ['200011', 'the number is suspended, perhaps for want of money'],
  ['200012', 'the number is barred from calls'],
  ['200104', 'the calling number is barred: see MENSHEN_VOICE_SHOWN_NUMBER'],
  ['200105', 'the number is barred from calls'],
  ['200117', 'the calling number may not be shown: see MENSHEN_VOICE_SHOWN_NUMBER'],
  ['200118', 'the provider does not call at this hour'],
  ['200119', 'the number gets more calls than the provider lets through'],
  ['200121', 'more calls at once than the account may make'],
])

const NUMBER = /\+?\d{7,}/g
const WORDS_LENGTH_MAX = 200
const OUT_ID_LENGTH_MAX = 256

/** The providers' wall clock is China's, which has had one zone and no summer time since 1991. */
const wallClock = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
  .transform((text): Instant => Date.parse(`${text.replace(' ', 'T')}+08:00`))
  .refine(Number.isFinite)
/** Empty, where a call was not answered. A message is not to be lost over its time, so anything else is none too. */
const time = wallClock.nullable().catch(null)
const words = z
  .string()
  .transform((text) => text.slice(0, WORDS_LENGTH_MAX))
  .catch('')
const outId = z.string().min(1).max(OUT_ID_LENGTH_MAX)

const smsReport = z
  .object({ out_id: outId, success: z.boolean(), report_time: time, err_code: words, err_msg: words })
  .transform((it): Report => {
    const why = saidBy(it.err_code, it.err_msg)
    return { kind: 'received', outId: it.out_id, arrived: it.success, at: it.report_time, why }
  })

const voiceReport = z
  .object({
    out_id: outId,
    status_code: z.coerce.string().regex(/^\d{3,6}$/),
    status_msg: words,
    start_time: time,
  })
  .transform(({ out_id, status_code: code, status_msg, start_time: at }): Report => {
    if (UNDER_WAY.has(code)) return { kind: 'under_way' }
    const said = saidBy(code, status_msg)
    const reason = REASONS.get(code)
    const why = reason === undefined ? said : `${said}: ${reason}`
    return { kind: 'received', outId: out_id, arrived: ANSWERED.has(code), at, why }
  })

const REPORTS = { sms: smsReport, voice: voiceReport } as const

/** Reads one item of a push: an SmsReport or a VoiceReport. No number is in its words. */
export function readReport(channel: Phone, item: unknown): Report {
  return REPORTS[channel].safeParse(item).data ?? { kind: 'malformed' }
}

function saidBy(code: string, message: string): string {
  const said = message === '' ? '' : ` "${message}"`
  return `Alibaba Cloud reports ${code}${said}`.replaceAll(NUMBER, maskedNumber)
}
