import { z } from 'zod'

/** What `menshen/v1/<id>/down` says (retained): settings, and commands that are done once. Absent means unchanged. */
export const settings = z.object({
  heartbeatSeconds: z.number().int().min(10).max(86_400).optional(),
  led: z.boolean().optional(),
  reportClosings: z.boolean().optional(),
  command: z.enum(['locate', 'test', 'reboot']).optional(),
})

export type Settings = z.infer<typeof settings>
