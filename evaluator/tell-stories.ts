import type { HouseholdId, OrderId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Queryable } from '../store/transaction.ts'
import { type WatchChange, writeWatches } from '../store/watch.ts'
import { tellOn } from '../watch/story.ts'
import { deadline } from '../watch/watch.ts'
import type { WatchState } from '../watch/watch-state.ts'
import { onlyHeard, placeKeyOf } from './hydrate.ts'
import type { OpenJournal } from './journals.ts'
import type { OpenStory } from './open-stories.ts'
import { type Verdict, writeVerdicts } from './verdicts.ts'

/** What folding the stories came to. */
export interface ToldStories {
  readonly anew: readonly { household: HouseholdId; order: OrderId }[]
  readonly alertChanges: number
  readonly written: readonly { story: OpenStory; state: WatchState }[]
}

/** Folds each story on; a story whose events do not follow its state is to be told anew from what is stored. */
export async function tellStories(
  tx: Queryable,
  stories: readonly OpenStory[],
  journals: readonly OpenJournal[],
  now: Instant,
): Promise<ToldStories> {
  const runs = new Map(journals.map((it) => [`${it.sensor}/${it.boot}`, it]))
  const verdicts: Verdict[] = []
  const written: { story: OpenStory; state: WatchState }[] = []
  const writes: WatchChange[] = []
  const anew: { household: HouseholdId; order: OrderId }[] = []
  for (const story of stories) {
    const { row, facts, state } = story
    const told = tellOn(facts, state, story.events)
    if (told === null) {
      anew.push({ household: facts.household, order: facts.order.id })
      continue
    }
    verdicts.push({ facts, told })
    const key = placeKeyOf(facts, told.state)
    const journal = key === null ? undefined : runs.get(`${key.sensor}/${key.boot}`)
    if (key !== null && journal !== undefined) {
      journal.place = told.state.doors[key.sensor] ?? null
      if (onlyHeard(state, told.state, key.sensor)) continue
    }
    written.push({ story, state: told.state })
    writes.push({
      household: facts.household,
      state: told.state,
      deadline: earlier(row.deadline, deadline(facts, told.state)),
    })
  }
  const alertChanges = await writeVerdicts(tx, verdicts, now)
  await writeWatches(tx, writes)
  return { anew, alertChanges, written }
}

/** The stored deadline only moves forward when time passes: an early look costs less than an index change per event. */
function earlier(stored: Instant | null, next: Instant | null): Instant | null {
  if (stored === null || next === null) return next
  return Math.min(stored, next)
}
