import type { SensorUid } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import type { Sentence } from './rule.ts'
import { sentences } from './sentences.ts'

/** One sensor's silence, as its household's story tells it. */
export interface Silence {
  readonly sensor: SensorUid
  /** The last contact. */
  readonly since: Instant
  /** When the reporting limit after it was over. */
  readonly overdueFrom: Instant
  readonly until: Instant | null
}

/** A sensor of the group while it is fitted in a household that is under an order: `[from, until)`. */
export interface Member {
  readonly sensor: SensorUid
  readonly from: Instant
  readonly until: Instant
}

/** The group's gateway was reported offline. */
export interface Absence {
  readonly from: Instant
  readonly until: Instant | null
}

/** The sensors of one gateway, or of one building as far as they speak for themselves. */
export interface SensorGroup<S extends Silence = Silence> {
  readonly gateway: string | null
  readonly members: readonly Member[]
  readonly silences: readonly S[]
  readonly absences: readonly Absence[]
  /** When a person resolved the group's alert: what was silent then is dealt with, what falls silent later is not. */
  readonly cuts: readonly Instant[]
}

/** Fewer sensors are no group: each of them has its own alert. */
export const GROUP_SENSORS_MIN = 3
/** Of the sensors under an order, so many must be silent at once. */
export const GROUP_SHARE_MIN = 0.5
/** A silence counts for at least so long, so that short ones that begin within it count together. */
export const TOGETHER_MS = 5 * 60_000
/** It is over when fewer than this share of those it took are still silent: a sensor more or less is no new alert. */
const OVER_SHARE = 0.5

/** One stretch in which a common cause kept a group's doors unknown. */
export interface GroupEpisode<S extends Silence = Silence> {
  /** When there were enough of them. It names the episode. */
  readonly openedAt: Instant
  /** The earliest last contact of those that fell silent together, or when the gateway went. */
  readonly startedAt: Instant
  readonly lastAt: Instant
  readonly clearedAt: Instant | null
  readonly clearedReason: 'heard_again' | 'order_ended' | 'resolved' | null
  /** Sensors whose doors were unknown by it, and how many were under an order when it began. */
  readonly count: number
  readonly fitted: number
  readonly needed: number
  readonly offlineSince: Instant | null
  readonly silences: readonly S[]
}

export function groupSentence(gateway: string | null, episode: GroupEpisode): Sentence {
  return sentences.groupSilent({ ...episode, gateway })
}

interface Open<S extends Silence> extends GroupEpisode<S> {
  readonly sensors: ReadonlySet<SensorUid>
}

/** What is true of the group at the instant that has been reached. */
interface Standing<S extends Silence> {
  readonly members: Map<SensorUid, number>
  readonly silent: Set<S>
  readonly absent: Set<Absence>
}

/**
 * Cause first: the stretches in which at least half of a group's sensors, and at least three, were silent together, or
 * its gateway was offline. A pure fold over the silences, in whatever order they are given, up to and with `at`; what was
 * before `from` is known to be settled and only leads up to it.
 */
export function groupEpisodes<S extends Silence>(
  group: SensorGroup<S>,
  from: Instant,
  at: Instant,
): readonly GroupEpisode<S>[] {
  const standing: Standing<S> = { members: new Map(), silent: new Set(), absent: new Set() }
  const done: GroupEpisode<S>[] = []
  let open: Open<S> | null = null
  for (const [instant, changes] of changesOf(group, from)) {
    if (instant > at) break
    for (const change of changes) change.happens(standing)
    if (instant < from) continue
    const next: Step<S> = step(
      open,
      standing,
      instant,
      changes.some((it) => it.isCut),
    )
    done.push(...next.ended)
    open = next.ongoing
  }
  return (open === null ? done : [...done, withoutSensors(open)]).map(sorted)
}

interface Step<S extends Silence> {
  readonly ended: readonly GroupEpisode<S>[]
  readonly ongoing: Open<S> | null
}

function step<S extends Silence>(open: Open<S> | null, standing: Standing<S>, at: Instant, isCut: boolean): Step<S> {
  if (open === null) return { ended: [], ongoing: opened(standing, at) }
  if (isCut) return { ended: [closed(open, at, 'resolved')], ongoing: opened(standing, at) }
  const next = grown(open, standing, at)
  const reason = overBecause(next, standing)
  return reason === null ? { ended: [], ongoing: next } : { ended: [closed(next, at, reason)], ongoing: null }
}

interface Change<S extends Silence> {
  readonly isCut: boolean
  readonly happens: (standing: Standing<S>) => void
}

/** Everything that happens to a group, by instant; at one instant, what ends comes before what begins. */
function changesOf<S extends Silence>(
  group: SensorGroup<S>,
  from: Instant,
): readonly (readonly [Instant, readonly Change<S>[]])[] {
  const ends: [Instant, Change<S>][] = []
  const begins: [Instant, Change<S>][] = [[from, { isCut: false, happens: () => undefined }]]
  const put = (list: [Instant, Change<S>][], at: Instant, happens: Change<S>['happens'], isCut = false): void => {
    list.push([at, { isCut, happens }])
  }
  for (const it of group.members.filter((member) => member.from < member.until)) {
    put(begins, it.from, ({ members }) => members.set(it.sensor, (members.get(it.sensor) ?? 0) + 1))
    put(ends, it.until, ({ members }) => leave(members, it.sensor))
  }
  for (const cut of group.cuts) put(ends, cut, forget, true)
  for (const it of group.silences) {
    put(begins, it.overdueFrom, ({ silent }) => silent.add(it))
    put(ends, countsUntil(it), ({ silent }) => silent.delete(it))
  }
  for (const it of group.absences.filter((absence) => absence.from !== absence.until)) {
    put(begins, it.from, ({ absent }) => absent.add(it))
    if (it.until !== null) put(ends, it.until, ({ absent }) => absent.delete(it))
  }
  const byInstant = Map.groupBy([...ends, ...begins], ([at]) => at)
  return [...byInstant].map(([at, list]) => [at, list.map(([, it]) => it)] as const).toSorted(([a], [b]) => a - b)
}

function leave(members: Map<SensorUid, number>, sensor: SensorUid): void {
  const times = members.get(sensor) ?? 0
  if (times > 1) members.set(sensor, times - 1)
  else members.delete(sensor)
}

function forget<S extends Silence>({ silent, absent }: Standing<S>): void {
  silent.clear()
  absent.clear()
}

function countsUntil({ overdueFrom, until }: Silence): Instant {
  return Math.max(until ?? Number.POSITIVE_INFINITY, overdueFrom + TOGETHER_MS)
}

/** Silences of sensors that are still the group's. */
function counted<S extends Silence>({ members, silent }: Standing<S>): readonly S[] {
  return [...silent].filter((it) => members.has(it.sensor))
}

const sensorsOf = (silences: readonly Silence[]): ReadonlySet<SensorUid> => new Set(silences.map((it) => it.sensor))

function opened<S extends Silence>(standing: Standing<S>, at: Instant): Open<S> | null {
  const { members, absent } = standing
  const silences = counted(standing)
  const needed = Math.max(GROUP_SENSORS_MIN, Math.ceil(members.size * GROUP_SHARE_MIN))
  const offline = members.size > 0 && absent.size > 0
  if (!offline && sensorsOf(silences).size < needed) return null
  const together = silences.filter((it) => it.overdueFrom > at - TOGETHER_MS)
  const begun: Open<S> = {
    openedAt: at,
    startedAt: Math.min(at, ...together.map((it) => it.since), ...[...absent].map((it) => it.from)),
    lastAt: at,
    clearedAt: null,
    clearedReason: null,
    count: 0,
    fitted: members.size,
    needed,
    offlineSince: null,
    silences: [],
    sensors: new Set(),
  }
  return grown(begun, standing, at)
}

/** Whoever falls silent while it lasts does so for the same cause; a gateway that is away takes all its sensors with it. */
function grown<S extends Silence>(open: Open<S>, standing: Standing<S>, at: Instant): Open<S> {
  const silences = new Set([...open.silences, ...counted(standing)])
  const away = standing.absent.size > 0 ? [...standing.members.keys()] : []
  const sensors = new Set([...open.sensors, ...sensorsOf([...silences]), ...away])
  return {
    ...open,
    lastAt: sensors.size > open.sensors.size ? at : open.lastAt,
    count: sensors.size,
    fitted: Math.max(open.fitted, standing.members.size),
    offlineSince:
      open.offlineSince ?? (away.length === 0 ? null : Math.min(...[...standing.absent].map((it) => it.from))),
    silences: [...silences],
    sensors,
  }
}

/** Why it is over; null while it goes on. */
function overBecause<S extends Silence>({ needed }: Open<S>, standing: Standing<S>): GroupEpisode['clearedReason'] {
  if (standing.members.size === 0) return 'order_ended'
  if (standing.absent.size > 0) return null
  return sensorsOf(counted(standing)).size < Math.ceil(needed * OVER_SHARE) ? 'heard_again' : null
}

function closed<S extends Silence>(
  open: Open<S>,
  clearedAt: Instant,
  clearedReason: GroupEpisode['clearedReason'],
): GroupEpisode<S> {
  return { ...withoutSensors(open), lastAt: clearedAt, clearedAt, clearedReason }
}

function withoutSensors<S extends Silence>({ sensors: _sensors, ...episode }: Open<S>): GroupEpisode<S> {
  return episode
}

function sorted<S extends Silence>(episode: GroupEpisode<S>): GroupEpisode<S> {
  const byTime = (a: S, b: S): number => a.overdueFrom - b.overdueFrom || (a.sensor < b.sensor ? -1 : 1)
  return { ...episode, silences: episode.silences.toSorted(byTime) }
}
