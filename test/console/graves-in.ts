import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { z } from 'zod'

const findings = z.array(
  z.object({
    id: z.string(),
    impact: z.string().nullable(),
    nodes: z.array(z.object({ target: z.array(z.unknown()), html: z.string(), failureSummary: z.string().optional() })),
  }),
)

/** There are no frames, and no styles from elsewhere to be fetched. */
const OPTIONS = JSON.stringify({ resultTypes: ['violations'], iframes: false, preload: false })

/** What axe finds serious or worse: a rule's name, and where. What is minor or moderate is not counted. */
export async function gravesIn(page: Page): Promise<readonly string[]> {
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe.source)
  const found = findings.parse(await page.evaluate(`axe.run(document, ${OPTIONS}).then((it) => it.violations)`))
  return found
    .filter((it) => it.impact === 'serious' || it.impact === 'critical')
    .flatMap((it) => it.nodes.map((node) => `${it.id}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`))
}
