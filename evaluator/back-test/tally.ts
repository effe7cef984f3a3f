import type { HouseholdId } from '../../base/id.ts'
import type { Instant } from '../../base/instant.ts'
import type { HistoryOrder, HistorySpan, LiveAlert } from '../../store/back-test-history.ts'
import type { Facts } from '../../watch/facts.ts'
import { localDay } from '../../watch/local-day.ts'
import { openingVerdict } from '../../watch/opening-verdict.ts'
import type { Told } from '../../watch/watch-state.ts'
import type { BackTestResult } from './back-test-result.ts'
import { breachSeen } from './breach-seen.ts'
import { localHour } from './local-hour.ts'
import { Pairs } from './pairs.ts'

/** The kinds whose alerts depend on the policy; the others are as they were. */
const DECIDED_BY_POLICY = new Set([
  'unpermitted_opening',
  'opening_limit',
  'left_open',
  'missed_openings',
  'not_opened',
])
const BUILDINGS_MAX = 500
const BREACHES_MISSED_MAX = 1000
const DAY_MS = 86_400_000

type Side = 'before' | 'after'

/** One order's history: what live operation made of it, and what the draft makes of it. */
export interface OrderOutcome {
  readonly place: HistoryOrder
  readonly facts: Facts
  readonly told: Told
  readonly alerts: readonly LiveAlert[]
  readonly mergeMinutes: number
}

/** What a back-test counts, order by order; its size depends on days, buildings and households, not on events. */
export class Tally {
  readonly #span: HistorySpan
  #orders = 0
  #ordersTooLong = 0
  #events = 0
  readonly #households = new Set<HouseholdId>()
  readonly #affected = { before: new Set<HouseholdId>(), after: new Set<HouseholdId>() }
  readonly #alerts = { before: 0, after: 0 }
  readonly #notices = { before: 0, after: 0 }
  readonly #days = new Pairs<string>()
  readonly #daysOfKinds = new Map<string, Pairs<string>>()
  readonly #hours = new Pairs<number>()
  readonly #kinds = new Pairs<string>()
  readonly #buildings = new Pairs<number>()
  readonly #buildingNames = new Map<number, Pick<HistoryOrder, 'building' | 'buildingName'>>()
  #takenBack = 0
  #confirmed = 0
  #missedLeftOut = 0
  readonly #missed: BackTestResult['breachesMissed'] = []

  constructor(span: HistorySpan) {
    this.#span = span
  }

  get ordersDone(): number {
    return this.#orders + this.#ordersTooLong
  }

  get events(): number {
    return this.#events
  }

  readEvent(): void {
    this.#events += 1
  }

  liveNotices(count: number): void {
    this.#notices.before += count
  }

  tooLong(): void {
    this.#ordersTooLong += 1
  }

  add(outcome: OrderOutcome): void {
    const { place, facts, told, alerts } = outcome
    this.#orders += 1
    this.#households.add(place.household)
    this.#buildingNames.set(place.building, place)
    for (const alert of alerts) {
      if (alert.outcome === 'breach_confirmed') this.#breach(alert, outcome)
      if (alert.isTakenBack) this.#takenBack += DECIDED_BY_POLICY.has(alert.kind) ? 1 : 0
      else this.#alert('before', alert.kind, alert.startedAt, outcome)
    }
    for (const { kind, episode } of told.findings.values()) this.#alert('after', kind, episode.startedAt, outcome)
    for (const opening of told.openings.values()) {
      const isNotice = this.#holds(opening.openedAt) && openingVerdict(opening, facts).verdict === 'notice'
      if (isNotice) this.#notices.after += 1
    }
  }

  #alert(side: Side, kind: string, at: Instant, { place, facts: { timeZone } }: OrderOutcome): void {
    if (!DECIDED_BY_POLICY.has(kind) || !this.#holds(at)) return
    this.#alerts[side] += 1
    this.#affected[side].add(place.household)
    const day = localDay(at, timeZone)
    this.#days.add(day, side)
    this.#daysOf(kind).add(day, side)
    this.#hours.add(localHour(at, timeZone), side)
    this.#kinds.add(kind, side)
    this.#buildings.add(place.building, side)
  }

  #daysOf(kind: string): Pairs<string> {
    const days = this.#daysOfKinds.get(kind) ?? new Pairs<string>()
    this.#daysOfKinds.set(kind, days)
    return days
  }

  #breach(alert: LiveAlert, { told, mergeMinutes }: OrderOutcome): void {
    this.#confirmed += 1
    if (breachSeen(alert, told.findings.values(), mergeMinutes * 60_000)) return
    if (this.#missed.length >= BREACHES_MISSED_MAX) this.#missedLeftOut += 1
    else {
      const { id: alertId, household: householdId, kind, startedAt } = alert
      this.#missed.push({ alertId, householdId, kind, startedAt: new Date(startedAt).toISOString() })
    }
  }

  #holds(at: Instant): boolean {
    return this.#span.from <= at && at < this.#span.until
  }

  /** The result after `seconds` of work. */
  result(seconds: number): BackTestResult {
    const { from, until } = this.#span
    const days = (until - from) / DAY_MS
    const perDay = (count: number): number => Math.round((count / days) * 100) / 100
    const buildings = this.#buildings.mostFirst()
    return {
      from: new Date(from).toISOString(),
      until: new Date(until).toISOString(),
      days,
      orders: this.#orders,
      ordersTooLong: this.#ordersTooLong,
      households: this.#households.size,
      events: this.#events,
      alerts: this.#alerts,
      alertsPerDay: { before: perDay(this.#alerts.before), after: perDay(this.#alerts.after) },
      byDay: this.#days.entries().map(([day, pair]) => ({ day, ...pair })),
      byDayAndKind: [...this.#daysOfKinds].flatMap(([kind, days]) =>
        days.entries().map(([day, pair]) => ({ day, kind, ...pair })),
      ),
      byHour: Array.from({ length: 24 }, (_, hour) => ({ hour, ...this.#hours.of(hour) })),
      byBuilding: buildings.slice(0, BUILDINGS_MAX).flatMap(([id, pair]) => {
        const place = this.#buildingNames.get(id)
        return place === undefined ? [] : [{ areaId: place.building, name: place.buildingName, ...pair }]
      }),
      buildingsLeftOut: Math.max(0, buildings.length - BUILDINGS_MAX),
      byKind: this.#kinds.entries().map(([kind, pair]) => ({ kind, ...pair })),
      householdsAffected: { before: this.#affected.before.size, after: this.#affected.after.size },
      notices: this.#notices,
      alertsTakenBack: this.#takenBack,
      breachesConfirmed: this.#confirmed,
      breachesMissed: this.#missed,
      breachesMissedLeftOut: this.#missedLeftOut,
      seconds,
      eventsPerSecond: Math.round(this.#events / Math.max(seconds, 0.001)),
    }
  }
}
