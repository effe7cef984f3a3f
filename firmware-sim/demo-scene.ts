import type { CommunityDoor } from '../registry/community.ts'
import type { PlannedPermit } from './episode.ts'
import type { ScenarioStep } from './scenario.ts'

/** What goes on just now at a door that the demonstration has chosen. */
export interface Scene {
  /** Its place in the community's list: ten floors of a unit, one unit after the other. */
  readonly place: number
  /** In minutes before now. */
  readonly steps: readonly (readonly [minutesAgo: number, act: ScenarioStep['act']])[]
  readonly permit?: Pick<PlannedPermit, 'reason' | 'openingsMax'> & {
    readonly fromAgo: number
    readonly untilAgo: number
  }
  /** What becomes of it from now on: as others live, nothing is heard, it stays as it is, or it is opened in a while. */
  readonly goesOn: 'lives' | 'silent' | 'open' | 'uncovered' | 'opens'
}

const OPEN = { kind: 'door', door: 'open' } as const
const CLOSED = { kind: 'door', door: 'closed' } as const

/** One door for each thing that staff should see at once; all others are as their days left them. */
export const SCENES: readonly Scene[] = [
  // Out without a permit, and back.
  {
    place: 8,
    steps: [
      [34, OPEN],
      [33.4, CLOSED],
      [26, OPEN],
      [25.5, CLOSED],
    ],
    goesOn: 'lives',
  },
  // Opened without a permit, and open still.
  { place: 13, steps: [[9, OPEN]], goesOn: 'open' },
  // A delivery was taken in, and the door stayed open after its permit.
  {
    place: 22,
    steps: [
      [52, OPEN],
      [37, CLOSED],
    ],
    permit: { reason: 'delivery', openingsMax: 1, fromAgo: 55, untilAgo: 47 },
    goesOn: 'lives',
  },
  // Nothing is heard of it any more.
  { place: 27, steps: [[47, { kind: 'network_lost' }]], goesOn: 'silent' },
  // Its cover is off.
  { place: 31, steps: [[25, { kind: 'cover', cover: 'removed' }]], goesOn: 'uncovered' },
  // Its battery is nearly empty.
  { place: 35, steps: [[70, { kind: 'battery_worn', share: 0.9 }]], goesOn: 'lives' },
  // A delivery is expected.
  { place: 3, steps: [], permit: { reason: 'delivery', openingsMax: 1, fromAgo: 4, untilAgo: -40 }, goesOn: 'lives' },
  { place: 16, steps: [], permit: { reason: 'rubbish', openingsMax: 2, fromAgo: 10, untilAgo: -30 }, goesOn: 'lives' },
  // The next breach, while one looks.
  { place: 5, steps: [], goesOn: 'opens' },
]

/** On test just now. */
export const ON_TEST_PLACE = 19
/** Whose residents ask for a permit just now. */
export const ASKING_PLACES = [10, 37]

export function sceneOf(doors: readonly CommunityDoor[], door: CommunityDoor): Scene | undefined {
  return SCENES.find((it) => doors[it.place] === door)
}
