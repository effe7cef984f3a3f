/** Without a policy that names them, alerts of other severities are not escalated. */
export const ESCALATED_SEVERITIES = ['critical', 'major'] as const
const ESCALATED = `array['${ESCALATED_SEVERITIES.join("', '")}']`
export const isEscalatedUnasked = (severity: string): string => `${severity} = any(${ESCALATED})`

/**
 * The policy (`id`, `first_ms`, `handling_ms`) for an alert by these SQL expressions: of the nearest area that has one for
 * it, the one that names kinds, then one that names severities, then the youngest. No row: the default holds.
 */
export const policyFor = (kind: string, severity: string, path: string): string => `
  select p.id, (p.steps -> 0 ->> 'afterMs')::float8 as first_ms, p.handling_ms from escalation_policy p
  where p.area_id = any(${path}) and p.ended_at is null and (p.kinds is null or ${kind} = any(p.kinds))
    and ${severity} = any(coalesce(p.severities, ${ESCALATED}))
  order by array_position(${path}, p.area_id) desc, p.kinds is null, p.severities is null, p.id desc limit 1`

/** Without a policy. */
export const HANDLING_MS = 30 * 60_000

/**
 * The end of a statement in which somebody takes alerts in hand: gives each row of `taken` (`alert_id`, `at`) the time by
 * which it is to be resolved, by the policy of its run; one that was never escalated gets a row, by the policy that
 * holds for it now.
 */
export const beginHandling = (taken: string): string => `
  insert into escalation as e (alert_id, policy_id, run, began_at, due_at, stopped_at, stopped_why, handle_by)
  select t.alert_id, p.id, 0, t.at, t.at, t.at, 'acknowledged',
    t.at + coalesce(p.handling_ms, ${HANDLING_MS}) * interval '1 millisecond'
  from (${taken}) t join alert al on al.id = t.alert_id left join household h on h.id = al.household_id
  join area a on a.id = coalesce(al.area_id, h.area_id) left join escalation o on o.alert_id = t.alert_id and o.run > 0
  left join lateral (
    select r.id, r.handling_ms from escalation_policy r where r.id = o.policy_id
    union all select f.id, f.handling_ms from (${policyFor('al.kind', 'al.severity', 'a.path')}) f where o.alert_id is null
  ) p on true
  order by t.alert_id
  on conflict (alert_id) do update set handle_by = excluded.handle_by`
