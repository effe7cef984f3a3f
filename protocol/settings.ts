import { z } from 'zod'

export const COMMANDS = ['locate', 'test', 'reboot'] as const

export type Command = (typeof COMMANDS)[number]

/**
 * What `menshen/v1/<id>/down` says (retained): settings, and a command that is done once. Absent means unchanged. It comes
 * again at every connect, and when a setting changes: a command whose `id` was obeyed last is not done again.
 */
export const settings = z.object({
  heartbeatSeconds: z.number().int().min(10).max(86_400).optional(),
  led: z.boolean().optional(),
  reportClosings: z.boolean().optional(),
  command: z.enum(COMMANDS).optional(),
  id: z
    .string()
    .regex(/^[a-z0-9]{1,16}$/)
    .optional(),
})

export type Settings = z.infer<typeof settings>
