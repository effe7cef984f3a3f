import type { Pool } from 'pg'
import { Registry } from 'prom-client'
import { startEscalator } from '../../alerts/escalator.ts'
import { startSweep } from '../../alerts/sweep.ts'
import {
  type AlertId,
  type AreaId,
  alertId,
  type EscalationPolicyId,
  type HouseholdId,
  type RosterId,
  type StaffId,
} from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import { createLog } from '../../base/log.ts'
import { evaluate } from '../../evaluator/evaluate.ts'
import { WatchCache } from '../../evaluator/watch-cache.ts'
import { createArea } from '../../registry/area.ts'
import { addContactPoint } from '../../registry/contact-point.ts'
import { createEscalationPolicy, DEFAULT_TERMS } from '../../registry/escalation-policy.ts'
import { ensureRootArea } from '../../registry/root-area.ts'
import { createRoster } from '../../registry/roster/roster.ts'
import { addShift } from '../../registry/roster/shift.ts'
import { addStaff } from '../../registry/staff.ts'
import type { Severity } from '../../store/alert.ts'
import type { NewEscalationPolicy } from '../../store/escalation-policy.ts'
import { onlyRow } from '../../store/only-row.ts'
import type { RosterLevel } from '../../store/roster.ts'
import { inTransaction, type Queryable } from '../../store/transaction.ts'
import { type AlertVerdict, writeAlerts } from '../../store/verdict.ts'
import type { WatchEvent } from '../../watch/door.ts'
import type { Policy } from '../../watch/policy.ts'
import { furnish, renamed } from '../evaluator/homes.ts'
import { facts, fitting, MINUTE, policy, T0 } from '../watch/stories.ts'
import { claimDue } from './claim-due.ts'

let districts = 0
let episodes = 0

export type PolicyTerms = Partial<Omit<NewEscalationPolicy, 'areaId'>>

/** A street › community › building with a home under an order, whose sensor is never silent. */
export interface District {
  readonly root: AreaId
  readonly street: AreaId
  readonly community: AreaId
  readonly building: AreaId
  readonly household: HouseholdId
  inDb<T>(work: (tx: Queryable) => Promise<T>): Promise<T>
  /** With a webhook of their own at https://`name`.example/ unless they have none. */
  join(name: string, area: AreaId, severityMin?: Severity | null): Promise<StaffId>
  /** With these people on duty at any time. */
  staffed(area: AreaId, level: RosterLevel, staff: readonly StaffId[]): Promise<RosterId>
  raise(now: Instant, over?: Partial<AlertVerdict>): Promise<AlertId>
  /** The default in what is not said. */
  policy(area: AreaId, terms: PolicyTerms): Promise<EscalationPolicyId>
  /** The alert of the episode as it is now. */
  write(now: Instant, verdict: Partial<AlertVerdict>): Promise<AlertId>
  hear(events: readonly WatchEvent[], now: Instant): Promise<void>
  sweepAt(now: Instant): Promise<void>
  /** What goes out by now, taken as sent: its reason and the name of who gets it, in the order in which it goes. */
  sent(now: Instant): Promise<readonly string[]>
  log(alert: AlertId): Promise<readonly unknown[]>
}

export async function makeDistrict(pool: Pool, settings: Partial<Policy> = {}): Promise<District> {
  districts += 1
  const mark = `d${districts}`
  const inDb = <T>(work: (tx: Queryable) => Promise<T>): Promise<T> => inTransaction(pool, work)
  const root = await inDb(ensureRootArea)
  const within = (kind: 'street' | 'community' | 'building', parentId: AreaId) =>
    inDb((tx) => createArea(tx, [root], { parentId, kind, name: `${mark} ${kind}`, timeZone: null }))
  const street = await within('street', root)
  const community = await within('community', street)
  const building = await within('building', community)
  const quiet = fitting('door-0001', { reportingLimitMs: 1000 * MINUTE, contactAtStart: 'closed' })
  const given = renamed(
    facts({ fittings: [quiet], policies: [{ from: T0, policy: policy({ leftOpenSeconds: 36000, ...settings }) }] }),
  )
  const home = await furnish(pool, given.facts, T0)
  await pool.query('update household set area_id = $1 where id = $2', [building, home.household])
  const sensor = given.facts.fittings[0]?.sensor ?? quiet.sensor
  const write = async (now: Instant, over: Partial<AlertVerdict>): Promise<AlertId> => {
    const verdict: AlertVerdict = {
      ...{ order: home.order, household: home.household, sensor, kind: 'unpermitted_opening', episode: 'one' },
      ...{ severity: 'critical', condition: 'active', clearedAt: null, clearedReason: null, startedAt: T0, lastAt: T0 },
      ...{ count: 1, late: false, explanation: { sentence: { zh: '门开了', en: 'open' } } },
      ...over,
    }
    await inDb((tx) => writeAlerts(tx, [verdict], now))
    const { rows } = await pool.query('select id from alert where order_id = $1 and kind = $2 and episode = $3', [
      ...[home.order, verdict.kind, verdict.episode],
    ])
    return alertId.parse(onlyRow(rows).id)
  }
  return {
    ...{ root, street, community, building, household: home.household, inDb, write },
    async join(name, areaId, severityMin = 'minor') {
      const roles = [{ role: 'grid_worker', areaId }] as const
      const person = { username: `${name}-${mark}`, displayName: name, password: 'a password for the tests', roles }
      const staffId = await inDb((tx) => addStaff(tx, [root], person, T0))
      const point = {
        areaId: null,
        staffId,
        channel: 'webhook',
        target: `https://${name}.example/`,
        secret: null,
      } as const
      if (severityMin !== null) await inDb((tx) => addContactPoint(tx, [root], { ...point, severityMin }))
      return staffId
    },
    staffed: (areaId, level, staff) =>
      inDb(async (tx) => {
        const desk = { areaId, name: `${level} ${staff[0]}`, level, fallback: staff.slice(0, 1) }
        const roster = await createRoster(tx, [root], desk, T0)
        const daily = { weekdays: [1, 2, 3, 4, 5, 6, 7], validFrom: '2026-01-06', validUntil: null }
        for (const staffId of staff) {
          await addShift(tx, [root], roster, { ...daily, staffId, from: '00:00', until: '12:00' }, T0)
          await addShift(tx, [root], roster, { ...daily, staffId, from: '12:00', until: '00:00' }, T0)
        }
        return roster
      }),
    policy: (areaId, terms) =>
      inDb((tx) => {
        const policy = { ...DEFAULT_TERMS, name: 'policy', kinds: null, severities: null, ...terms, areaId }
        return createEscalationPolicy(tx, [root], policy, 'officer', T0)
      }),
    raise: (now, over = {}) => {
      episodes += 1
      return write(now, { episode: `e${episodes}`, ...over })
    },
    async hear(events, now) {
      await inDb((tx) => evaluate(tx, new WatchCache(), events.map(given.rename), [], now))
    },
    async sweepAt(now) {
      const log = createLog('silent')
      const ensurePulse = async () => undefined
      const given = { pool, log, clock: () => now }
      const escalator = startEscalator({ ...given, metrics: new Registry() })
      const cache = new WatchCache()
      const sweep = startSweep({ ...given, cache, everyMs: 86_400_000, ensurePulse, escalateDue: escalator.run })
      await sweep.run()
      await sweep.stop()
    },
    async sent(now) {
      const claim = { worker: 'w', channel: 'webhook', now, leaseMs: 1, limit: 500 } as const
      const due = await claimDue(pool, claim)
      await pool.query('update notification set sent_at = now() where id = any($1)', [due.map((it) => it.id)])
      return due.map((it) => `${it.reason} ${new URL(it.target).hostname.replace('.example', '')}`)
    },
    async log(alert) {
      const { rows } = await pool.query('select what, detail from alert_log where alert_id = $1 order by id', [alert])
      return rows.map(({ what, detail }) => (/escalated|nobody/.test(what) ? [what, detail] : what))
    },
  }
}
