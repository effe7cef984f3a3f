import type { Happening } from './happening.ts'
import type { Rule } from './rule.ts'
import { emergency } from './rules/emergency.ts'
import { leftOpen } from './rules/left-open.ts'
import { missedOpenings } from './rules/missed-openings.ts'
import { notOpened } from './rules/not-opened.ts'
import { openingLimit } from './rules/opening-limit.ts'
import { permitOverrun } from './rules/permit-overrun.ts'
import { sensorBattery } from './rules/sensor-battery.ts'
import { sensorDistrusted } from './rules/sensor-distrusted.ts'
import { sensorFlapping } from './rules/sensor-flapping.ts'
import { sensorSilent } from './rules/sensor-silent.ts'
import { sensorTamper } from './rules/sensor-tamper.ts'
import { unknownAtStart } from './rules/unknown-at-start.ts'
import { unpermittedOpening } from './rules/unpermitted-opening.ts'

/** Every alert kind of a household, in the order in which they hear of a happening. A new kind is a file and a line here. */
export const RULES: readonly Rule[] = [
  unpermittedOpening,
  openingLimit,
  leftOpen,
  permitOverrun,
  emergency,
  missedOpenings,
  unknownAtStart,
  notOpened,
  sensorTamper,
  sensorSilent,
  sensorDistrusted,
  sensorFlapping,
  sensorBattery,
]

const listening = (kind: Happening['kind']): readonly Rule[] => RULES.filter((it) => it.hears.includes(kind))

/** Which rules listen for what: most happenings concern few of them. */
export const RULES_BY_HAPPENING: Readonly<Record<Happening['kind'], readonly Rule[]>> = {
  door_opened: listening('door_opened'),
  door_closed: listening('door_closed'),
  door_known: listening('door_known'),
  openings_missed: listening('openings_missed'),
  sensor_heard: listening('sensor_heard'),
  sensor_tampered: listening('sensor_tampered'),
  tamper_cleared: listening('tamper_cleared'),
  battery_low: listening('battery_low'),
  time_passed: listening('time_passed'),
  order_ended: listening('order_ended'),
}

/** The rules that time alone may move. */
export const WAITING_RULES: readonly Rule[] = RULES.filter((it) => it.waits !== 'never')
