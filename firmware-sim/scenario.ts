import { type Act, EPISODE_KINDS, EPISODES, type EpisodeKind, type PlannedPermit } from './episode.ts'
import { type Random, seededRandom } from './random.ts'

export interface ScenarioStep {
  /** Simulated milliseconds since the plan's start. */
  readonly atMs: number
  /** Which of the household's sensors. */
  readonly sensor: number
  readonly act: Act
  readonly why: EpisodeKind
}

export interface DayPlan {
  /** In the order of time. */
  readonly steps: readonly ScenarioStep[]
  readonly permits: readonly PlannedPermit[]
}

export interface DayOptions {
  readonly seed: number | string
  readonly household: number | string
  readonly scenario: ScenarioName
  /** 0 for the first day: each day of a household is another one. */
  readonly day: number
  readonly sensors?: number
}

/** How likely each episode is in a household's day; above 1: that many times. */
type Odds = Readonly<Partial<Record<EpisodeKind, number>>>

/** Homes under quarantine as streets described them: deliveries and rubbish every day, a breach now and then. */
const ORDINARY: Odds = {
  delivery: 2,
  rubbish: 1,
  test_round: 0.5,
  breach: 0.05,
  left_open: 0.05,
  tamper: 0.02,
  battery_dead: 0.01,
  network_lost: 0.1,
  reboot: 0.05,
  flapping: 0.01,
}

export const SCENARIOS = {
  ordinary: ORDINARY,
  calm: { delivery: 2, rubbish: 1, test_round: 1 },
  breaches: { ...ORDINARY, breach: 2 },
  tampering: { ...ORDINARY, tamper: 1 },
  bad_network: { ...ORDINARY, network_lost: 3, reboot: 2 },
  dying_batteries: { ...ORDINARY, battery_dead: 1 },
  flapping: { ...ORDINARY, flapping: 2 },
  /** Something for people to look at every minute or so. */
  demonstration: { ...ORDINARY, delivery: 4, breach: 1, left_open: 0.5, tamper: 0.2, network_lost: 0.3 },
  everything: Object.fromEntries(EPISODE_KINDS.map((kind) => [kind, 1])),
} as const satisfies Record<string, Odds>

export type ScenarioName = keyof typeof SCENARIOS

export const SCENARIO_NAMES = [
  'ordinary',
  'calm',
  'breaches',
  'tampering',
  'bad_network',
  'dying_batteries',
  'flapping',
  'demonstration',
  'everything',
] as const satisfies readonly ScenarioName[]

export const DAY_MS = 24 * 3_600_000
const MINUTE_MS = 60_000

/** A permit opens before and ends after what it is for: residents are not punctual, and clocks of cheap sensors drift. */
const PERMIT_MARGIN_MS = 10 * MINUTE_MS

/** Episodes of one household do not overlap: each has its own stretch of the day, with this much between. */
const APART_MS = 5 * MINUTE_MS

/**
 * One day of one household: which episodes happen, in which order and when. Pure: the same options give the same plan.
 * Episodes follow each other in a random order, spread over the day, and never overlap, so each ends as it began: the
 * door closed, the cover fitted, the network there.
 */
export function planDay({ seed, household, scenario, day, sensors = 1 }: DayOptions): DayPlan {
  const random = seededRandom(seed, household, day)
  const kinds = shuffled(happening(SCENARIOS[scenario], random), random)
  const episodes = kinds.map((kind) => ({
    kind,
    sensor: Math.floor(random() * sensors),
    episode: EPISODES[kind](random),
  }))
  const busyMs = episodes.reduce((sum, { episode }) => sum + episode.lengthMs + 2 * PERMIT_MARGIN_MS + APART_MS, 0)
  const spareMs = Math.max(0, DAY_MS - busyMs)
  const gaps = episodes.map(() => random()).toSorted((a, b) => a - b)
  const steps: ScenarioStep[] = []
  const permits: PlannedPermit[] = []
  let usedMs = PERMIT_MARGIN_MS
  for (const [index, { kind, sensor, episode }] of episodes.entries()) {
    const startMs = Math.round(usedMs + (gaps[index] ?? 0) * spareMs)
    for (const [offsetMs, act] of episode.acts) {
      steps.push({ atMs: day * DAY_MS + startMs + Math.round(offsetMs), sensor, act, why: kind })
    }
    if (episode.permit !== undefined)
      permits.push(permitFor(kind, episode.permit, day * DAY_MS + startMs, episode.lengthMs))
    usedMs += episode.lengthMs + 2 * PERMIT_MARGIN_MS + APART_MS
  }
  return { steps, permits }
}

function permitFor(
  kind: EpisodeKind,
  permit: Pick<PlannedPermit, 'reason' | 'openingsMax'>,
  startMs: number,
  lengthMs: number,
): PlannedPermit {
  const untilMs = startMs + lengthMs + PERMIT_MARGIN_MS
  return { ...permit, fromMs: startMs - PERMIT_MARGIN_MS, untilMs, note: `simulated ${kind}` }
}

function happening(odds: Odds, random: Random): readonly EpisodeKind[] {
  return EPISODE_KINDS.flatMap((kind) => {
    const odd = odds[kind] ?? 0
    const times = Math.floor(odd) + (random() < odd % 1 ? 1 : 0)
    return Array.from({ length: times }, () => kind)
  })
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item)
}
