/** What a silence may be about, as SQL expressions: null where it is about none. */
interface Silenced {
  readonly kind: string
  readonly household: string
  /** Of what is about no household. */
  readonly area: string
}

/** An alert `al`. */
export const OF_ALERT: Silenced = { kind: 'al.kind', household: 'al.household_id', area: 'al.area_id' }
/** A notification `n` to its contact point `c`; what is for a resident is about an opening that may be an alert later. */
const OF_NOTIFICATION: Silenced = {
  kind: "coalesce(al.kind, 'unpermitted_opening')",
  household: 'coalesce(al.household_id, c.household_id)',
  area: 'al.area_id',
}

/** That a silence `s` is for it. An emergency is never silenced. A wider area's is for all within; an alert of a group or an area goes by its own area. */
export const silencesOf = ({ kind, household, area }: Silenced): string => `
  ${kind} is distinct from 'emergency' and (s.kinds is null or ${kind} = any(s.kinds)) and (s.household_id is null or s.household_id = ${household})
  and s.area_id = any((select z.path from area z
    where z.id = coalesce(${area}, (select y.area_id from household y where y.id = ${household})))::bigint[])`

/** That a silence `s` holds at an instant. */
export const inForceAt = (at: string): string => `s.from_at <= ${at} and s.over_at > ${at}`

/** That nobody is told of an alert `al` just now. */
export const isSilencedAt = (at: string): string =>
  `exists (select 1 from silence s where ${inForceAt(at)} and ${silencesOf(OF_ALERT)})`

/** When it is told again as far as is known; null: it is not silenced. */
export const silencedUntil = (at: string): string =>
  `(select max(s.over_at) from silence s where ${inForceAt(at)} and ${silencesOf(OF_ALERT)})`

/** Of a notification `n`, its contact point `c` and its alert `al`, if it has one: a silence holds it back. */
export const isHeldBackAt = (at: string): string => `(n.reason not in ('test', 'digest') and exists (
  select 1 from silence s where ${inForceAt(at)} and ${silencesOf(OF_NOTIFICATION)}))`
/** At $2. */
export const IS_SILENCED = isHeldBackAt('to_timestamp($2 / 1000.0)')

/** Likewise: a silence that is over held it back, and its alert is over too. Nobody needs to be told. */
export const IS_OVER_SINCE_SILENCE = `(coalesce(al.condition = 'cleared' or al.handling = 'resolved' or al.merged_into is not null, false)
  and exists (select 1 from silence s where s.from_at < s.over_at and s.over_at <= to_timestamp($2 / 1000.0)
    and s.over_at > n.due_at and ${silencesOf(OF_ALERT)}))`

/** A filter that costs nothing while no silence has ended lately. */
export const SOME_SILENCE_IS_OVER = `exists (select 1 from silence where over_at <= to_timestamp($2 / 1000.0))`
