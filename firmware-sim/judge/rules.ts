import type { JudgeLimits } from './limits.ts'
import { acknowledged } from './rules/acknowledged.ts'
import { age } from './rules/age.ts'
import { commandOnce } from './rules/command-once.ts'
import { door } from './rules/door.ts'
import { hello } from './rules/hello.ts'
import { identity } from './rules/identity.ts'
import { journal } from './rules/journal.ts'
import { journalAfterCut } from './rules/journal-after-cut.ts'
import { journalAfterReboot } from './rules/journal-after-reboot.ts'
import { openings } from './rules/openings.ts'
import { publishes } from './rules/publishes.ts'
import { readable } from './rules/readable.ts'
import { reboot } from './rules/reboot.ts'
import { reconnects } from './rules/reconnects.ts'
import { resend } from './rules/resend.ts'
import { sameAgain } from './rules/same-again.ts'
import { sequence } from './rules/sequence.ts'
import { settings } from './rules/settings.ts'
import { size } from './rules/size.ts'
import { subscribes } from './rules/subscribes.ts'
import { unknownFields } from './rules/unknown-fields.ts'
import type { Log } from './sighting.ts'
import type { Judgement, Rule } from './verdict.ts'

/** In the order in which they are best mended: without the first there is nothing to see of the last. */
export const RULES: readonly Rule[] = [
  ...[identity, subscribes, publishes, readable, size, hello, sequence, sameAgain, openings, door],
  ...[journal, age, reconnects, journalAfterCut, resend, acknowledged, unknownFields],
  ...[settings, reboot, journalAfterReboot, commandOnce],
]

export function judgements(log: Log, limits: JudgeLimits): readonly Judgement[] {
  return RULES.map((rule) => ({ rule: rule.name, mend: rule.mend, ...rule.judge(log, limits) }))
}
