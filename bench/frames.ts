import type { Page } from 'playwright-core'
import { z } from 'zod'

/** Two of 60 a second: one was left out. */
const LATE_MS = 34

const frames = z.object({ count: z.number(), late: z.number(), longestMs: z.number() })

/** From now on the page notes how far apart its frames are, and every task that held one up. */
export async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(`
    window.frameGaps = []; window.longTasks = [];
    new PerformanceObserver((list) => list.getEntries().forEach((it) => window.longTasks.push(it.duration)))
      .observe({ type: 'longtask' });
    let last = performance.now();
    const tick = (at) => { window.frameGaps.push(at - last); last = at; requestAnimationFrame(tick) };
    requestAnimationFrame(tick); 0`)
}

/** The frames since the watching began, or since this was last asked. */
export async function framesOf(page: Page): Promise<z.infer<typeof frames>> {
  return frames.parse(
    await page.evaluate(`(() => { const gaps = window.frameGaps.splice(0)
      return { count: gaps.length, late: gaps.filter((it) => it > ${LATE_MS}).length, longestMs: Math.max(0, ...gaps) } })()`),
  )
}
