import { z } from 'zod'
import { instant } from './instant-codec.ts'

/** A time in which nobody of ours heard anything: no silence counts within it, and the doors are not known. */
export const outageShape = z.object({ id: z.number().int(), from: instant, until: instant })
