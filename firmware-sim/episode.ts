import type { Contact } from '../protocol/door-event.ts'
import { between, type Random } from './random.ts'

/** What happens to one sensor, or to the link and power it depends on. */
export type Act =
  | { readonly kind: 'door'; readonly door: Contact }
  | { readonly kind: 'cover'; readonly cover: 'fitted' | 'removed' }
  | { readonly kind: 'battery_worn'; readonly share: number }
  | { readonly kind: 'battery_replaced' }
  | { readonly kind: 'network_lost' }
  | { readonly kind: 'network_back' }
  | { readonly kind: 'reboot' }

export const PERMIT_REASONS = ['delivery', 'rubbish', 'nucleic_acid_test', 'medical', 'staff_visit', 'other'] as const

export interface PlannedPermit {
  readonly fromMs: number
  readonly untilMs: number
  readonly reason: (typeof PERMIT_REASONS)[number]
  readonly openingsMax: number
  readonly note: string
}

export const EPISODE_KINDS = [
  'delivery',
  'rubbish',
  'test_round',
  'breach',
  'left_open',
  'tamper',
  'battery_dead',
  'network_lost',
  'reboot',
  'flapping',
] as const

export type EpisodeKind = (typeof EPISODE_KINDS)[number]

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS

/** An opening lasts this long at least; at a high `speed` even less in true time. */
const OPEN_MS_MIN = 15 * SECOND_MS

export interface Episode {
  readonly lengthMs: number
  readonly acts: readonly (readonly [atMs: number, act: Act])[]
  readonly permit?: Pick<PlannedPermit, 'reason' | 'openingsMax'>
}

const door = (contact: Contact): Act => ({ kind: 'door', door: contact })

/** The door opens `fromMs` into the episode, for `forMs`. */
function opening(fromMs: number, forMs: number): Episode['acts'] {
  return [
    [fromMs, door('open')],
    [fromMs + forMs, door('closed')],
  ]
}

function permitted(reason: PlannedPermit['reason']): (random: Random) => Episode {
  return (random) => {
    const forMs = between(random, OPEN_MS_MIN, 80 * SECOND_MS)
    return { lengthMs: forMs, acts: opening(0, forMs), permit: { reason, openingsMax: 1 } }
  }
}

/** Out to the test in the yard, and back: two openings under one permit. */
function testRound(random: Random): Episode {
  const awayMs = between(random, 8 * MINUTE_MS, 25 * MINUTE_MS)
  const out = opening(0, between(random, OPEN_MS_MIN, 60 * SECOND_MS))
  const back = opening(awayMs, between(random, OPEN_MS_MIN, 60 * SECOND_MS))
  const permit = { reason: 'nucleic_acid_test', openingsMax: 2 } as const
  return { lengthMs: awayMs + 60 * SECOND_MS, acts: [...out, ...back], permit }
}

/** Out with no permit, and back after a quarter of an hour or more. */
function breach(random: Random): Episode {
  const awayMs = between(random, 15 * MINUTE_MS, 50 * MINUTE_MS)
  const acts = [...opening(0, between(random, OPEN_MS_MIN, 60 * SECOND_MS)), ...opening(awayMs, OPEN_MS_MIN)]
  return { lengthMs: awayMs + OPEN_MS_MIN, acts }
}

/** A delivery is fetched under a permit and the door stands open long after it. */
function leftOpen(random: Random): Episode {
  const forMs = between(random, 10 * MINUTE_MS, 90 * MINUTE_MS)
  return { lengthMs: forMs, acts: opening(0, forMs), permit: { reason: 'delivery', openingsMax: 1 } }
}

function tamper(random: Random): Episode {
  const offMs = between(random, 2 * MINUTE_MS, 20 * MINUTE_MS)
  const acts: Episode['acts'] = [
    [0, { kind: 'cover', cover: 'removed' }],
    [offMs, { kind: 'cover', cover: 'fitted' }],
  ]
  return { lengthMs: offMs, acts }
}

/** First low, then nothing at all, then a new battery. */
function batteryDead(random: Random): Episode {
  const lowMs = between(random, 20 * MINUTE_MS, 60 * MINUTE_MS)
  const deadMs = lowMs + between(random, 60 * MINUTE_MS, 150 * MINUTE_MS)
  const acts: Episode['acts'] = [
    [0, { kind: 'battery_worn', share: 0.88 }],
    [lowMs, { kind: 'battery_worn', share: 1 }],
    [deadMs, { kind: 'battery_replaced' }],
  ]
  return { lengthMs: deadMs, acts }
}

/** An hour without network, with an opening in it that only the journal can tell of. */
function networkLost(random: Random): Episode {
  const lengthMs = between(random, 45 * MINUTE_MS, 75 * MINUTE_MS)
  const acts: Episode['acts'] = [
    [0, { kind: 'network_lost' }],
    ...opening(between(random, 5 * MINUTE_MS, 30 * MINUTE_MS), 40 * SECOND_MS),
    [lengthMs, { kind: 'network_back' }],
  ]
  return { lengthMs, acts }
}

function reboot(): Episode {
  return { lengthMs: SECOND_MS, acts: [[0, { kind: 'reboot' }]] }
}

/** A draught: the leaf knocks against the contact for a minute. */
function flapping(random: Random): Episode {
  const times = Math.round(between(random, 15, 50))
  const acts = Array.from({ length: times }, (_, index) => opening(index * SECOND_MS, SECOND_MS / 2)).flat()
  return { lengthMs: times * SECOND_MS, acts }
}

/** Each ends as it began: the door closed, the cover fitted, the power and the network there. */
export const EPISODES: Readonly<Record<EpisodeKind, (random: Random) => Episode>> = {
  delivery: permitted('delivery'),
  rubbish: permitted('rubbish'),
  test_round: testRound,
  breach,
  left_open: leftOpen,
  tamper,
  battery_dead: batteryDead,
  network_lost: networkLost,
  reboot,
  flapping,
}
