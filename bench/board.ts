import type { Browser } from 'playwright-core'
import { type AreaId, sensorUid } from '../base/id.ts'
import { createArea } from '../registry/area.ts'
import { fitSensor } from '../registry/fitting.ts'
import { createHousehold } from '../registry/household.ts'
import { createOrder } from '../registry/order.ts'
import { ensureRootArea } from '../registry/root-area.ts'
import { registerSensor } from '../registry/sensor.ts'
import { inTransaction } from '../store/transaction.ts'
import { launchBrowser } from '../test/console/browser.ts'
import { framesOf, watchFrames } from './frames.ts'
import { type PagesService, startPagesService } from './pages-service.ts'

// npm run bench:board: how long a board of 240 households takes, and what a browser does when all of them change at once.

export const HOMES = 240
const CHANGES = 10
const ASKED = 30
const CHANGE_MS = 1500
const HOUR_MS = 3_600_000

export interface BoardFigures {
  /** To answer for the board, of 30 askings. */
  readonly answerMs: { readonly median: number; readonly longest: number }
  /** From the commit of a change of all homes until all are drawn, and what the page itself worked for it. */
  readonly changes: readonly { readonly drawnMs: number; readonly workedMs: number; readonly longestTaskMs: number }[]
  readonly frames: { readonly count: number; readonly late: number; readonly longestMs: number }
}

async function fillBuilding({ pool }: PagesService): Promise<AreaId> {
  const root = await inTransaction(pool, ensureRootArea)
  const scope = [root]
  const now = Date.now()
  const building = { parentId: root, kind: 'building', name: '1号楼', timeZone: null } as const
  const areaId = await inTransaction(pool, (tx) => createArea(tx, scope, building))
  for (let n = 0; n < HOMES; n++) {
    await inTransaction(pool, async (tx) => {
      const floor = Math.floor(n / 12) + 1
      const room = `${String(floor).padStart(2, '0')}${String((n % 12) + 1).padStart(2, '0')}`
      const householdId = await createHousehold(tx, scope, { areaId, room, floor })
      const uid = sensorUid.parse(`door-${n}-1`)
      await registerSensor(tx, scope, { uid, model: 'native', reportingLimitSeconds: 180, areaId, gateway: null })
      await fitSensor(tx, scope, { sensorUid: uid, householdId, door: 'front' }, now - HOUR_MS)
      const order = { householdId, startsAt: now - 1000, endsAt: now + 300 * HOUR_MS, basis: 'x', issuedBy: 'x' }
      await createOrder(tx, scope, { ...order, policy: 'default', override: { reason: 'x' } }, now - 1000)
    })
  }
  return areaId
}

async function askForBoard({ httpUrl, cookie }: PagesService, areaId: AreaId): Promise<readonly number[]> {
  const took: number[] = []
  for (let n = 0; n < ASKED; n++) {
    // Longer than one reading is good for.
    await new Promise((resolve) => setTimeout(resolve, 210))
    const began = performance.now()
    await (await fetch(`${httpUrl}/api/v1/areas/${areaId}/board`, { headers: { cookie } })).text()
    took.push(performance.now() - began)
  }
  return took.toSorted((a, b) => a - b)
}

/** All homes of a building change at once, ten times: a permit for the building is granted, and revoked. */
export async function measureBoard(service: PagesService, browser: Browser): Promise<BoardFigures> {
  const { pool, httpUrl } = service
  const areaId = await fillBuilding(service)
  const took = await askForBoard(service, areaId)
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' })
  await page.goto(`${httpUrl}/buildings/${areaId}`)
  await service.signIn(page)
  await page.locator('a.home[data-look=unknown]').first().waitFor()
  await watchFrames(page)
  const devtools = await page.context().newCDPSession(page)
  // Of the processor, and not of the clock: what else the machine does is not the page's.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const taskSeconds = async () =>
    (await devtools.send('Performance.getMetrics')).metrics.find((it) => it.name === 'TaskDuration')?.value ?? 0
  const changes = []
  for (let n = 0; n < CHANGES; n++) {
    const spent = await taskSeconds()
    const isPermitted = n % 2 === 0
    await pool.query(
      isPermitted
        ? `insert into permit (area_id, from_at, until_at, reason, openings_max, granted_by, granted_at)
           values (${areaId}, now() - interval '1 s', now() + interval '1 h', 'rubbish', 1, 'x', now())`
        : 'update permit set revoked_at = now()',
    )
    const changed = performance.now()
    const drawn = page.locator(`a.home[data-look=${isPermitted ? 'permit' : 'unknown'}]`)
    await drawn.nth(HOMES - 1).waitFor()
    const drawnMs = performance.now() - changed
    await new Promise((resolve) => setTimeout(resolve, CHANGE_MS))
    const longestTaskMs = Number(await page.evaluate('Math.max(0, ...window.longTasks.splice(0))'))
    changes.push({ drawnMs, workedMs: ((await taskSeconds()) - spent) * 1000, longestTaskMs })
  }
  const frames = await framesOf(page)
  await page.context().close()
  return { answerMs: { median: took[ASKED / 2] ?? 0, longest: took.at(-1) ?? 0 }, changes, frames }
}

if (import.meta.main) {
  const service = await startPagesService()
  const browser = await launchBrowser()
  console.log(JSON.stringify(await measureBoard(service, browser), null, 2))
  await browser.close()
  await service.close()
}
