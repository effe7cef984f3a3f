import { OUTCOMES, type Severity } from '../alert.ts'
import type { Queryable } from '../transaction.ts'
import { FROM, type Stretch, stretchValues, UNTIL } from './stretch.ts'

/** How a group of alerts stands: nobody has it, somebody has it, or what it came to. */
export const STANDINGS = ['new', 'acknowledged', ...OUTCOMES] as const
export type Standing = (typeof STANDINGS)[number]

export interface AlertStanding {
  readonly kind: string
  readonly severity: Severity
  readonly standing: Standing
  readonly alerts: number
}

/**
 * The alerts raised in the stretch by kind, severity and how they stand by now; what was merged into another is that one.
 * A group's alert is within the areas of all households that it holds alerts of.
 */
export async function countAlertStandings(db: Queryable, stretch: Stretch): Promise<AlertStanding[]> {
  const { rows } = await db.query<AlertStanding>({
    text: `select al.kind, al.severity,
             case al.handling when 'resolved' then coalesce(al.outcome, 'equipment') else al.handling end as standing,
             count(*)::int as alerts
           from alert al left join household h on h.id = al.household_id join area a on a.id = coalesce(al.area_id, h.area_id)
           where al.raised_at >= ${FROM} and al.raised_at < ${UNTIL} and al.merged_into is null
             and coalesce(al.scope_path, a.path) @> array[$1::bigint]
           group by 1, 2, 3
           order by array_position(array['critical', 'major', 'minor'], al.severity), count(*) desc, 1, 3`,
    values: [...stretchValues(stretch)],
  })
  return rows
}
