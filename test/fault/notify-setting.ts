import type { Pool } from 'pg'
import { areaId } from '../../base/id.ts'
import { callPerson } from '../../bench/outbox-setting.ts'
import { registerHouseholds } from '../../bench/prepare.ts'
import { addContactPoint } from '../../registry/contact-point.ts'
import type { Severity } from '../../store/alert.ts'
import { insertEscalationPolicy } from '../../store/escalation-policy.ts'
import { onlyRow } from '../../store/only-row.ts'
import { ROSTER_LEVELS, type RosterLevel } from '../../store/roster.ts'
import { inTransaction } from '../../store/transaction.ts'
import { type AlertVerdict, writeAlerts } from '../../store/verdict.ts'

/** What hears of every alert. */
export const AREA_POINTS: readonly string[] = ['/area-well', '/area-slow', '/area-busy', '/area-drop']
/** Who is on duty, and where each can be reached, in that order. */
export const PEOPLE: Readonly<Record<RosterLevel, readonly string[]>> = {
  grid_worker: ['/grid-down', '/grid-well'],
  duty_desk: ['/desk-drop', '/desk-well'],
  street_office: ['/street-slow'],
}

/**
 * Homes in one area, whose alerts go to these contact points, and step by step to these people after the given times.
 * Two triggers write down, by the database's own clock, when a message was claimed and when an alert was acknowledged:
 * a claim holds its alert until it has committed, so that the two have an order that no clock of ours could give them.
 */
export async function furnishNeighbourhood(
  pool: Pool,
  { receiver, stepsMs, households }: { receiver: string; stepsMs: readonly number[]; households: number },
): Promise<void> {
  await registerHouseholds(pool, households)
  const area = areaId.parse(onlyRow((await pool.query('select min(id) as id from area')).rows).id)
  await inTransaction(pool, async (tx) => {
    for (const path of AREA_POINTS) {
      const point = { channel: 'webhook', target: receiver + path, secret: 'secret', severityMin: 'minor' } as const
      await addContactPoint(tx, [area], { areaId: area, ...point })
    }
    for (const level of ROSTER_LEVELS) {
      await callPerson(tx, area, level, ...PEOPLE[level].map((path) => receiver + path))
    }
    const steps = ROSTER_LEVELS.map((level, place) => ({ level, afterMs: stepsMs[place] ?? 0, channels: null }))
    const repeats = { repeatMs: 10_000, repeatedMsMax: 15_000, handlingMs: 3_600_000 }
    const policy = { areaId: area, name: 'short', kinds: null, severities: null, steps, ...repeats }
    await insertEscalationPolicy(tx, policy, 'test', Date.now())
  })
  await pool.query(`
    create table noted (at timestamptz not null default clock_timestamp(), what text, alert_id int8, notification_id int8);
    create function note_claim() returns trigger language plpgsql as $$ begin
      insert into noted (what, alert_id, notification_id) values ('claimed', new.alert_id, new.id); return null;
    end $$;
    create trigger note_claim after update of attempts on notification for each row
      when (new.attempts > old.attempts) execute function note_claim();
    create function note_acknowledged() returns trigger language plpgsql as $$ begin
      insert into noted (what, alert_id) values ('acknowledged', new.id); return null;
    end $$;
    create trigger note_acknowledged after update of handling on alert for each row
      when (old.handling = 'new' and new.handling = 'acknowledged') execute function note_acknowledged();`)
}

/** One alert at a home, as ingest writes it. `at` may lie back: nothing ran since. */
export async function raiseAlert(pool: Pool, home: number, severity: Severity, at = Date.now()): Promise<number> {
  const { rows: homes } = await pool.query<Pick<AlertVerdict, 'order' | 'household' | 'sensor'>>(
    `select o.id as order, o.household_id as household, f.sensor_uid as sensor
     from quarantine_order o join fitting f on f.household_id = o.household_id order by o.id offset $1 limit 1`,
    [home],
  )
  const verdict: AlertVerdict = {
    ...onlyRow(homes),
    ...{ kind: 'unpermitted_opening', episode: `${at}/${home}`, severity, condition: 'active' },
    ...{ clearedAt: null, clearedReason: null, startedAt: at, lastAt: at, count: 1, late: false },
    explanation: { sentence: { zh: '门被打开，没有有效报备', en: 'The door was opened without a permit' } },
  }
  return inTransaction(pool, async (tx) => {
    await writeAlerts(tx, [verdict], at)
    const { rows } = await tx.query<{ id: number }>('select id from alert where order_id = $1 and episode = $2', [
      ...[verdict.order, verdict.episode],
    ])
    return onlyRow(rows).id
  })
}
