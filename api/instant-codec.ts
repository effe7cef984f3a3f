import { z } from 'zod'

/** An instant: ISO 8601 text with an offset on the wire, milliseconds inside. */
export const instant = z
  .codec(z.iso.datetime({ offset: true }), z.number(), {
    decode: (text) => Date.parse(text),
    encode: (ms) => new Date(ms).toISOString(),
  })
  .meta({ type: 'string', format: 'date-time' })
