import type { Rule } from './rule.ts'
import { leftOpen } from './rules/left-open.ts'
import { openingLimit } from './rules/opening-limit.ts'
import { sensorSilent } from './rules/sensor-silent.ts'
import { sensorTamper } from './rules/sensor-tamper.ts'
import { unpermittedOpening } from './rules/unpermitted-opening.ts'

/** Every alert kind, in the order in which they hear of a happening. A new kind is a file in rules/ and a line here. */
export const RULES: readonly Rule[] = [unpermittedOpening, openingLimit, leftOpen, sensorSilent, sensorTamper]
