import type { AlertId, AreaId } from '../base/id.ts'
import type { Instant } from '../base/instant.ts'
import {
  areaOfGateway,
  type GroupKey,
  type GroupMember,
  type GroupSilence,
  groupsInTrouble,
  lockGroupWatch,
  markGroupsLookedAt,
  readAbsences,
  readGroupMembers,
  readGroupSilences,
  takeDueGroups,
} from '../store/group.ts'
import {
  type GroupVerdict,
  groupName,
  holdAlerts,
  readGroupAlerts,
  releaseAlerts,
  renameGroupEpisode,
  type StandingGroupAlert,
  writeGroupAlert,
} from '../store/group-alert.ts'
import type { Queryable } from '../store/transaction.ts'
import { mergeAlert, withdrawAlert } from '../store/verdict.ts'
import {
  GROUP_SENSORS_MIN,
  GROUP_SHARE_MIN,
  type GroupEpisode,
  groupEpisodes,
  groupSentence,
  TOGETHER_MS,
} from '../watch/group-silence.ts'
import { sentences, titles } from '../watch/sentences.ts'

const KIND = 'group_silent'
/** Changed silences taken in one transaction. */
const CHANGES_MAX = 500
/** Groups in trouble are looked at again this often: an order that ends, or five minutes that pass, change them too. */
const LOOK_EVERY_MS = 60_000
/** An episode that was over so long ago is settled, whatever arrives. */
const SETTLED_MS = 24 * 3_600_000
const EVIDENCE_MAX = 100

type Episode = GroupEpisode<GroupSilence>

/**
 * Judges the groups whose silences or gateways changed since they were last judged. Any process may call it; one does at a
 * time. True when there is more to judge at once.
 */
export async function judgeGroups(tx: Queryable, now: Instant): Promise<boolean> {
  const lookedAt = await lockGroupWatch(tx)
  if (lookedAt === null) return false
  const { groups, more } = await takeDueGroups(tx, CHANGES_MAX)
  const isTime = now - lookedAt >= LOOK_EVERY_MS
  const troubled = isTime ? await groupsInTrouble(tx, GROUP_SENSORS_MIN) : []
  if (isTime) await markGroupsLookedAt(tx, now)
  const due = new Map([...groups, ...troubled].map((it) => [groupName(it), it]))
  for (const group of due.values()) await judgeGroup(tx, group, now)
  return more
}

/**
 * Brings a group's alerts in line with its members' silences, and holds back or releases theirs. The caller has the right
 * to judge groups (see `lockGroupWatch`).
 */
export async function judgeGroup(tx: Queryable, group: GroupKey, now: Instant): Promise<void> {
  const alerts = await readGroupAlerts(tx, group)
  const recent = alerts.filter((it) => (it.clearedAt ?? now) > now - SETTLED_MS)
  const from = recent.reduce((first, it) => Math.min(first, openedAt(it)), now - SETTLED_MS)
  const members = await readGroupMembers(tx, group, from - TOGETHER_MS, now)
  const silences = await readGroupSilences(tx, members, from - TOGETHER_MS)
  const absences = group.gateway === null ? [] : await readAbsences(tx, group.gateway, from)
  const cuts = alerts.map((it) => it.resolvedAt).filter((it) => it !== null)
  const { gateway } = group
  const episodes = groupEpisodes({ gateway, members, silences, absences, cuts }, from, now)
  const place = await placeOf(tx, group, members)
  const held = new Set<AlertId>()
  const matched = await match(tx, recent, episodes, now)
  for (const episode of episodes) {
    if (place === null || (matched.get(episode) === undefined && isSettled(episode, now))) continue
    const id = await writeGroupAlert(tx, verdictOf(episode, gateway, place), now)
    if (episode.clearedAt !== null) continue
    for (const it of episode.silences) held.add(it.alert)
    await holdAlerts(tx, id, [...held], now)
  }
  const free = silences.filter((it) => it.until === null && it.heldBy !== null && !it.isSettled && !held.has(it.alert))
  await releaseAlerts(
    tx,
    free.map((it) => it.alert),
    now,
  )
}

const openedAt = ({ episode }: StandingGroupAlert): Instant => Number(episode)

function isSettled({ clearedAt }: Episode, now: Instant): boolean {
  return clearedAt !== null && clearedAt <= now - SETTLED_MS
}

/**
 * Which alert is which episode's: the one of its name, else the one whose time it overlaps, which takes its name. An
 * alert without an episode is withdrawn, unless a person has resolved it; a second one for the same episode is merged.
 */
async function match(
  tx: Queryable,
  alerts: readonly StandingGroupAlert[],
  episodes: readonly Episode[],
  now: Instant,
): Promise<ReadonlyMap<Episode, StandingGroupAlert>> {
  const matched = new Map<Episode, StandingGroupAlert>()
  for (const alert of alerts) {
    const episode = episodeOf(alert, episodes)
    const older = episode === undefined ? undefined : matched.get(episode)
    if (older !== undefined) await mergeAlert(tx, alert.id, older.id, now)
    else if (episode !== undefined) matched.set(episode, alert)
    else if (alert.resolvedAt === null && alert.condition === 'active') await withdraw(tx, alert, now)
  }
  for (const [episode, alert] of matched)
    if (openedAt(alert) !== episode.openedAt) await renameGroupEpisode(tx, alert.id, String(episode.openedAt))
  return matched
}

function episodeOf(alert: StandingGroupAlert, episodes: readonly Episode[]): Episode | undefined {
  const same = episodes.find((it) => it.openedAt === openedAt(alert))
  if (same !== undefined) return same
  const until = alert.clearedAt ?? Number.POSITIVE_INFINITY
  return episodes.find((it) => it.openedAt <= until && openedAt(alert) <= (it.clearedAt ?? Number.POSITIVE_INFINITY))
}

async function withdraw(tx: Queryable, alert: StandingGroupAlert, now: Instant): Promise<void> {
  await withdrawAlert(
    tx,
    alert.id,
    'withdrawn',
    { rule: KIND, title: titles[KIND], sentence: sentences.withdrawn() },
    now,
  )
}

interface Place {
  readonly area: AreaId
  readonly scopePath: readonly AreaId[]
}

/** Where the alert is shown, and for whom: everybody who sees a household of the group. Null for a group without any. */
async function placeOf(tx: Queryable, group: GroupKey, members: readonly GroupMember[]): Promise<Place | null> {
  const paths = members.map((it) => it.path)
  const [first] = paths
  if (first === undefined) return null
  const scopePath = [...new Set(paths.flat())].toSorted((a, b) => a - b)
  if (group.gateway === null) return { area: group.area, scopePath }
  const common = first.findLast((area) => paths.every((path) => path.includes(area)))
  const area = common ?? (await areaOfGateway(tx, group.gateway)) ?? first.at(-1)
  return area === undefined ? null : { area, scopePath }
}

function verdictOf(episode: Episode, gateway: string | null, { area, scopePath }: Place): GroupVerdict {
  const { clearedAt, clearedReason, startedAt, lastAt, count, fitted, needed, silences } = episode
  return {
    ...{ gateway, area, scopePath, kind: KIND, episode: String(episode.openedAt), severity: 'major' },
    ...{ condition: clearedAt === null ? 'active' : 'cleared', clearedAt, clearedReason, startedAt, lastAt, count },
    explanation: {
      rule: KIND,
      title: titles[KIND],
      sentence: groupSentence(gateway, episode),
      thresholds: {
        ...{ sensors: count, fitted, needed, sensorsMin: GROUP_SENSORS_MIN, shareMin: GROUP_SHARE_MIN },
        ...{ togetherSeconds: TOGETHER_MS / 1000, held: silences.length },
      },
      evidence: [
        ...(episode.offlineSince === null ? [] : [{ gateway, from: episode.offlineSince, until: clearedAt }]),
        ...silences.slice(0, EVIDENCE_MAX).map(({ sensor, since, until }) => ({ sensor, from: since, until })),
      ],
      permits: [],
    },
  }
}
