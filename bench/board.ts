import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '../base/config.ts'
import { sensorUid } from '../base/id.ts'
import { createLog } from '../base/log.ts'
import { startService } from '../main.ts'
import { createArea } from '../registry/area.ts'
import { fitSensor } from '../registry/fitting.ts'
import { createHousehold } from '../registry/household.ts'
import { createOrder } from '../registry/order.ts'
import { ensureRootArea } from '../registry/root-area.ts'
import { registerSensor } from '../registry/sensor.ts'
import { inTransaction } from '../store/transaction.ts'
import { launchBrowser } from '../test/console/browser.ts'

/** `npm run bench:board`: how long a board of 240 households takes, and what a browser does when all of them change at once. */
const HOMES = 240
const CHANGES = 10
const ASKED = 30
const CHANGE_MS = 1500
const HOUR_MS = 3_600_000

const PASSWORD = 'a long enough password'
const folder = await mkdtemp(path.join(tmpdir(), 'menshen-board-'))
const config = readConfig({
  MENSHEN_DATA_DIR: folder,
  MENSHEN_HTTP_PORT: '0',
  MENSHEN_MQTT_PORT: '0',
  MENSHEN_CANARY: 'false',
})
const service = await startService({ config, log: createLog('error'), demoPassword: PASSWORD })
const { pool, httpUrl: origin } = service
const root = await inTransaction(pool, ensureRootArea)
const scope = [root]
const now = Date.now()
const areaId = await inTransaction(pool, (tx) =>
  createArea(tx, scope, { parentId: root, kind: 'building', name: '1', timeZone: null }),
)
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
const signedIn = await fetch(`${origin}/api/v1/login`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ username: 'admin', password: PASSWORD }),
})
const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
const took: number[] = []
for (let n = 0; n < ASKED; n++) {
  await new Promise((resolve) => setTimeout(resolve, 210))
  const began = performance.now()
  await (await fetch(`${origin}/api/v1/areas/${areaId}/board`, { headers: { cookie } })).text()
  took.push(performance.now() - began)
}
took.sort((a, b) => a - b)
console.log(`board of ${HOMES}: median ${took[ASKED / 2]?.toFixed(1)} ms, slowest ${took.at(-1)?.toFixed(1)} ms`)

const browser = await launchBrowser()
const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
await page.goto(`${origin}/buildings/${areaId}`)
await page.locator('input[name=username]').fill('admin')
await page.locator('input[name=password]').fill(PASSWORD)
await page.keyboard.press('Enter')
await page.locator('a.home[data-look=unknown]').first().waitFor()
await page.evaluate(`
  window.frames_ = []; window.long_ = [];
  new PerformanceObserver((list) => list.getEntries().forEach((it) => window.long_.push(it.duration))).observe({ type: 'longtask' });
  let last = performance.now();
  const tick = (at) => { window.frames_.push(at - last); last = at; requestAnimationFrame(tick) };
  requestAnimationFrame(tick); 0`)
const devtools = await page.context().newCDPSession(page)
// Of the processor, and not of the clock: what else the machine does is not the page's.
await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
const taskSeconds = async () =>
  (await devtools.send('Performance.getMetrics')).metrics.find((it) => it.name === 'TaskDuration')?.value ?? 0
const longestOf = async () => Number(await page.evaluate('Math.max(0, ...window.long_.splice(0))'))
for (let n = 0; n < CHANGES; n++) {
  const spent = await taskSeconds()
  const isPermitted = n % 2 === 0
  await pool.query(
    isPermitted
      ? `insert into permit (area_id, from_at, until_at, reason, openings_max, granted_by, granted_at)
         values (${areaId}, now() - interval '1 s', now() + interval '1 h', 'rubbish', 1, 'x', now())`
      : 'update permit set revoked_at = now()',
  )
  const changed = Date.now()
  await page
    .locator(`a.home[data-look=${isPermitted ? 'permit' : 'unknown'}]`)
    .nth(HOMES - 1)
    .waitFor()
  const drawnMs = Date.now() - changed
  await new Promise((resolve) => setTimeout(resolve, CHANGE_MS))
  const ms = ((await taskSeconds()) - spent) * 1000
  console.log(
    `change ${n}: all ${HOMES} drawn after ${drawnMs} ms; page's own time ${ms.toFixed(0)} ms, longest task ${await longestOf()} ms`,
  )
}
console.log(
  'frames, ms:',
  await page.evaluate(`(() => { const f = window.frames_.toSorted((a, b) => a - b);
    return { frames: f.length, median: f[f.length >> 1], p99: f[Math.floor(f.length * 0.99)], longest: f.at(-1),
      above34: f.filter((it) => it > 34).length } })()`),
)
await browser.close()
await service.close()
await rm(folder, { recursive: true, force: true })
