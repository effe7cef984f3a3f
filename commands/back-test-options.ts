import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type AreaId, areaId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import { type PolicySettings, policySettings } from '../watch/policy.ts'
import { moment } from './moment.ts'
import type { Reading } from './run-command.ts'

export const HELP = `Runs a draft policy over recorded history and says what it would have changed.

npm run back-test -- --settings draft.json [--area N] [--from TIME] [--until TIME] [--json]

  --settings FILE  the draft: a JSON object of policy settings, the rest by default, such as {"graceSeconds":30}
  --area N         the id of an area: only households within it (everywhere)
  --from TIME      2026-03-01T00:00:00+08:00, or a day, which means its midnight on this machine (14 days before the end)
  --until TIME     likewise, itself not included (now)
  --json           the result as JSON on standard output

The database is that of the service: DATABASE_URL, or the embedded one in MENSHEN_DATA_DIR, also while the service runs.
`

export interface BackTestCommand {
  readonly area: AreaId | null
  readonly from: Instant
  readonly until: Instant
  readonly settings: PolicySettings
  readonly json: boolean
}

const DAYS_DEFAULT = 14
const DAYS_MAX = 366
const DAY_MS = 86_400_000

const flags = z.object({
  settings: z.string({ error: 'needed: the file of the draft' }),
  area: z
    .string()
    .regex(/^\d+$/, 'not the id of an area')
    .transform((text) => Number(text))
    .pipe(areaId)
    .optional(),
  from: moment.optional(),
  until: moment.optional(),
  json: z.boolean().default(false),
})

/** Reads the command line and the draft's file. Every problem is named, never only the first. */
export async function readBackTestOptions(args: readonly string[], now: Instant): Promise<Reading<BackTestCommand>> {
  const given = parseFlags(args)
  if (given === null) return { kind: 'wrong', problems: ['an option is not known or lacks its value'] }
  if (given.help === true) return { kind: 'help' }
  const parsed = flags.safeParse(given)
  if (!parsed.success) return { kind: 'wrong', problems: problemsOf(parsed.error, '--') }
  const { area = null, until = now, from = until - DAYS_DEFAULT * DAY_MS, settings: file, json } = parsed.data
  if (from >= until) return { kind: 'wrong', problems: ['--from: not before --until'] }
  if (until - from > DAYS_MAX * DAY_MS) return { kind: 'wrong', problems: [`--from: more than ${DAYS_MAX} days`] }
  const draft = policySettings.strict().safeParse(await readJson(file))
  if (!draft.success) return { kind: 'wrong', problems: problemsOf(draft.error, `${file}: `) }
  return { kind: 'ok', command: { area, from, until, settings: draft.data, json } }
}

function parseFlags(args: readonly string[]): Record<string, unknown> | null {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    const options = { settings: text, area: text, from: text, until: text, json: flag, help: flag }
    return parseArgs({ args: [...args], options }).values
  } catch {
    return null
  }
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return undefined
  }
}

function problemsOf(error: z.ZodError, prefix: string): readonly string[] {
  return error.issues.map((it) => `${prefix}${it.path.join('.') || 'draft'}: ${it.message}`)
}
