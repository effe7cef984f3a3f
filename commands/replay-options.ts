import { parseArgs } from 'node:util'
import { z } from 'zod'
import { areaId, householdId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { ReplaySpan } from '../store/replay.ts'
import { moment } from './moment.ts'
import type { Reading } from './run-command.ts'

export const HELP = `Tells households' stories again from stored events and compares the outcome with what the service concluded.

npm run replay -- (--all | --area N | --household N) [--from TIME] [--until TIME] [--json]

  --all            every household
  --area N         the id of an area: only households within it
  --household N    the id of one household
  --from TIME      2026-03-01T00:00:00+08:00, or a day, which means its midnight on this machine (everything)
  --until TIME     likewise, itself not included (now)
  --json           the result as JSON on standard output

Orders that touch the span are told from their start; openings and alerts that begin within it are compared. Nothing is
written. The database is that of the service: DATABASE_URL, or the embedded one in MENSHEN_DATA_DIR, also while the
service runs. The exit code is 0 when nothing differs, 1 when something does, 2 when the options make no sense.
`

export interface ReplayCommand {
  readonly span: ReplaySpan
  readonly json: boolean
}

const id = (what: string) =>
  z
    .string()
    .regex(/^[1-9]\d*$/, `not the id of ${what}`)
    .transform(Number)

const flags = z.object({
  all: z.boolean().default(false),
  area: id('an area').pipe(areaId).optional(),
  household: id('a household').pipe(householdId).optional(),
  from: moment.optional(),
  until: moment.optional(),
  json: z.boolean().default(false),
})

/** Reads the command line. Every problem is named, never only the first. */
export function readReplayOptions(args: readonly string[], now: Instant): Reading<ReplayCommand> {
  const given = parseFlags(args)
  if (given === null) return { kind: 'wrong', problems: ['an option is not known or lacks its value'] }
  if (given.help === true) return { kind: 'help' }
  const parsed = flags.safeParse(given)
  if (!parsed.success) {
    return { kind: 'wrong', problems: parsed.error.issues.map((it) => `--${it.path.join('.')}: ${it.message}`) }
  }
  const { all, area = null, household = null, from = 0, until = now, json } = parsed.data
  const chosen = [all, area !== null, household !== null].filter((it) => it).length
  const problems = [
    ...(chosen === 1 ? [] : ['give one of --all, --area and --household']),
    ...(from < until ? [] : ['--from: not before --until']),
  ]
  if (problems.length > 0) return { kind: 'wrong', problems }
  return { kind: 'ok', command: { span: { area, household, from, until }, json } }
}

function parseFlags(args: readonly string[]): Record<string, unknown> | null {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    const options = { all: flag, area: text, household: text, from: text, until: text, json: flag, help: flag }
    return parseArgs({ args: [...args], options }).values
  } catch {
    return null
  }
}
