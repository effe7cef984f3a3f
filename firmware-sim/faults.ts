import { z } from 'zod'
import { between, type Random } from './random.ts'

const probability = z.number().min(0).max(1)

/** What a link and a clock do to a sensor. Probabilities are per payload, except `reboot`: per message made. */
export const faults = z.object({
  /** A payload, or the answer to one, vanishes. Below 1: a link that loses everything never drains. */
  loss: z.number().min(0).max(0.95).default(0),
  delay: probability.default(0),
  delayMsMax: z.number().int().min(0).max(600_000).default(2000),
  duplicate: probability.default(0),
  /** A payload is held back so that later ones overtake it. */
  reorder: probability.default(0),
  /** Each sensor's clock runs fast or slow by up to this many parts per million. */
  driftPpmMax: z.number().min(0).max(100_000).default(0),
  reboot: probability.default(0),
})

export type Faults = z.infer<typeof faults>

export const NO_FAULTS: Faults = faults.parse({})

const REORDER_MS_MIN = 20
const REORDER_MS_MAX = 400

/** After how many milliseconds each copy of a payload leaves; an empty list means that it is lost. */
export function departures(faults: Faults, random: Random): readonly number[] {
  if (random() < faults.loss) return []
  const first = heldBackMs(faults, random)
  return random() < faults.duplicate ? [first, first + heldBackMs(faults, random)] : [first]
}

/** Whether what the broker answered is lost on its way to the sensor: then a stored message comes again. */
export function answerIsLost(faults: Faults, random: Random): boolean {
  return random() < faults.loss
}

export function reboots(faults: Faults, random: Random): boolean {
  return random() < faults.reboot
}

/** How many of its own milliseconds this sensor counts in a true one. */
export function clockRate(faults: Faults, random: Random): number {
  return 1 + between(random, -faults.driftPpmMax, faults.driftPpmMax) / 1_000_000
}

function heldBackMs(faults: Faults, random: Random): number {
  const delayMs = random() < faults.delay ? between(random, 0, faults.delayMsMax) : 0
  const reorderMs = random() < faults.reorder ? between(random, REORDER_MS_MIN, REORDER_MS_MAX) : 0
  return delayMs + reorderMs
}
