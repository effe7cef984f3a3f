import { z } from 'zod'

const VALUES_MAX = 16

const path = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]+$/u)
const scalar = z.union([z.string().max(64), z.number(), z.boolean()])
const values = z.array(scalar).min(1).max(VALUES_MAX)

/**
 * What a person says of a product whose properties the platform leaves to its maker: where the door is, and what its
 * values mean. Both open and closed have to be listed: a value in neither says nothing of the door.
 *
 * A path is dotted, with numbers for places in a list: `DoorStatus`, `params.0.window_status`. Where a platform wraps
 * each property in `{value, time}`, the property's own name is enough.
 */
export const productMapping = z
  .strictObject({
    /** The platform's product key; `*` for all that have no mapping of their own. */
    product: z.string().min(1).max(64),
    door: z.strictObject({ path, open: values, closed: values }),
    battery: z.strictObject({ path, unit: z.enum(['percent', 'millivolts', 'volts']) }).nullable(),
    tamper: z.strictObject({ path, tampered: values, inPlace: z.array(scalar).max(VALUES_MAX) }).nullable(),
    /** Where the message says when; platforms that date each property need none. */
    time: z.strictObject({ path, unit: z.enum(['seconds', 'milliseconds', 'iso8601', 'any']) }).nullable(),
    /** Where the message names the device; platforms name it in their topics. */
    device: path.nullable(),
    /** Set where the same message also comes by the clock, and says so. */
    periodic: z.strictObject({ path, values }).nullable(),
  })
  .refine(({ door }) => !door.open.some((it) => door.closed.includes(it)), {
    path: ['door', 'closed'],
    message: 'a value cannot mean both open and closed',
  })
  .refine(({ tamper }) => tamper === null || !tamper.tampered.some((it) => tamper.inPlace.includes(it)), {
    path: ['tamper', 'inPlace'],
    message: 'a value cannot mean both tampered and in place',
  })
export type ProductMapping = z.infer<typeof productMapping>

export const ANY_PRODUCT = '*'

/** The product's own mapping before the one for all. */
export function mappingFor(mappings: readonly ProductMapping[], product: string): ProductMapping | null {
  return mappings.find((it) => it.product === product) ?? mappings.find((it) => it.product === ANY_PRODUCT) ?? null
}

/** One look at a payload: where, what was there, and what was made of it. In order, they explain what is recorded. */
export interface Look {
  readonly what: 'door' | 'battery' | 'tamper' | 'time' | 'periodic'
  readonly path: string
  readonly value: string
  readonly meaning: 'open' | 'closed' | 'read' | 'on' | 'off' | 'absent' | 'unreadable'
}

/** Whose properties were read, and by which mapping; null: nobody has mapped that product. */
export interface MappingUse {
  readonly product: string
  readonly device: string
  readonly mapping: ProductMapping | null
  readonly looks: readonly Look[]
}
