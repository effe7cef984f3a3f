import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

/** POSTs as large as a notification's with nothing behind them: first at a pace, then as many as go. Says how many went. */
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: '' },
    perSecond: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '5' },
    atOnce: { type: 'string', default: '16' },
    bytes: { type: 'string', default: '1100' },
  },
})
const forMs = Number(values.seconds) * 1000
const padding = '门'.repeat(Number(values.bytes) / 3)

async function post(path: string): Promise<void> {
  const body = JSON.stringify({ sentAt: performance.timeOrigin + performance.now(), padding })
  const response = await fetch(`${values.url}${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
    signal: AbortSignal.timeout(5000),
  })
  await response.body?.cancel()
}

async function paced(): Promise<void> {
  const startedAt = performance.now()
  const going: Promise<void>[] = []
  for (let at = 0; at < forMs; at += 1000 / Number(values.perSecond)) {
    await sleep(Math.max(0, startedAt + at - performance.now()))
    going.push(post('/plain/paced'))
  }
  await Promise.all(going)
}

async function flatOut(): Promise<number> {
  const startedAt = performance.now()
  let sent = 0
  const loop = async (): Promise<void> => {
    while (performance.now() - startedAt < forMs) {
      await post('/plain')
      sent += 1
    }
  }
  await Promise.all(Array.from({ length: Number(values.atOnce) }, loop))
  return (sent * 1000) / (performance.now() - startedAt)
}

await paced()
process.send?.({ perSecond: await flatOut() })
process.disconnect()
