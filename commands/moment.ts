import { z } from 'zod'

/** An instant with its offset, or a day. */
const MOMENT = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/

/** `2026-03-01T00:00:00+08:00`, or `2026-03-01` for that day's midnight on this machine. */
export const moment = z
  .string()
  .transform((text) => (MOMENT.test(text) ? Date.parse(text.includes('T') ? text : `${text}T00:00:00`) : Number.NaN))
  .refine((it) => Number.isFinite(it), 'not a time like 2026-03-01T00:00:00+08:00, nor a day like 2026-03-01')
