import type { Pool } from 'pg'
import { Failure } from '../../base/failure.ts'
import type { AreaId } from '../../base/id.ts'
import type { Clock, Instant } from '../../base/instant.ts'
import { type DailyReport, readDailyReport } from '../../registry/report/daily-report.ts'
import { reportDay } from '../../registry/report/day.ts'
import { readTimeZone } from '../../store/area.ts'

/** A report this young is everybody's who asks for it: who reads it on the screen takes it as a file next. */
const REPORT_MS = 60_000
const REPORTS_KEPT_MAX = 20
/** They are reckoned one after the other, each with a few connections: nobody's alert waits for a report. */
const WAITING_MAX = 8

/** Reads areas' days. */
export class DailyReports {
  readonly #pool: Pool
  readonly #clock: Clock
  readonly #kept = new Map<string, { readonly at: Instant; readonly report: Promise<DailyReport> }>()
  #waiting = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor({ pool, clock }: { readonly pool: Pool; readonly clock: Clock }) {
    this.#pool = pool
    this.#clock = clock
  }

  /**
   * The area is one that the caller may see; without a day it is the latest of which there is something to tell.
   * @throws Failure `request.contradictory` for a day without a report; `request.too_many` when too many are waited for.
   */
  async read(area: AreaId, day: string | null): Promise<DailyReport> {
    const now = this.#clock()
    const asked = reportDay(day, await readTimeZone(this.#pool, area), now)
    const key = `${area}/${asked.day}/${asked.timeZone}`
    const young = this.#kept.get(key)
    if (young !== undefined && now >= young.at && now - young.at < REPORT_MS) return young.report
    if (this.#kept.size >= REPORTS_KEPT_MAX) this.#kept.clear()
    const report = this.#inTurn(() => readDailyReport(this.#pool, area, asked))
    this.#kept.set(key, { at: now, report })
    report.catch(() => this.#kept.delete(key))
    return report
  }

  async #inTurn(reckon: () => Promise<DailyReport>): Promise<DailyReport> {
    if (this.#waiting >= WAITING_MAX) throw new Failure('request.too_many')
    this.#waiting += 1
    const report = this.#last.then(reckon).finally(() => {
      this.#waiting -= 1
    })
    this.#last = report.catch(() => undefined)
    return report
  }
}
