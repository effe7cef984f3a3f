import type { AreaId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'

/** What a report is about: an area and everything below it, `[from, until)`. */
export interface Stretch {
  readonly area: AreaId
  readonly from: Instant
  readonly until: Instant
}

/** Parameters 1 to 3 of every statement about a stretch. None is named: a generic plan cannot know how large the area is. */
export const stretchValues = ({ area, from, until }: Stretch): readonly number[] => [area, from, until]

export const FROM = 'to_timestamp($2 / 1000.0)'
export const UNTIL = 'to_timestamp($3 / 1000.0)'

/** The CTEs `home`, the area's households, and `term`, their orders as far as they were watched in the stretch. */
export const TERMS = `home as materialized (
    select h.id from household h join area a on a.id = h.area_id where a.path @> array[$1::bigint]
  ), term as materialized (
    select o.id as order_id, o.household_id, o.watched_from, o.watched_until, o.released_at,
      greatest(o.watched_from, ${FROM}) as began, least(o.watched_until, ${UNTIL}) as ended
    from home join quarantine_order o on o.household_id = home.id
    where o.watched_from < ${UNTIL} and o.watched_until > ${FROM} and o.watched_from < o.watched_until
  )`
